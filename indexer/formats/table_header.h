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

/// Whether the first columns of a table have these names of Web of Science: tags, of which others
/// follow.
bool BeginsWebOfScienceTable(std::string_view first, std::string_view second);

/// The header of a table whose columns may have any names: what HeaderIn() finds, or else the first
/// row, with the separator that is most frequent in it.
TableHeader HeaderOf(std::string_view head);

}  // namespace dssearch::indexer
