#pragma once

#include <istream>
#include <optional>
#include <string>

namespace dssearch::cli {

/// A query of a file of queries, and its name there.
struct NamedQuery {
  std::string name = {};  ///< Empty where it has none.
  std::string query = {};
};

/// Reads the next query: a line is `QUERY`, or `NAME`, a tab and `QUERY`. Blank lines and those
/// that begin with '#' are passed over. Empty at the end.
std::optional<NamedQuery> NextQuery(std::istream& lines);

}  // namespace dssearch::cli
