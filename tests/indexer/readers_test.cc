// What each reader finds in a text, before it is a paper.

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>

#include "indexer/formats/bibtex_reader.h"
#include "indexer/formats/csv_reader.h"
#include "indexer/formats/format.h"
#include "indexer/formats/json_reader.h"
#include "indexer/formats/reference_list_reader.h"
#include "indexer/formats/tagged_reader.h"
#include "indexer/formats/xml_reader.h"
#include "tests/testing/record_text.h"

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
    out += testing::FieldsOf(record) + "\n";
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
      {R"({"message": {"n": 2, "items": [{"id": "1"}, {"id": "2"}]}, "x": 1})",
       "1: id=[1]\n1: id=[2]\n"},
      {R"({"result": {"hits": {"hit": [{"info": {"id": "1"}}]}}})", "1: id=[1]\n"},
      {R"({"id": "1", "notes": ["a"]})", "1: id=[1] notes=[a]\n"},
      {R"({"message": {"id": "1", "items": {"a": 2}}})", "1: id=[1] items.a=[2]\n"},
      {R"({"abstract_inverted_index": {"b": [1, 3], "a": [0, 2]}})", "1: abstract=[a b a b]\n"},
      {R"([{"itemType": "note", "id": "1"}, {"id": "2"}])", "1: id=[2]\n"},
      {R"({"items": [{"title": "T", "last-status-check-time": 1}]})",
       ""},  // A journal of Crossref.
      {R"({"recommendedPapers": [{"id": "1"}]})", "1: id=[1]\n"},
      // Names in the order of a list of references, of one part, and of a list of other objects.
      {R"({"authors": ["Brandt, Olga", "van den Berg, Jan", "Example, Inc."]})",
       "1: authors=[Olga Brandt][Jan van den Berg][Example, Inc.]\n"},
      {R"({"authors": ["Brandt, Olga"]})", "1: authors=[Olga Brandt]\n"},
      {R"({"authors": ["Ministry of Roads, Nowhere"]})",
       "1: authors=[Ministry of Roads, Nowhere]\n"},
      {R"({"authors": ["Brandt, Olga", "Jan Berg"]})", "1: authors=[Brandt, Olga][Jan Berg]\n"},
      {R"({"keywords": ["a, b", "c, d"]})", "1: keywords=[a, b][c, d]\n"},
      {R"({"authors": [{"first_name": "Olga", "last_name": "Brandt"}]})",
       "1: authors=[Olga Brandt]\n"},
      {R"({"creators": [{"firstName": "Plato", "lastName": "", "creatorType": "author"}]})",
       "1: creators=[Plato]\n"},
      {R"({"identifiers": [{"identifier": "10.1000/1", "identifierType": "DOI"},
                           {"identifier": "7", "identifierType": "ISSN"}]})",
       "1: identifiers=[10.1000/1]\n"},
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
      // What stands before the names of the columns, cells that are no formulas, a separator too
      // much.
      {"sep=;\nid;title\n1;a, b\n", "3: id=[1] title=[a, b]\n"},
      {"Exported today\n\n\"Query\",\"x\"\nTitle,Year,Note\nA,=\"2021\",=\"\"\n",
       "5: Title=[A] Year=[2021]\n"},
      {"id,title\n1,A,\n", "2: id=[1] title=[A]\n"},
      {"id,authors\n1,\"['A B', \"\"C'D\"\"]\"\n2,['A]\n",
       "2: id=[1] authors=[A B][C'D]\n3: id=[2] authors=[['A]]\n"},
      {"id,title\r1,A\r2,B\r", "2: id=[1] title=[A]\n3: id=[2] title=[B]\n"},
      // OpenAlex, and objects as programs write them.
      {"id,display_name,publication_year,authorships\n1,T,2020,[{'a': 1}]\n",
       "2: id=[1] title=[T] publication_year=[2020] authorships {}=\n"},
      // Publish or Perish, and Embase.
      {"Cites,Authors,Title,Year,Source,ArticleURL,CitesURL,GSRank,QueryDate\n"
       "3,\"O Brandt\",T,2019,\"River Studies\",https://example.org/t,,1,2021-12-14 16:19:11\n",
       "2: Cites=[3] Authors=[O Brandt] Title=[T] Year=[2019] venue=[River Studies] "
       "url=[https://example.org/t] GSRank=[1] QueryDate=[2021-12-14 16:19:11]\n"},
      {"Title,Author Names,Source,Emtree Medical Index Terms\n"
       "A,\"Brandt O., Ode P.\",River (Basel) (2019) 12:3 (4-19). Date of Publication: 25 Aug "
       "2019,x\n"
       "B,Ode P.,River (2020) 13 (1-2),x\nC,Ode P.,River,x\n",
       "2: Title=[A] Author Names=[Brandt O., Ode P.] venue=[River (Basel)] date=[25 Aug 2019] "
       "Emtree Medical Index Terms=[x]\n"
       "3: Title=[B] Author Names=[Ode P.] venue=[River] date=[2020] "
       "Emtree Medical Index Terms=[x]\n"
       "4: Title=[C] Author Names=[Ode P.] venue=[River] Emtree Medical Index Terms=[x]\n"},
      {"Title,Year,Source\nT,2020,PubMed\n", "2: Title=[T] Year=[2020] Source=[PubMed]\n"},
      // Web of Science: tags as columns, and quotes are no quotes.
      {"PT\tAU\tTI\tUT\nJ\tB, O\t\"A\" b\tWOS:1\n",
       "2: (WOS:1) PT=[J] authors=[B, O] title=[\"A\" b] accession_number=[WOS:1]\n"},
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
      // Scopus has more texts of funders than names for them.
      {"Title,Year,Funding,EID\nA,2020,f,1\nB,2021,f,g,2\n\"C\",d,2022,f,g,3\n",
       "2: Title=[A] Year=[2020] Funding=[f] EID=[1]\n"
       "3~ the row has 5 cells, the first row 4, some were left out\n"
       "3: Title=[B] Year=[2021] Funding=[f]\n"
       "4: the row has 6 cells, the first row 4\n"},
  };
  for (const auto& [text, expected] : kCases)
    for (const std::size_t chunk_bytes : {1, 3, 65'536})
      EXPECT_EQ(Found(ReadCsv, text, chunk_bytes), expected) << text;
}

TEST(Csv, OfAWorkbookHasRowsOfAnyLength) {
  constexpr Case kCases[] = {
      {"id,title,year\n1,A\n2,B,2020,x\n",
       "2: id=[1] title=[A]\n3: id=[2] title=[B] year=[2020] =[x]\n"},
  };
  Check([](TextInput& input, const RecordSink& sink) { ReadCsv(input, sink, RowLengths::kAny); },
        kCases);
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
      // The last record of a file need not end.
      {"TY  - JOUR\nTI  - T\n", "1~ the file ends in the middle of this record\n1: title=[T]\n"},
      // A custom field may say which it is.
      {"TY  - JOUR\nTI  - T\nC1  - domain: a, b\nC1  - title: U\nER  - \n",
       "1: title=[T] domain=[a, b] C1=[title: U]\n"},
      {"TY  - JOUR\nZZ  - x\nmore of x\nTI  - T\nER  - \n", "1: ZZ=[x\nmore of x] title=[T]\n"},
      {"%0 Thesis\n%A 张三;李四\n%T T\n%+ x\n\n%0 Book\n%T U\n",
       "1: authors=[张三][李四] title=[T] %+=[x]\n6: title=[U]\n"},
      {"%0 X\n%A 张三%A 李四\n%T T\n", "1: authors=[张三][李四] title=[T]\n"},
      // What stands between records is of none.
      {"1.\nTY  - JOUR\nTI  - T\nER  - \nNL  - J\n\nC1  - x\n2.\nTY  - JOUR\nTI  - U\nER  - \n",
       "2: title=[T]\n9: title=[U]\n"
       "5~ 2 lines with tags are outside of records and were skipped, this is the first\n"},
      // Without types, empty lines part records.
      {"%T T\n%A A\n\n%T U\n", "1: title=[T] authors=[A]\n4: title=[U]\n"},
      {"%T T\n%0 X\n%A A\n\n%T U\n%0 Y\n", "1: title=[T] authors=[A]\n5: title=[U]\n"},
      // IEEE writes a carriage return of its own before records.
      {"TY  - JOUR\r\nTI  - T\r\nER  - \r\n\r\n\rTY  - CONF\r\nTI  - U\r\nER  - \r\n",
       "1: title=[T]\n5: title=[U]\n"},
      // Behind the end of a record, and before the first.
      {"TY  - JOUR\nTI  - A\nER  - \nAB  - Lost.\nUR  - u\n\n1.\nTY  - JOUR\nTI  - B\nER  - \n",
       "1: title=[A]\n8: title=[B]\n"
       "4~ 2 lines with tags are outside of records and were skipped, this is the first\n"},
      {"AU  - B, O\nTY  - JOUR\nTI  - A\nER  - \n",
       "2: title=[A]\n1~ a line with a tag is outside of a record and was skipped\n"},
      {"FN Clarivate\nVR 1.0\nPT J\nTI A\nER\nFN Clarivate\nVR 1.0\nPT J\nTI B\nER\n\nEF\n",
       "3: title=[A]\n8: title=[B]\n"},
      {"TY  - BOOK\nED  - 2nd ed.\nED  - Third Edition\nED  - 第二版\nTI  - T\nER  - \n",
       "1: ED=[2nd ed.][Third Edition][第二版] title=[T]\n"},
      {"TY  - BOOK\nA2  - B, O\nED  - L, T\nTI  - T\nER  - \n",
       "1: editors=[O B][T L] title=[T]\n"},
      {"%0 X\n%X 50\n%\n%5 percent\n", "1: abstract=[50\n%] %5=[percent]\n"},
      {"{Reference Type}: X\n{Title}: T\n{Author}: A B;C D\n{Reference Type}: Y\n{Title}: U\n",
       "1: title=[T] authors=[A B][C D]\n4: title=[U]\n"},
      {"{Reference Type}: X\n{Title}: 题\n{Translated Title}: T\n{Keywords}: 一;二\n"
       "{Translated Keywords}: a;b\n",
       "1: title=[题] title_translated=[T] keywords=[一][二][a][b]\n"},
  };
  Check(ReadTagged, kCases);
}

