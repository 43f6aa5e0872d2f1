#include "indexer/formats/table_rows.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "indexer/fields/date_forms.h"
#include "indexer/fields/field_aliases.h"

namespace dssearch::indexer {
namespace {

constexpr const char* kSeparatorHint = "a cell that holds a separator or a quote must be quoted";

// What Excel is given so that it leaves a text as it is: ="4/3/2021".
std::string WithoutFormula(std::string cell) {
  if (cell.starts_with("=\"") && cell.ends_with('"') && cell.size() >= 3)
    return cell.substr(2, cell.size() - 3);
  return cell;
}

// The items of a cell that is a list in JSON or Python, ["a", "b"] or ['a', 'b']; the cell itself
// where it is none.
std::vector<std::string> ValuesOf(std::string cell) {
  constexpr std::string_view kBlanks = " \n";
  std::vector<std::string> values;
  const bool list = cell.size() > 3 && cell.front() == '[' && cell.back() == ']';
  for (std::size_t i = 1; list && i + 1 < cell.size();) {
    const char quote = cell[i];
    if (quote != '"' && quote != '\'') break;
    std::string& value = values.emplace_back();
    for (++i; i + 1 < cell.size() && cell[i] != quote; ++i) {
      if (cell[i] == '\\' && i + 2 < cell.size()) ++i;
      value += cell[i];
    }
    if (i + 1 == cell.size()) break;
    i = cell.find_first_not_of(kBlanks, i + 1);
    if (i + 1 == cell.size()) return values;
    if (cell[i] != ',') break;
    i = cell.find_first_not_of(kBlanks, i + 1);
  }
  return {std::move(cell)};
}

// A text that a spreadsheet would take for a formula has an apostrophe before it: '=1+1.
std::string WithoutApostrophe(std::string cell) {
  constexpr std::string_view kBeginFormulas = "=+-@\t\r";
  if (cell.size() > 1 && cell.front() == '\'' &&
      kBeginFormulas.find(cell[1]) != std::string_view::npos)
    cell.erase(0, 1);
  return cell;
}

bool IsEmpty(const TableRow& row) {
  return !row.too_long && std::all_of(row.cells.begin(), row.cells.end(),
                                      [](const std::string& cell) { return cell.empty(); });
}

}  // namespace

void RecordsOfTable::Add(std::vector<TableRow> rows) {
  for (TableRow& row : rows)
    if (!IsEmpty(row)) Add(std::move(row));
}

void RecordsOfTable::Reject(std::size_t line, const std::string& reason, const char* hint) const {
  sink_.on_reject({{file_, line}, reason, hint});
}

void RecordsOfTable::Add(TableRow row) {
  if (row.too_long) return Reject(row.line, "the row is longer than 16 MB", kQuoteHint);
  if (header_.empty()) {
    header_ = std::move(row.cells);
    NameColumns(header_);
    kind_ = KindOfTable(header_);
    return;
  }
  // Some write a separator behind the last cell, too.
  while (row.cells.size() > header_.size() && row.cells.back().empty()) row.cells.pop_back();
  if (lengths_ == RowLengths::kAny) {
    row.cells.resize(std::max(row.cells.size(), header_.size()));
    header_.resize(row.cells.size());
  }
  const bool whole = row.cells.size() == header_.size();
  if (!whole && seeks_row_) return;
  seeks_row_ = false;
  if (!whole) {
    const std::string reason = "the row has " + std::to_string(row.cells.size()) +
                               " cells, the first row " + std::to_string(header_.size());
    if (row.cells.size() < header_.size() || !HasDateInItsColumn(row))
      return Reject(row.line, reason, kSeparatorHint);
    if (sink_.on_loss)
      sink_.on_loss({{file_, row.line}, reason + ", some were left out", kSeparatorHint});
  }
  RawRecord record{{file_, row.line}, {}};
  record.needs_no_id = record.has_columns = true;
  for (std::size_t i = 0; i < header_.size(); ++i) {
    // In a row of too many cells the numbers of databases, which are at its end, are moved.
    const FieldAlias* alias = whole ? nullptr : FindFieldAlias(NormalizedFieldName(header_[i]));
    if (alias != nullptr && alias->identifier != nullptr) continue;
    AddCell(header_[i], WithoutApostrophe(WithoutFormula(std::move(row.cells[i]))), record);
  }
  sink_.on_record(std::move(record));
}

void RecordsOfTable::AddCell(const std::string& column, std::string cell, RawRecord& record) const {
  if (column == "accession_number") record.key = cell;
  if (cell.empty()) return;
  if (cell.starts_with("[{")) {  // Objects, as programs write them; told as not taken.
    record.fields.push_back({column + " {}", {}});
  } else if (kind_ == TableKind::kEmbase && column == "Source") {
    EmbaseSource source = ParseEmbaseSource(cell);
    record.fields.push_back({"venue", {std::move(source.venue)}});
    if (!source.date.empty()) record.fields.push_back({"date", {std::move(source.date)}});
  } else if (kind_ == TableKind::kSpringer && column == "Authors") {
    record.fields.emplace_back(column, SplitAtCapitals(cell));
  } else {
    record.fields.emplace_back(column, ValuesOf(std::move(cell)));
  }
}

bool RecordsOfTable::HasDateInItsColumn(const TableRow& row) const {
  for (std::size_t i = 0; i < header_.size(); ++i)
    if (const FieldAlias* alias = FindFieldAlias(NormalizedFieldName(header_[i]));
        alias != nullptr && alias->text == &Paper::date)
      return DateIn(row.cells[i]).has_value();
  return false;
}

}  // namespace dssearch::indexer
