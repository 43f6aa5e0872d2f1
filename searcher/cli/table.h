#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "searcher/cli/terminal.h"

namespace dssearch::cli {

/// Rows of columns that are aligned by their display width.
class Table {
 public:
  /// The first `right_aligned` columns are aligned to the right, the others to the left.
  explicit Table(std::size_t right_aligned) : right_aligned_(right_aligned) {}

  /// Adds a row; rows may have different numbers of columns.
  void Add(std::vector<std::string> row);

  /// Prints the rows in lines of the terminal: a cell that does not fit begins a new line behind a
  /// wider indent, and one that does not fit there either is cut.
  void Print(const std::string& indent, Terminal& terminal) const;

 private:
  std::size_t right_aligned_;
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace dssearch::cli