TEST(Tagged, OfDatabasesIsRead) {
  constexpr Case kCases[] = {
      // Lines are filled; a further line of names is a name.
      {"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU B, O\n   L, T\nAF B, Olga\n   L, "
       "Tim\n"
       "TI A\n   title\nUT WOS:1\nER\n\nPT J\nTI U\nER\n\nEF\n",
       "3: (WOS:1) authors=[O B][T L] author_full_names=[Olga B][Tim L] title=[A title] "
       "accession_number=[WOS:1]\n13: title=[U]\n"},
      {"\nPMID- 1\nTI  - A title of\n      two lines.\nLID - 12 [pii]\nLID - 10.1/a [doi]\nFAU - "
       "B, Olga\n"
       "MH  - *Rivers/chemistry\nTA  - J\n\nPMID- 2\nTI  - [U].\nTT  - 题.\n",
       "2: pmid=[1] title=[A title of two lines] doi=[] doi=[10.1/a] author_full_names=[Olga B] "
       "keywords=[Rivers] venue=[J]\n11: pmid=[2] title=[U] title_translated=[题]\n"},
      // ERIC.
      {"OWN - ERIC\nTI  - T\nAU  - B, O\n\nOWN - ERIC\nTI  - U\n",
       "1: title=[T] authors=[O B]\n5: title=[U]\n"},
      {"PT J\nAF B, Olga (o@x.org)\nTI T\nER\n", "1: author_full_names=[Olga B] title=[T]\n"},
      // Two capitals that are no tag go on with the abstract.
      {"RT Journal Article\nA1 张三;李四\nT1 T\nAB One.\nDN A\nYR 2021\n\nRT Book\nT1 U\n",
       "1: authors=[张三][李四] title=[T] abstract=[One.\nDN A] date=[2021]\n8: title=[U]\n"},
      {"SrcDatabase-来源库: 期刊\nTitle-题名: 题\nAuthor-作者: 张三;李四;\n\nSrcDatabase-来源库: "
       "硕士\n"
       "Title-题名: 目\n",
       "1: title=[题] authors=[张三][李四]\n5: title=[目]\n"},
      {"DataType: 1\nTitle-题名: 题\nSource-刊名: 学报\nSrcDatabase-来源库: 期刊\n\nDataType: "
       "1\nTitle-题名: 目\n",
       "1: title=[题] venue=[学报] SrcDatabase=[期刊]\n6: title=[目]\n"},
      {"RT Journal Article\r\nA1张三;李四\r\nT1 题\r\n", "1: authors=[张三][李四] title=[题]\n"},
  };
  Check(ReadTagged, kCases);
}

