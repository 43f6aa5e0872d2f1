#include "indexer/formats/xlsx_reader.h"

#include <zip.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <memory>
#include <optional>
#include <pugixml.hpp>
#include <sstream>
#include <string_view>
#include <vector>

#include "indexer/ascii.h"
#include "indexer/formats/csv_reader.h"
#include "indexer/formats/table_header.h"
#include "indexer/formats/text_input.h"
#include "indexer/formats/xml_splitter.h"

namespace dssearch::indexer {
namespace {

constexpr std::size_t kMaxPartBytes = 268'435'456;
constexpr std::size_t kMaxColumns = 16'384;  // Excel's own limits.
constexpr std::size_t kMaxRows = 1'048'576;

using Archive = std::unique_ptr<zip_t, decltype(&zip_discard)>;

Archive Open(const std::filesystem::path& file) {
  return {zip_open(file.c_str(), ZIP_RDONLY, nullptr), zip_discard};
}

// A part of the workbook in XML; an empty document where there is none, or where it is too long.
pugi::xml_document PartOf(zip_t* archive, const std::string& name) {
  pugi::xml_document document;
  zip_stat_t stat;
  zip_stat_init(&stat);
  if (zip_stat(archive, name.c_str(), 0, &stat) != 0 || stat.size > kMaxPartBytes) return document;
  const std::unique_ptr<zip_file_t, decltype(&zip_fclose)> part(zip_fopen(archive, name.c_str(), 0),
                                                                zip_fclose);
  std::string text(stat.size, '\0');
  if (part == nullptr ||
      zip_fread(part.get(), text.data(), text.size()) != static_cast<zip_int64_t>(text.size()))
    return document;
  if (!document.load_buffer(text.data(), text.size(),
                            pugi::parse_default | pugi::parse_ws_pcdata_single))
    document.reset();
  return document;
}

// The text in all elements <t>, without phonetic hints.
std::string TextOf(const pugi::xml_node& element) {
  std::string text;
  for (const pugi::xml_node& child : element.children()) {
    const std::string_view name = LocalName(child.name());
    if (name == "t") text += child.text().get();
    if (name == "r") text += TextOf(child);
  }
  return text;
}

// Which styles of cells are dates, by their number.
std::vector<bool> DateStyles(const pugi::xml_node& styles) {
  std::vector<unsigned> own;
  for (const pugi::xml_node& format : styles.child("numFmts").children("numFmt")) {
    const std::string code = LowerAscii(format.attribute("formatCode").value());
    if (code.find("yy") != std::string::npos || code.find('d') < code.find('['))
      own.push_back(format.attribute("numFmtId").as_uint());
  }
  std::vector<bool> dates;
  for (const pugi::xml_node& style : styles.child("cellXfs").children("xf")) {
    const unsigned id = style.attribute("numFmtId").as_uint();
    dates.push_back((id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) ||
                    (id >= 50 && id <= 58) || std::find(own.begin(), own.end(), id) != own.end());
  }
  return dates;
}

// The day that Excel counts from the end of 1899; the number itself where it is none.
std::string DayOfSerial(const std::string& number) {
  constexpr double kLast = 2'958'465;  // The end of 9999.
  double serial = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), serial);
  if (error != std::errc() || serial < 61 || serial > kLast) return number;
  using namespace std::chrono;
  const sys_days day = sys_days(year(1899) / 12 / 30) + days(static_cast<int>(std::floor(serial)));
  const year_month_day date(day);
  const auto two = [](unsigned part) { return (part < 10 ? "-0" : "-") + std::to_string(part); };
  return std::to_string(static_cast<int>(date.year())) + two(static_cast<unsigned>(date.month())) +
         two(static_cast<unsigned>(date.day()));
}

