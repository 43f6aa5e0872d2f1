#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dssearch::indexer {

/// Where a table begins in a text, and how its cells are written.
struct TableHeader {
  std::size_t offset = 0;  ///< Of the row with the names of the columns.
  char separator = ',';    ///< A comma, a semicolon or a tab.
  bool quotes = true;      ///< Whether cells may be quoted; Web of Science does not.
};

/// Looks for the header of a table in the first lines of a text: a row that names at least
/// `columns` fields of papers, behind what databases write before it ("sep=;", how many were found
/// when). nullopt where there is none.
std::optional<TableHeader> HeaderIn(std::string_view head, std::size_t columns);

/// The header of a table whose columns may have any names: what HeaderIn() finds, or else the first
/// row, with the separator that is most frequent in it.
TableHeader HeaderOf(std::string_view head);

/// Gives the columns of Web of Science (PT, AU, TI, ...) the names of the fields that their tags
/// have, see FindTagRule(). Other names stay.
void NameColumns(std::vector<std::string>& names);

/// Whether a table is one of Springer, which writes names of authors one behind the other.
bool IsSpringer(const std::vector<std::string>& names);

/// The names in "Ada OkaforBen Hall": one begins with a capital behind a small letter, unless what
/// is before it is only a part of a name, "McDonald".
std::vector<std::string> SplitAtCapitals(std::string_view names);

}  // namespace dssearch::indexer
