#include "indexer/formats/csv_reader.h"

#include <csv.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include "indexer/formats/table_header.h"
#include "indexer/formats/table_rows.h"

namespace dssearch::indexer {
namespace {

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

  std::vector<TableRow> TakeRows() { return std::exchange(rows_, {}); }
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
  TableRow row_;
  std::size_t bytes_ = 0;
  std::size_t line_;  // The one being read.
  std::vector<TableRow> rows_;
};

}  // namespace

void ReadCsv(TextInput& input, const RecordSink& sink, RowLengths lengths) {
  constexpr std::size_t kHeadBytes = 16'384;
  const TableHeader header = HeaderOf(input.Peek(kHeadBytes));
  input.Skip(header.offset);
  CsvParser parser(header, input.line());
  RecordsOfTable records(input.name(), sink, lengths);
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
