#include "indexer/formats/xlsx_reader.h"

#include <zip.h>

#include <algorithm>
#include <memory>
#include <sstream>
#include <vector>

#include "indexer/formats/csv_reader.h"
#include "indexer/formats/table_header.h"
#include "indexer/formats/text_input.h"
#include "indexer/formats/workbook.h"

namespace dssearch::indexer {
namespace {

using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;

Archive Open(const std::filesystem::path& file) {
  return {zip_open(file.c_str(), ZIP_RDONLY, nullptr), zip_discard};
}

// A part of a workbook; empty where there is none, or where it is too long.
std::string PartOf(zip_t* archive, const std::string& name) {
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat(archive, name.c_str(), 0, &stat) != 0 || stat.size > kMaxPartBytes) return {};
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> part(zip_fopen(archive, name.c_str(), 0),
                                                                zip_fclose);
  std::string text(stat.size, '\0');
  if (part == nullptr ||
      zip_fread(part.get(), text.data(), text.size()) != static_cast<zip_int64_t>(text.size()))
    return {};
  return text;
}

}  // namespace

bool IsXlsx(const std::filesystem::path& file) {
  const Archive archive = Open(file);
  return archive != nullptr && zip_name_locate(archive.get(), "xl/workbook.xml", 0) >= 0;
}

void ReadXlsx(const std::filesystem::path& file, const RecordSink& sink) {
  const Archive archive = Open(file);
  std::vector<std::string> sheets;
  if (archive != nullptr)
    sheets = SheetsAsCsv([&](const std::string& name) { return PartOf(archive.get(), name); });
  constexpr std::size_t kColumns = 2;
  const auto has_header = [](const std::string& csv) {
    return HeaderIn(csv, kColumns).has_value();
  };
  if (std::any_of(sheets.begin(), sheets.end(), has_header)) {
    std::erase_if(sheets, [&](const std::string& csv) { return !has_header(csv); });
  } else if (sheets.size() > 1) {
    sheets.resize(1);
  }
  if (sheets.empty() || sheets.front().empty()) {
    sink.on_reject({{file.string(), 0},
                    "there is no table in the workbook",
                    "it is empty, broken, or longer than 256 MB"});
    return;
  }
  for (const std::string& csv : sheets) {
    std::istringstream stream(csv);
    TextInput input(file.string(), stream);
    ReadCsv(input, sink, RowLengths::kAny);
  }
}

}  // namespace dssearch::indexer