TEST(ReferenceList, IsRead) {
  constexpr Case kCases[] = {
      {"[1]张三,李四等.题名[J].学报,2021,37(03):1-10.DOI:10.1000/"
       "x.1.\n摘要:文。\n关键词:一;二\n[2]目[M].2020.\n",
       "1: authors=[张三][李四] title=[题名] venue=[学报] date=[2021] doi=[DOI:10.1000/x.1] "
       "abstract=[文。] keywords=[一;二]\n4: title=[目] date=[2020]\n"},
      {"[1]Brandt O,Lang T.A title 2.0[C]//Proc of X.Press,2019:3.\n",
       "1: authors=[Brandt O][Lang T] title=[A title 2.0] venue=[Proc of X] date=[2019]\n"},
      {"[1]张三.题[EB/OL].(2021-03-04)[2022-01-01].https://example.org/a.\n",
       "1: authors=[张三] title=[题] date=[2021-03-04] url=[https://example.org/a]\n"},
      {"1. 张三.题[J].学报,2021.\n(2)李四.目[J].学报,2022.\n3、王五.录[J].学报,2023.\n",
       "1: authors=[张三] title=[题] venue=[学报] date=[2021]\n"
       "2: authors=[李四] title=[目] venue=[学报] date=[2022]\n"
       "3: authors=[王五] title=[录] venue=[学报] date=[2023]\n"},
      {"[1]no type\n[2]题[J].学报,2021.\n",
       "1: the line is no reference\n2: title=[题] venue=[学报] date=[2021]\n"},
  };
  Check(ReadReferenceList, kCases);
}

