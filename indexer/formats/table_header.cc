#include "indexer/formats/table_header.h"

#include <algorithm>
#include <array>

#include "indexer/ascii.h"
#include "indexer/fields/field_aliases.h"
#include "indexer/formats/tagged_dialects.h"

namespace dssearch::indexer {
namespace {

constexpr std::array kSeparators = {'\t', ',', ';'};

// Databases write up to a dozen lines before a table.
constexpr std::size_t kLinesBeforeHeader = 30;

// The separator that Excel is told in a first line "sep=;".
std::optional<char> SeparatorTold(std::string_view line) {
  constexpr std::string_view kBegin = "sep=";
  line = Trim(line, "\"\r");
  if (line.size() != kBegin.size() + 1 || LowerAscii(line.substr(0, kBegin.size())) != kBegin)
    return std::nullopt;
  return line.back();
}

// The cells of a row, trimmed and without the quotes around them.
std::vector<std::string_view> CellsOf(std::string_view line, char separator) {
  std::vector<std::string_view> cells;
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i < line.size() && line[i] == '"') quoted = !quoted;
    if (i < line.size() && (quoted || line[i] != separator)) continue;
    cells.push_back(Trim(Trim(line.substr(begin, i - begin)), "\""));
    begin = i + 1;
  }
  return cells;
}

std::size_t CountFields(const std::vector<std::string_view>& cells) {
  if (cells.size() < 2) return 0;
  const bool tags = BeginsWebOfScienceTable(cells[0], cells[1]);
  return static_cast<std::size_t>(
      std::count_if(cells.begin(), cells.end(), [tags](std::string_view cell) {
        return IsFieldName(cell) ||
               (tags && (cell == "PT" || FindTagRule(Dialect::kWebOfScience, cell) != nullptr));
      }));
}

std::string_view LineAt(std::string_view text, std::size_t offset) {
  text.remove_prefix(std::min(offset, text.size()));
  return text.substr(0, text.find('\n'));
}

}  // namespace

bool BeginsWebOfScienceTable(std::string_view first, std::string_view second) {
  return first == "PT" && (second == "AU" || second == "AF" || second == "TI" || second == "BA");
}

std::optional<TableHeader> HeaderIn(std::string_view head, std::size_t columns) {
  std::size_t offset = 0;
  for (std::size_t line = 0; line < kLinesBeforeHeader && offset < head.size(); ++line) {
    const std::string_view text = LineAt(head, offset);
    TableHeader best;
    std::size_t most = 0;
    for (const char separator : kSeparators) {
      const std::vector<std::string_view> cells = CellsOf(text, separator);
      const std::size_t fields = CountFields(cells);
      if (fields <= most) continue;
      most = fields;
      best = {offset, separator, separator != '\t' || !BeginsWebOfScienceTable(cells[0], cells[1])};
    }
    if (most >= columns) return best;
    offset += text.size() + 1;
  }
  return std::nullopt;
}

TableHeader HeaderOf(std::string_view head) {
  constexpr std::size_t kColumns = 2;
  if (const std::optional<TableHeader> header = HeaderIn(head, kColumns)) return *header;
  TableHeader first;
  std::string_view line = LineAt(head, 0);
  const std::optional<char> told = SeparatorTold(line);
  if (told) {
    first.offset = std::min(line.size() + 1, head.size());
    first.separator = *told;
    return first;
  }
  std::size_t most = 0;
  for (const char separator : {',', '\t', ';'}) {
    const std::size_t cells = CellsOf(line, separator).size();
    if (cells > most) first.separator = separator;
    most = std::max(most, cells);
  }
  return first;
}

}  // namespace dssearch::indexer