// The column of a cell "AB12", from 0.
std::optional<std::size_t> ColumnOf(std::string_view reference) {
  std::size_t column = 0;
  for (const char c : reference) {
    if (!IsAsciiUpper(c)) break;
    column = column * 26 + static_cast<std::size_t>(c - 'A') + 1;
    if (column > kMaxColumns) return std::nullopt;
  }
  return column == 0 ? std::nullopt : std::optional(column - 1);
}

class Workbook {
 public:
  explicit Workbook(zip_t* archive) : archive_(archive) {
    const pugi::xml_document strings = PartOf(archive_, "xl/sharedStrings.xml");
    for (const pugi::xml_node& item : strings.document_element().children())
      if (LocalName(item.name()) == "si") strings_.push_back(TextOf(item));
    dates_ = DateStyles(PartOf(archive_, "xl/styles.xml").document_element());
  }

  // The sheets as CSV, in their order; one that cannot be read is empty.
  std::vector<std::string> Sheets() const {
    const pugi::xml_document workbook = PartOf(archive_, "xl/workbook.xml");
    const pugi::xml_document relations = PartOf(archive_, "xl/_rels/workbook.xml.rels");
    std::vector<std::string> sheets;
    for (const pugi::xml_node& sheet : workbook.document_element().child("sheets").children()) {
      const pugi::xml_node relation = relations.document_element().find_child_by_attribute(
          "Id", sheet.attribute("r:id").value());
      std::string target = relation.attribute("Target").value();
      target = target.starts_with('/') ? target.substr(1) : "xl/" + target;
      const pugi::xml_document part = PartOf(archive_, target);
      sheets.push_back(CsvOf(part.document_element()));
    }
    return sheets;
  }

 private:
  std::string TextOfCell(const pugi::xml_node& cell) const {
    const std::string_view type = cell.attribute("t").value();
    if (type == "inlineStr") return TextOf(cell.child("is"));
    std::string value = cell.child("v").text().get();
    if (type == "e") return {};  // An error, #N/A.
    if (type == "s") {
      std::size_t index = strings_.size();
      std::from_chars(value.data(), value.data() + value.size(), index);
      return index < strings_.size() ? strings_[index] : std::string();
    }
    const unsigned style = cell.attribute("s").as_uint();
    if (type.empty() && !value.empty() && style < dates_.size() && dates_[style])
      return DayOfSerial(value);
    return value;
  }

  std::string CsvOf(const pugi::xml_node& sheet) const {
    std::string csv;
    std::size_t rows = 0;
    for (const pugi::xml_node& row : sheet.child("sheetData").children("row")) {
      // Rows that are empty are left out of the file.
      const std::size_t number = std::min<std::size_t>(
          row.attribute("r").as_uint(static_cast<unsigned>(rows + 1)), kMaxRows);
      for (; rows + 1 < number; ++rows) csv += '\n';
      std::size_t columns = 0;
      for (const pugi::xml_node& cell : row.children("c")) {
        const std::size_t column = ColumnOf(cell.attribute("r").value()).value_or(columns);
        for (; columns < column; ++columns) csv += ',';
        AppendQuoted(csv, TextOfCell(cell));
      }
      csv += '\n';
      ++rows;
    }
    return csv;
  }

  static void AppendQuoted(std::string& csv, std::string_view text) {
    csv += '"';
    for (const char c : text) {
      if (c == '"') csv += '"';
      csv += c == '\n' || c == '\r' ? ' ' : c;
    }
    csv += '"';
  }

  zip_t* archive_;
  std::vector<std::string> strings_;
  std::vector<bool> dates_;
};

}  // namespace

bool IsXlsx(const std::filesystem::path& file) {
  const Archive archive = Open(file);
  return archive != nullptr && zip_name_locate(archive.get(), "xl/workbook.xml", 0) >= 0;
}

void ReadXlsx(const std::filesystem::path& file, const RecordSink& sink) {
  const Archive archive = Open(file);
  std::vector<std::string> sheets;
  if (archive != nullptr) sheets = Workbook(archive.get()).Sheets();
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
