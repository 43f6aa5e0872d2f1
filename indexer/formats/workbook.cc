#include "indexer/formats/workbook.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>
#include <pugixml.hpp>
#include <string_view>

#include "indexer/ascii.h"
#include "indexer/formats/xml_splitter.h"

namespace dssearch::indexer {
namespace {

constexpr std::size_t kMaxColumns = 16'384;  // Excel's own limits.
constexpr std::size_t kMaxRows = 1'048'576;

// An empty document where the text is broken.
pugi::xml_document Parsed(const std::string& text) {
  pugi::xml_document document;
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
  explicit Workbook(const WorkbookParts& parts) : parts_(parts) {
    const pugi::xml_document strings = Part("xl/sharedStrings.xml");
    for (const pugi::xml_node& item : strings.document_element().children())
      if (LocalName(item.name()) == "si") strings_.push_back(TextOf(item));
    dates_ = DateStyles(Part("xl/styles.xml").document_element());
  }

  std::vector<std::string> Sheets() const {
    const pugi::xml_document workbook = Part("xl/workbook.xml");
    const pugi::xml_document relations = Part("xl/_rels/workbook.xml.rels");
    std::vector<std::string> sheets;
    for (const pugi::xml_node& sheet : workbook.document_element().child("sheets").children()) {
      const pugi::xml_node relation = relations.document_element().find_child_by_attribute(
          "Id", sheet.attribute("r:id").value());
      std::string target = relation.attribute("Target").value();
      if (target.starts_with('/')) {
        target.erase(0, 1);
      } else {
        target.insert(0, "xl/");
      }
      sheets.push_back(CsvOf(Part(target).document_element()));
    }
    return sheets;
  }

 private:
  pugi::xml_document Part(const std::string& name) const { return Parsed(parts_(name)); }

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
      std::size_t commas = 0;
      std::size_t next = 0;  // The column of a cell that does not say its own.
      for (const pugi::xml_node& cell : row.children("c")) {
        const std::size_t column = ColumnOf(cell.attribute("r").value()).value_or(next);
        for (; commas < column; ++commas) csv += ',';
        AppendQuoted(csv, TextOfCell(cell));
        next = column + 1;
        // A few bytes may ask for thousands of columns, or for a long string again and again.
        if (csv.size() > kMaxPartBytes) return {};
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

  const WorkbookParts& parts_;
  std::vector<std::string> strings_;
  std::vector<bool> dates_;
};

}  // namespace

std::vector<std::string> SheetsAsCsv(const WorkbookParts& parts) {
  return Workbook(parts).Sheets();
}

}  // namespace dssearch::indexer
