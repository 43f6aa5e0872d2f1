#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/csv_reader.h"
#include "indexer/formats/workbook.h"
#include "indexer/formats/xlsx_reader.h"
#include "tests/fuzz/check_reader.h"

namespace {

using dssearch::indexer::RecordSink;
using dssearch::indexer::TextInput;
using dssearch::testing::Require;

// The parts of a workbook one behind the other, "name: text" and a zero byte each: what is within
// a packed file, since random bytes hardly ever pass its checksums.
void ReadParts(TextInput& input, const RecordSink& sink) {
  const std::string bytes = input.TakeAll();
  const auto part = [&bytes](const std::string& name) -> std::string {
    for (std::string_view rest = bytes; !rest.empty();) {
      const std::string_view one = rest.substr(0, rest.find('\0'));
      rest.remove_prefix(std::min(one.size() + 1, rest.size()));
      if (one.starts_with(name + ": ")) return std::string(one.substr(name.size() + 2));
    }
    return {};
  };
  for (const std::string& csv : dssearch::indexer::SheetsAsCsv(part)) {
    std::istringstream stream(csv);
    TextInput sheet(input.name(), stream);
    RecordSink in_sheet = sink;
    // The lines of a sheet are not those of the bytes.
    in_sheet.on_record = [&](dssearch::indexer::RawRecord record) {
      Require(record.where.line >= 1 && record.where.line <= sheet.line(), "a record has a line");
      record.where.line = 1;
      sink.on_record(std::move(record));
    };
    dssearch::indexer::ReadCsv(sheet, in_sheet, dssearch::indexer::RowLengths::kAny);
  }
}

// Any file may be named a workbook.
void ReadFile(std::string_view bytes) {
  const std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("xlsx_reader_fuzz." + std::to_string(::getpid()));
  std::ofstream(path, std::ios::binary) << bytes;
  std::size_t found = 0;
  RecordSink sink;
  sink.on_record = [&](const auto& record) {
    ++found;
    dssearch::indexer::ToPaper(record);
  };
  sink.on_reject = [&](const auto& reject) {
    ++found;
    Require(!reject.reason.empty() && !reject.hint.empty(), "a reject has a reason and a hint");
  };
  dssearch::indexer::ReadXlsx(path, sink);
  dssearch::indexer::IsXlsx(path);
  std::filesystem::remove(path);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.starts_with("PK")) {
    ReadFile(bytes);
  } else {
    const dssearch::testing::CheckReader check(ReadParts, data, size);
  }
  return 0;
}
