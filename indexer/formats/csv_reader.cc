#include "indexer/formats/csv_reader.h"

#include <csv.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "indexer/fields/date_forms.h"
#include "indexer/fields/field_aliases.h"
#include "indexer/formats/table_header.h"

namespace dssearch::indexer {
namespace {

constexpr const char* kSeparatorHint = "a cell that holds a separator or a quote must be quoted";
constexpr const char* kQuoteHint = "is a quote not closed? A quote within quotes is written twice";

struct Row {
  std::size_t line = 0;
  std::vector<std::string> cells;
  bool too_long = false;
};

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

// Allocates memory for libcsv, which reports an error where it gets none.
void* Reallocate(void* old, std::size_t size) {
  return size > kMaxRecordBytes ? nullptr : std::realloc(old, size);
}

// Collects rows as libcsv calls back with them. It is C, through which no sink may throw, so rows
// are passed on when it has returned.
class CsvParser {
 public:
  CsvParser(const TableHeader& header, std::size_t line) : header_(header), line_(line) { Begin(); }
  ~CsvParser() { csv_free(&parser_); }
  CsvParser(const CsvParser&) = delete;
  CsvParser& operator=(const CsvParser&) = delete;

  // False where a cell is too long.
  bool Parse(std::string_view text) {
    return csv_parse(&parser_, text.data(), text.size(), OnCell, OnRow, this) == text.size();
  }

  // False where the text ends within quotes.
  bool Finish() {
    csv_set_opts(&parser_, kOptions | CSV_STRICT | CSV_STRICT_FINI);
    return csv_fini(&parser_, OnCell, OnRow, this) == 0;
  }

  // Drops the row that is being read; a new one begins on `line`.
  void Restart(std::size_t line) {
    csv_free(&parser_);
    row_ = {};
    bytes_ = 0;
    line_ = line;
    Begin();
  }

  std::vector<Row> TakeRows() { return std::exchange(rows_, {}); }
  std::size_t row_line() const { return row_.cells.empty() ? line_ : row_.line; }

 private:
  void Begin() {
    if (csv_init(&parser_, kOptions) != 0) throw std::bad_alloc();
    csv_set_delim(&parser_, static_cast<unsigned char>(header_.separator));
    if (!header_.quotes) csv_set_quote(&parser_, '\0');
    csv_set_realloc_func(&parser_, Reallocate);
    csv_set_blk_size(&parser_, 65'536);
  }

  // Empty rows are reported too, for the line numbers.
  static constexpr unsigned char kOptions = CSV_REPALL_NL;

  static void OnCell(void* cell, std::size_t size, void* self) {
    CsvParser& parser = *static_cast<CsvParser*>(self);
    const std::string_view text(static_cast<const char*>(cell), size);
    if (parser.row_.cells.empty()) parser.row_.line = parser.line_;
    parser.line_ += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    constexpr std::size_t kCellBytes = 32;  // What a cell takes even if it is empty.
    parser.bytes_ += size + kCellBytes;
    parser.row_.too_long = parser.bytes_ > kMaxRecordBytes;
    if (!parser.row_.too_long) parser.row_.cells.emplace_back(text);
  }

  static void OnRow(int end, void* self) {
    CsvParser& parser = *static_cast<CsvParser*>(self);
    if (end == '\n') ++parser.line_;
    parser.bytes_ = 0;
    if (parser.row_.cells.empty() && !parser.row_.too_long) return;
    parser.rows_.push_back(std::exchange(parser.row_, {}));
  }

  TableHeader header_;
  csv_parser parser_{};
  Row row_;
  std::size_t bytes_ = 0;
  std::size_t line_;  // The one being read.
  std::vector<Row> rows_;
};

bool IsEmpty(const Row& row) {
  return !row.too_long && std::all_of(row.cells.begin(), row.cells.end(),
                                      [](const std::string& cell) { return cell.empty(); });
}

// Makes records of rows: the first row has the names of fields.
class RecordsOfRows {
 public:
  RecordsOfRows(std::string name, const RecordSink& sink, RowLengths lengths)
      : name_(std::move(name)), sink_(sink), lengths_(lengths) {}

