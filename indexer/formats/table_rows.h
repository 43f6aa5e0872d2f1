#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/formats/table_columns.h"
#include "indexer/record.h"

namespace dssearch::indexer {

struct TableRow {
  std::size_t line = 0;
  std::vector<std::string> cells;
  bool too_long = false;  ///< Longer than kMaxRecordBytes, so that cells are missing.
};

/// Whether rows of a table may have another number of cells than the row of names.
enum class RowLengths : std::uint8_t {
  kEqual,  ///< In text, where a separator that is not quoted would make more of them.
  kAny,    ///< In a workbook, which has no empty cells behind the last one of a row.
};

/// Makes records of the rows of a table, of which the first has the names of fields. Empty rows are
/// skipped.
class RecordsOfTable {
 public:
  /// `sink` must outlive the object.
  RecordsOfTable(std::string file, const RecordSink& sink, RowLengths lengths)
      : file_(std::move(file)), sink_(sink), lengths_(lengths) {}

  void Add(std::vector<TableRow> rows);

  void Reject(std::size_t line, const std::string& reason, const char* hint) const;

  /// Skips what does not look like a row: the other lines of one that was given up in the middle.
  void SkipToWholeRow() { seeks_row_ = true; }

 private:
  void Add(TableRow row);
  // Adds what a cell says, as far as it says anything.
  void AddCell(const std::string& column, std::string cell, RawRecord& record) const;
  // Whether all up to the date of a row are where they should be, as in a table of Scopus, which
  // has cells for more texts of funders than names of columns.
  bool HasDateInItsColumn(const TableRow& row) const;

  std::string file_;
  const RecordSink& sink_;
  RowLengths lengths_;
  std::vector<std::string> header_;
  TableKind kind_ = TableKind::kAny;
  bool seeks_row_ = false;
};

/// The hint where a row is longer than 16 MB or a file ends in one.
inline constexpr const char* kQuoteHint =
    "is a quote not closed? A quote within quotes is written twice";

}  // namespace dssearch::indexer
