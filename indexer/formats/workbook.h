#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace dssearch::indexer {

/// The longest part of a workbook that is read, and the longest table that is made of one.
inline constexpr std::size_t kMaxPartBytes = 268'435'456;

/// Gives the XML of a part of a workbook by its name, "xl/workbook.xml"; empty where there is none.
using WorkbookParts = std::function<std::string(const std::string& name)>;

/// The sheets of a workbook as CSV, in their order; one that is broken or longer than kMaxPartBytes
/// is empty. A row of a sheet is a line: line breaks in cells are blanks. Errors are empty cells,
/// and what is formatted as a date is one, "2024-02-05".
std::vector<std::string> SheetsAsCsv(const WorkbookParts& parts);

}  // namespace dssearch::indexer