  void Add(std::vector<Row> rows) {
    for (Row& row : rows)
      if (!IsEmpty(row)) Add(std::move(row));
  }

  void Reject(std::size_t line, const std::string& reason, const char* hint) const {
    sink_.on_reject({{name_, line}, reason, hint});
  }

  // Skips what does not look like a row: the other lines of one that was given up in the middle.
  void SkipToWholeRow() { seeks_row_ = true; }

 private:
  void Add(Row row) {
    if (row.too_long) return Reject(row.line, "the row is longer than 16 MB", kQuoteHint);
    if (header_.empty()) {
      header_ = std::move(row.cells);
      NameColumns(header_);
      springer_ = IsSpringer(header_);
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
        sink_.on_loss({{name_, row.line}, reason + ", some were left out", kSeparatorHint});
    }
    RawRecord record{{name_, row.line}, {}};
    record.needs_no_id = record.has_columns = true;
    for (std::size_t i = 0; i < header_.size(); ++i) {
      // In a row of too many cells the numbers of databases, which are at its end, are moved.
      const FieldAlias* alias = whole ? nullptr : FindFieldAlias(NormalizedFieldName(header_[i]));
      if (alias != nullptr && alias->identifier != nullptr) continue;
      std::string cell = WithoutApostrophe(WithoutFormula(std::move(row.cells[i])));
      if (header_[i] == "accession_number") record.key = cell;
      if (cell.empty()) continue;
      if (cell.starts_with("[{")) {  // Objects, as programs write them; told as not taken.
        record.fields.push_back({header_[i] + " {}", {}});
        continue;
      }
      record.fields.emplace_back(header_[i], springer_ && header_[i] == "Authors"
                                                 ? SplitAtCapitals(cell)
                                                 : ValuesOf(std::move(cell)));
    }
    sink_.on_record(std::move(record));
  }

  // Whether all up to the date of a row are where they should be, as in a table of Scopus, which
  // has cells for more texts of funders than names of columns.
  bool HasDateInItsColumn(const Row& row) const {
    for (std::size_t i = 0; i < header_.size(); ++i)
      if (const FieldAlias* alias = FindFieldAlias(NormalizedFieldName(header_[i]));
          alias != nullptr && alias->text == &Paper::date)
        return DateIn(row.cells[i]).has_value();
    return false;
  }

  std::string name_;
  const RecordSink& sink_;
  RowLengths lengths_;
  std::vector<std::string> header_;
  bool springer_ = false;
  bool seeks_row_ = false;
};

}  // namespace

void ReadCsv(TextInput& input, const RecordSink& sink, RowLengths lengths) {
  constexpr std::size_t kHeadBytes = 16'384;
  const TableHeader header = HeaderOf(input.Peek(kHeadBytes));
  input.Skip(header.offset);
  CsvParser parser(header, input.line());
  RecordsOfRows records(input.name(), sink, lengths);
  std::string rest_of_line;
  for (std::string_view text; !(text = input.Peek()).empty();) {
    const bool parsed = parser.Parse(text);
    input.Skip(text.size());
    records.Add(parser.TakeRows());
    if (parsed) continue;
    records.Reject(parser.row_line(), "the row is longer than 16 MB", kQuoteHint);
    records.SkipToWholeRow();
    input.TakeLine(rest_of_line);
    parser.Restart(input.line());
  }
  const std::size_t line = parser.row_line();
  const bool finished = parser.Finish();
  records.Add(parser.TakeRows());
  if (!finished) records.Reject(line, "the file ends within quotes", kQuoteHint);
}

void ReadCsv(TextInput& input, const RecordSink& sink) { ReadCsv(input, sink, RowLengths::kEqual); }

}  // namespace dssearch::indexer
