#include "searcher/cli/table.h"

#include <algorithm>
#include <utility>

#include "dssearch/display_width.h"

namespace dssearch::cli {

void Table::Add(std::vector<std::string> row) {
  widths_.resize(std::max(widths_.size(), row.size()));
  for (std::size_t i = 0; i < row.size(); ++i)
    widths_[i] = std::max(widths_[i], DisplayWidth(row[i]));
  rows_.push_back(std::move(row));
}

void Table::Print(const std::string& indent, Terminal& terminal) const {
  const std::size_t columns = terminal.columns();
  const std::string next_indent = indent + "  ";
  for (const std::vector<std::string>& row : rows_) {
    std::string line = indent;
    bool begins = true;
    const auto end_line = [&] {
      line.erase(line.find_last_not_of(' ') + 1);
      terminal.out() << line << '\n';
    };
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::size_t width = DisplayWidth(row[i]);
      if (!begins && DisplayWidth(line) + 2 + width > columns) {
        end_line();
        line = next_indent;
        begins = true;
      }
      if (!begins) line += "  ";
      const std::size_t used = DisplayWidth(line);
      const std::string cell = CutTo(row[i], columns > used ? columns - used : 1);
      const std::string room(widths_[i] > width ? widths_[i] - width : 0, ' ');
      line += i < right_aligned_ ? room + cell : cell + room;
      begins = false;
    }
    end_line();
  }
}

}  // namespace dssearch::cli
