#pragma once

#include <filesystem>
#include <string>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Whether a file is a workbook of Excel (.xlsx), by its content.
bool IsXlsx(const std::filesystem::path& file);

/// Reads a workbook as the CSV that a spreadsheet would write of it, see ReadCsv(): all of its
/// sheets that have a row with names of fields, or else its first. Line breaks in cells are blanks,
/// so that the line of a record is its row; what is formatted as a date is one. The whole of a
/// sheet is in memory; one of more than 256 MB is a Reject.
void ReadXlsx(const std::filesystem::path& file, const RecordSink& sink);

}  // namespace dssearch::indexer
