// The sheets of a workbook, as the CSV that a spreadsheet would write of them.

#include "indexer/formats/workbook.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dssearch::indexer {
namespace {

// The first sheet of a workbook with these rows, strings and styles.
std::string Csv(const std::string& rows) {
  const auto part = [&rows](const std::string& name) -> std::string {
    if (name == "xl/workbook.xml")
      return "<workbook><sheets><sheet r:id='a'/><sheet r:id='none'/></sheets></workbook>";
    if (name == "xl/_rels/workbook.xml.rels")
      return "<Relationships><Relationship Id='a' Target='s.xml'/></Relationships>";
    if (name == "xl/sharedStrings.xml")
      return "<sst><si><t>one</t></si><si><r><t>t</t></r><r><t>wo</t></r><rPh><t>x</t></rPh></si>"
             "</sst>";
    if (name == "xl/styles.xml")
      return "<styleSheet><numFmts><numFmt numFmtId='170' formatCode='yyyy-mm'/></numFmts>"
             "<cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='170'/></cellXfs>"
             "</styleSheet>";
    if (name == "xl/s.xml") return "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
    return {};
  };
  const std::vector<std::string> sheets = SheetsAsCsv(part);
  EXPECT_EQ(sheets.size(), 2U);
  EXPECT_EQ(sheets.back(), "");
  return sheets.front();
}

TEST(Workbook, IsReadAsCsv) {
  struct Case {
    std::string rows;
    std::string csv;
  };
  const Case cases[] = {
      {"", ""},
      {"<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c></row>",
       "\"one\",\"two\"\n"},
      // Rows and cells that are left out, and those that do not say where they are.
      {"<row r='3'><c r='C3'><v>7</v></c></row><row><c><v>8</v></c><c><v>9</v></c></row>",
       "\n\n,,\"7\"\n\"8\",\"9\"\n"},
      {"<row><c r='B1'><v>1</v></c><c><v>2</v></c></row>", ",\"1\",\"2\"\n"},
      // Dates, texts in place, quotes and line breaks, errors, strings that are not there.
      {"<row><c s='1'><v>45327</v></c><c s='2'><v>45327.5</v></c><c s='9'><v>45327</v></c></row>",
       "\"2024-02-05\",\"2024-02-05\",\"45327\"\n"},
      {"<row><c t='inlineStr'><is><t>a \"b\"\nc</t></is></c><c t='e'><v>#N/A</v></c>"
       "<c t='s'><v>5</v></c></row>",
       "\"a \"\"b\"\" c\",\"\",\"\"\n"},
      // No more columns and rows than Excel has.
      {"<row><c r='ZZZZ1'><v>1</v></c></row>", "\"1\"\n"},
  };
  for (const auto& [rows, csv] : cases) EXPECT_EQ(Csv(rows), csv) << rows;
  EXPECT_EQ(Csv("<row r='999999999'><c><v>1</v></c></row>").size(), 1'048'579U);
}

TEST(Workbook, IsNoLongerThanItsBytesMayAskFor) {
  std::string rows;
  for (int i = 0; i < 20'000; ++i) rows += "<row><c r='XFD1'/></row>";
  EXPECT_EQ(Csv(rows), "");
}

}  // namespace
}  // namespace dssearch::indexer