TEST(Xml, IsRead) {
  constexpr Case kCases[] = {
      {"<?xml version=\"1.0\"?>\n<!-- <article key=\"x\"/> --><dblp>\n<article "
       "key=\"a/1\"><title>A &lt; <i>b</i>.</title>"
       "<author>Ann Lee 0001</author><author>B O</author></article>\n"
       "<article key=\"a/2\"><title><![CDATA[</article>]]></title></article></dblp>",
       "3: (a/1) title=[A < b] authors=[Ann Lee][B O]\n4: (a/2) title=[</article>]\n"},
      {"<dblp><article><title>T</title></articl></article><article><title>U</title></article></"
       "dblp>",
       "1: the record is not XML: Start-end tags mismatch\n1: title=[U]\n"},
      {"<dblp><article><title>T</title>", "1: the file ends in the middle of this record\n"},
      {"<dblp><article/><article><title>T</title></article></dblp>", "1:\n1: title=[T]\n"},
      {"<m:mods "
       "xmlns:m=\"x\"><m:titleInfo><m:title>T</m:title></m:titleInfo><m:note>n</m:note></m:mods>",
       "1: title=[T] <note>=\n"},
      {"<html><p>no record</p></html>", "0: there is no record in the file\n"},
      {"<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>http://arxiv.org/api/errors#id</id>"
       "<title>Error</title><summary>no such id</summary></entry></feed>",
       "1: arXiv's answer is an error: no such id\n"},
      // Institutions stay in their place; one keyword that has a comma is one.
      {"<PubmedArticle><MedlineCitation><Article><ArticleTitle>T.</ArticleTitle><AuthorList>"
       "<Author><CollectiveName>Office, Roads and Ways</CollectiveName></Author>"
       "<Author><LastName>Brandt</LastName><ForeName>Olga</ForeName></Author></AuthorList>"
       "</Article><KeywordList><Keyword>Roads, Roman</Keyword></KeywordList></MedlineCitation>"
       "</PubmedArticle>",
       "1: title=[T] authors=[Office, Roads and Ways][Olga Brandt] keywords=[Roads, Roman]\n"},
      {"<PubmedArticle><MedlineCitation><Article><ArticleTitle>T</ArticleTitle><AuthorList>"
       "<Author><CollectiveName>A and B</CollectiveName></Author></AuthorList></Article>"
       "<KeywordList><Keyword>a; b</Keyword></KeywordList></MedlineCitation></PubmedArticle>",
       "1: title=[T] group_authors=[A and B] keywords=[a; b]\n"},
  };
  Check(ReadXml, kCases);
}

