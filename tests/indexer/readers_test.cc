// What each reader finds in a text, before it is a paper.

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>

#include "indexer/formats/bibtex_reader.h"
#include "indexer/formats/csv_reader.h"
#include "indexer/formats/format.h"
#include "indexer/formats/json_reader.h"
#include "indexer/formats/tagged_reader.h"

namespace dssearch::indexer {
namespace {

struct Case {
  std::string_view text;
  std::string_view expected;
};

using Reader = void (*)(TextInput&, const RecordSink&);

// A line a finding: "3: (key) title=[T] authors=[A][B]", "4: reason", or "5~ reason" for a part
// that was lost.
std::string Found(Reader reader, std::string_view text, std::size_t chunk_bytes) {
  std::string out;
  std::istringstream stream{std::string(text)};
  TextInput input("f", stream, chunk_bytes);
  RecordSink sink;
  sink.on_reject = [&](const Reject& reject) {
    out += std::to_string(reject.where.line) + ": " + reject.reason + "\n";
  };
  sink.on_loss = [&](const Reject& loss) {
    out += std::to_string(loss.where.line) + "~ " + loss.reason + "\n";
  };
  sink.on_record = [&](const RawRecord& record) {
    out += std::to_string(record.where.line) + ":";
    if (!record.key.empty()) out += " (" + record.key + ")";
    for (const auto& [name, values] : record.fields) {
      out += " " + name + "=";
      for (const std::string& value : values)
        if (!value.empty()) out += "[" + value + "]";
    }
    out += "\n";
  };
  reader(input, sink);
  return out;
}

template <std::size_t kCount>
void Check(Reader reader, const Case (&cases)[kCount]) {
  for (const auto& [text, expected] : cases)
    for (const std::size_t chunk_bytes : {1, 3, 65'536})
      EXPECT_EQ(Found(reader, text, chunk_bytes), expected) << text;
}

TEST(Json, IsReadInAnyLayout) {
  constexpr Case kCases[] = {
      {"", ""},
      {"[]", ""},
      {R"({"id": "1"})", "1: id=[1]\n"},
      {R"([{"id": "1"}, {"id": "2"}])", "1: id=[1]\n1: id=[2]\n"},
      {"[\n {\n  \"id\": \"1\"\n },\n {\"id\": \"]}\\\"\"}\n]\n", "2: id=[1]\n5: id=[]}\"]\n"},
      {R"({"items": [{"id": "1"}], "n": 2})", "1: id=[1]\n"},
      {R"({"meta": {"items": [7]}, "papers" : [{"id": "1"}], "data": [{"id": "2"}]})",
       "1: id=[1]\n1: id=[2]\n"},
      {R"({"id": "1", "x": "items", "tags": [{"items": [1]}]})", "1: id=[1] x=[items]\n"},
      {R"({"results": "none"})", "1: results=[none]\n"},
      {"{\"id\": \"1\"}\n{\"id\": \"2\"}", "1: id=[1]\n2: id=[2]\n"},
      {R"([{"id": "1"}][{"id": "2"}])", "1: id=[1]\n1: id=[2]\n"},
  };
  Check(ReadJson, kCases);
}

TEST(Json, IsRejectedOneByOne) {
  constexpr Case kCases[] = {
      {R"([{"id": }, {"id": "2"}])", "1: the record is not JSON\n1: id=[2]\n"},
      {"[7, \"a, b\", null, [1], {\"id\": \"2\"}]",
       "1: the record is no object\n1: the record is no object\n1: the record is no object\n"
       "1: the record is no object\n1: id=[2]\n"},
      // A string that is not closed ends with its line.
      {"[{\"id\": \"1\n},\n{\"id\": \"2\"}]", "1: the record is not JSON\n3: id=[2]\n"},
      {R"([{"id": "1"}, {"id": "2")", "1: id=[1]\n1: the file ends in the middle of this record\n"},
      {R"([{"id": "1"},)", "1: id=[1]\n1: the list of records does not end\n"},
      {R"({"items": [{"id": "1"})", "1: id=[1]\n1: the list of records does not end\n"},
      {"]", "1: the record is not JSON\n"},
      {"no JSON\nat all", "1: the record is no object\n2: the record is not JSON\n"},
  };
  Check(ReadJson, kCases);
}

TEST(Csv, IsRead) {
  constexpr Case kCases[] = {
      {"", ""},
      {"id,title\n", ""},
      {"id,title\n1,A\n2,B", "2: id=[1] title=[A]\n3: id=[2] title=[B]\n"},
      {"\xEF\xBB\xBFid,title\r\n1,A\r\n\r\n2,B\r\n", "2: id=[1] title=[A]\n4: id=[2] title=[B]\n"},
      {"id;title\n1;a, b\n", "2: id=[1] title=[a, b]\n"},
      {"id\ttitle\n1\ta, b\n", "2: id=[1] title=[a, b]\n"},
      {"\"a,b,c\";title\n1;A\n", "2: a,b,c=[1] title=[A]\n"},
      {"id,title\n1,\"a \"\"b\"\", c\nd\"\n2,B\n",
       "2: id=[1] title=[a \"b\", c\nd]\n4: id=[2] title=[B]\n"},
      {"id,title\n1,5\" disk\n", "2: id=[1] title=[5\" disk]\n"},
      {"id,title\n1,\n,,\n", "2: id=[1]\n"},
  };
  for (const auto& [text, expected] : kCases)
    for (const std::size_t chunk_bytes : {1, 3, 65'536})
      EXPECT_EQ(Found(ReadCsv, text, chunk_bytes), expected) << text;
}

TEST(Csv, IsRejectedRowByRow) {
  constexpr Case kCases[] = {
      {"id,title\n1\n2,B\n3,C,x\n",
       "2: the row has 1 cells, the first row 2\n3: id=[2] title=[B]\n"
       "4: the row has 3 cells, the first row 2\n"},
      {"id,title\n1,A\n2,\"B\n3,C\n", "2: id=[1] title=[A]\n3: the file ends within quotes\n"},
  };
  Check(ReadCsv, kCases);
}

TEST(Bibtex, IsRead) {
  constexpr Case kCases[] = {
      {"", ""},
      {"no entry, a@b.c\n", ""},
      {"@article{k, title={T}}", "1: (k) title=[T]\n"},
      {"@Article ( k , Title = \"T\" , )\n", "1: (k) title=[T]\n"},
      {"\n@misc{k,\n  title = {a {b} c},\n  year = 2024\n}\n",
       "2: (k) title=[a b c] year=[2024]\n"},
      {"@misc{k}\n@misc{l,}\n", "1: (k)\n2: (l)\n"},
      {"@misc{a,title={A}} text @misc{b,title={B}}\n", "1: (a) title=[A]\n1: (b) title=[B]\n"},
      {"@string{x = {X}}\n@misc{k, title = x # \" y\" # 3}\n", "2: (k) title=[X y3]\n"},
      {"@misc{k, year = 2024, month = mar}\n", "1: (k) year=[2024-03]\n"},
      {"@misc{k, year = {2024}, month = {December}}\n", "1: (k) year=[2024-12]\n"},
      {"@misc{k, year = 2024, month = 3 # \"~1\"}\n", "1: (k) year=[2024]\n"},
      {"@misc{k, author = {Shao, Zhihong and {A and B} and Ann Lee and others}}\n",
       "1: (k) authors=[Zhihong Shao][A and B][Ann Lee]\n"},
      {"@misc{k, author = {张三 and 李四}}\n", "1: (k) authors=[张三][李四]\n"},
      {"@misc{k, key = {S}, url = {http://x/a{\\_}b~c\\%20}}\n",
       "1: (k) url=[http://x/a_b~c%20]\n"},
      {"@comment{@misc{a, title={A}}}\n@preamble{\"x\"}\n@misc{k, title={T}}\n",
       "3: (k) title=[T]\n"},
      {"% @misc{a, title={A}}\n", ""},
      {"@misc{a, title={A}}\n%@misc{b,\n%title={B}}\n@misc{c, title={C}}\n",
       "1: (a) title=[A]\n4: (c) title=[C]\n"},
      {"@misc{a, title={A}, % note, x = 1\n%\n year=2024}\n", "1: (a) title=[A] year=[2024]\n"},
      {"@misc{k, year = {{2024}}, month = {{MAR 4}}}\n", "1: (k) year=[2024-03-04]\n"},
      {"@misc{k, year = 2024, month = {Mar--Apr}}\n", "1: (k) year=[2024-03]\n"},
      {"@misc{k, year = 2024, month = 3, day = 5}\n", "1: (k) year=[2024-03-05]\n"},
      {"@misc{k, year = {c2024}, month = 3}\n", "1: (k) year=[c2024]\n"},
      {"@misc{k, author = {van Loo, Jr., Ann AND {A, Inc.} and Loo Jr., B.}}\n",
       "1: (k) authors=[Ann van Loo Jr.][A, Inc.][B. Loo Jr.]\n"},
      {"@misc{k, author = {A. One, B. Two, C. Three, D. Four}}\n",
       "1: (k) authors=[A. One][B. Two][C. Three][D. Four]\n"},
      {"@report{k, institution = {{I and J}}}\n",
       "1: (k) institution=[I and J] authors=[I and J]\n"},
      {"@misc{k, keywords = {a, {b, c}}}\n", "1: (k) keywords=[a][b, c]\n"},
      {"@misc{k, keywords = {{a, b; c}}}\n", "1: (k) keywords=[a, b][c]\n"},
      {"@misc{k, keywords = {{a, b},}}\n", "1: (k) keywords=[a, b]\n"},
      {"@misc{k, ids = {l,m}}\n", "1: (k) identifiers=[l][m]\n"},
      {"@misc{k, url = {\\url{http://x/a_b}}}\n", "1: (k) url=[http://x/a_b]\n"},
      {"@misc{k, file = {a\\{b}, title = {T}}\n", "1: (k) file=[a{b] title=[T]\n"},
      {"@misc{a, title={A} year=2024}\n", "1: (a) title=[A] year=[2024]\n"},
      {"@misc{title={A}}\n", "1: title=[A]\n"},
      // What is inherited of an entry that comes later.
      {"@misc{a, crossref=V}\n@misc{b, title={B}}\n@book{v, title={V}, year=1, doi={d}}\n",
       "2: (b) title=[B]\n3: (v) title=[V] doi=[d] year=[1]\n1: (a) crossref=[V] booktitle=[V] "
       "year=[1]\n"},
      {"@xdata{x, title={T}, xdata={x}}\n@misc{a, xdata={x, y}}\n",
       "2: (a) xdata=[x, y] title=[T]\n"},
      {"@set{s, entryset={a}}\n", ""},
  };
  Check(ReadBibtex, kCases);
}

TEST(Bibtex, IsRejectedEntryByEntry) {
  constexpr Case kCases[] = {
      {"@misc{a, title={A}\n@misc{b, title={B}}\n",
       "2~ the entry is not closed\n1: (a) title=[A]\n2: (b) title=[B]\n"},
      {"@misc{a,\ntitle={A},\nx {y},\nyear=2024}\n",
       "3~ a field of the entry has no '='\n1: (a) title=[A] year=[2024]\n"},
      // The file is cut off.
      {"@misc{a, title={A}, abstract={B\n", "1: the entry is not closed\n"},
      {"@misc{a, title={A\n\n@misc{b, title={B}}\n",
       "1: the entry is not closed\n3: (b) title=[B]\n"},
      {"@misc{a, title=\"A\n@misc{b, title={B}}\n",
       "1: the entry is not closed\n2: (b) title=[B]\n"},
      {"@misc{a, title {A}}\n", "1: a field of the entry has no '='\n"},
      {"@misc{", "1: the entry is not closed\n"},
  };
  Check(ReadBibtex, kCases);
}

TEST(Tagged, IsRead) {
  constexpr Case kCases[] = {
      {"TY  - JOUR\nTI  - T\nAU  - Shao, Zhihong\nAU  - Wang, Peiyi\nKW  - a\nKW  - b\nER  - \n",
       "1: title=[T] authors=[Zhihong Shao][Peiyi Wang] keywords=[a][b]\n"},
      {"TY - JOUR\r\nT1 - T\r\nER -\r\n", "1: title=[T]\n"},
      {"TY  - JOUR\nTI  - T\nTY  - JOUR\nTI  - U\nER  - \n", "1: title=[T]\n3: title=[U]\n"},
      {"Database: X\n\nTY  - JOUR\nAB  - one\ntwo\n\n  three\nER  - \nend\n",
       "3: abstract=[one\ntwo\nthree]\n"},
      {"TY  - JOUR\nZZ  - x\nmore of x\nTI  - T\nER  - \n", "1: title=[T]\n"},
      {"%0 Thesis\n%A 张三;李四\n%T T\n%+ x\n\n%0 Book\n%T U\n",
       "1: authors=[张三][李四] title=[T]\n6: title=[U]\n"},
      // Without types, empty lines part records.
      {"%T T\n%A A\n\n%T U\n", "1: title=[T] authors=[A]\n4: title=[U]\n"},
      {"%0 X\n%X 50\n%\n%5 percent\n", "1: abstract=[50\n%]\n"},
      {"{Reference Type}: X\n{Title}: T\n{Author}: A B;C D\n{Reference Type}: Y\n{Title}: U\n",
       "1: title=[T] authors=[A B][C D]\n4: title=[U]\n"},
  };
  Check(ReadTagged, kCases);
}

TEST(Tagged, IsRejected) {
  constexpr Case kCases[] = {
      {"just text\n", "0: there is no record in the file\n"},
      {"", "0: there is no record in the file\n"},
      {"TY  - JOUR\nTI  - T\n", "1: the file ends in the middle of this record\n"},
  };
  Check(ReadTagged, kCases);
}

TEST(Format, FollowsFromNameAndContent) {
  struct Row {
    std::string_view file;
    std::string_view head;
    std::optional<Format> format;
  };
  const Row rows[] = {
      {"a.md", "", Format::kMarkdown},
      {"a.JSONL.GZ", "[", Format::kJsonLines},
      {"a.json", "[{}]", Format::kJson},
      {"a.json", "{\"id\": 1}\n{\"id\": 2}\n", Format::kJsonLines},
      {"a.json", "{\"id\": 1}\n", Format::kJson},
      {"a.json", "{\n \"id\": 1\n}\n{", Format::kJson},
      {"a.json", "{\"id\": \n{\"id\": 2}\n", Format::kJsonLines},
      {"a.json", "{\"items\": [\n{\"id\": 2},\n", Format::kJson},
      {"a.txt", "A title\n", Format::kPlainText},
      {"a.txt", "%0 Journal Article\n", Format::kTagged},
      {"a.txt", "\n{Reference Type}: Thesis\n", Format::kTagged},
      {"a.txt", "TY  - JOUR\n", Format::kTagged},
      {"a.txt", "{not}: a tag\n", Format::kPlainText},
      {"a.bib", "{}", Format::kBibtex},
      {"a", "@article{k,\n", Format::kBibtex},
      {"a", "@ home\n", std::nullopt},
      {"a", "---\nid: 1\n", Format::kMarkdown},
      {"a", "\"Title\",\"Publication Year\"\n", Format::kCsv},
      {"a", "id;abstract\n", Format::kCsv},
      {"a", "title of a text, and more\n", std::nullopt},
      {"a.tar.gz", "x", std::nullopt},
      {"a.pdf", "%PDF-1.4\n", std::nullopt},
  };
  for (const auto& [file, head, format] : rows)
    EXPECT_EQ(FormatOf(file, head), format) << file << head;
  EXPECT_EQ(StemOf("notes/rag.v2.txt.gz"), "rag.v2");
  EXPECT_EQ(StemOf("notes/rag.txt"), "rag");
}

}  // namespace
}  // namespace dssearch::indexer