TEST(Tagged, IsRejected) {
  constexpr Case kCases[] = {
      {"just text\n", "0: there is no record in the file\n"},
      {"", "0: there is no record in the file\n"},
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
      {"a.JSONL.GZ", "{", Format::kJsonLines},
      {"a.jsonl", "[{\n", Format::kJson},
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
      {"a.bib", "{}", Format::kJson},
      {"a.bib", "%% comment\n@article{k,\n", Format::kBibtex},
      {"a.bib", "", Format::kBibtex},
      {"a.md", "# Notes\n\n@article{k,\n", Format::kMarkdown},
      {"a.txt", "Notes\n\n@article{k,\n", Format::kBibtex},
      {"a.txt", "1.\nTY  - JOUR\n", Format::kTagged},
      {"a.txt", "\nPMID- 1\n", Format::kTagged},
      {"a.txt", "FN Clarivate Analytics Web of Science\n", Format::kTagged},
      {"a.txt", "PT J\nAU B, O\n", Format::kTagged},
      {"a.txt", "PT J is a tag\nof Web of Science\n", Format::kPlainText},
      {"a.txt", "RT Journal Article\nSR 1\n", Format::kTagged},
      {"a.txt", "RT is short for retweet\nand more\n", Format::kPlainText},
      {"a.txt", "SrcDatabase-来源库: 期刊\n", Format::kTagged},
      {"a.txt", "[1]张三.题名[J].学报,2021.\n", Format::kReferences},
      {"a.txt", "[1] is a number\n", Format::kPlainText},
      {"a.txt", "PT\tAU\tTI\nJ\tA\tB\n", Format::kCsv},
      {"a.txt", "Title, abstract and more\n", Format::kPlainText},
      {"a.csv", "{\"title\": 1}\n{\"title\": 2}\n", Format::kJsonLines},
      {"a.csv", "x,y\n", Format::kCsv},
      {"a.ris", "%0 Journal Article\n", Format::kTagged},
      {"a.xml", "<?xml version=\"1.0\"?>\n<PubmedArticleSet>", Format::kXml},
      {"a.txt", "<modsCollection>", Format::kXml},
      {"a.xml", "<html>", std::nullopt},
      {"a.html", "<!DOCTYPE html><html>", std::nullopt},
      {"a.yaml", "---\nreferences:\n- id: 1\n", Format::kYaml},
      {"a.yaml", "- id: 1\n  title: T\n", Format::kYaml},
      {"a.yaml", "name: x\n", std::nullopt},
      {"a.py", "import os\n@article{k,\n", std::nullopt},
      {"a", "@article{k,\n", Format::kBibtex},
      {"a", "@ home\n", std::nullopt},
      {"a", "---\nid: 1\n", Format::kMarkdown},
      {"a", "\"Title\",\"Publication Year\"\n", Format::kCsv},
      {"a", "id;abstract\n", Format::kCsv},
      {"a", "title of a text, and more\n", std::nullopt},
      {"a.tar.gz", "x", std::nullopt},
      {"a.pdf", "%PDF-1.4\n", std::nullopt},
  };
  const std::string cited = "A title\n\n" + std::string(600, 'x') + "\n\n@article{k,\n";
  EXPECT_EQ(FormatOf("a.txt", cited), Format::kPlainText);
  for (const auto& [file, head, format] : rows)
    EXPECT_EQ(FormatOf(file, head), format) << file << head;
  EXPECT_EQ(StemOf("notes/rag.v2.txt.gz"), "rag.v2");
  EXPECT_EQ(StemOf("notes/rag.txt"), "rag");
}

}  // namespace
}  // namespace dssearch::indexer
