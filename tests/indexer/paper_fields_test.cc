#include "indexer/fields/paper_fields.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dssearch::indexer {
namespace {

using Fields = std::vector<std::pair<std::string, std::vector<std::string>>>;

struct Case {
  Fields fields;
  std::string expected;
};

// The fields there are, "id=[1] title=[T] authors=[A][B]"; or "f:3: reason / hint".
std::string PaperOf(const Fields& fields) {
  const std::variant<Paper, Reject> result = ToPaper({{"f", 3}, fields});
  if (const Reject* reject = std::get_if<Reject>(&result))
    return reject->where.file + ":" + std::to_string(reject->where.line) + ": " + reject->reason +
           " / " + reject->hint;
  const Paper& paper = std::get<Paper>(result);
  std::string out;
  const auto add = [&out](std::string_view name, const std::vector<std::string>& values) {
    if (values.empty()) return;
    out += (out.empty() ? "" : " ") + std::string(name) + "=";
    for (const std::string& value : values) out += "[" + value + "]";
  };
  const auto text = [&add](std::string_view name, const std::string& value) {
    if (!value.empty()) add(name, {value});
  };
  text("id", paper.id);
  text("title", paper.title);
  text("title_zh", paper.title_zh);
  add("authors", paper.authors);
  text("date", paper.date);
  add("domains", paper.domains);
  text("url", paper.url);
  text("doi", paper.doi);
  add("identifiers", paper.identifiers);
  add("keywords_zh", paper.keywords_zh);
  add("keywords_en", paper.keywords_en);
  add("tags", paper.tags);
  text("note", paper.note);
  text("summary_zh", paper.summary_zh);
  text("contribution_zh", paper.contribution_zh);
  text("summary_en", paper.summary_en);
  text("contribution_en", paper.contribution_en);
  return out;
}

// The same for a record that has an id and a title besides `fields`.
std::string MoreOf(Fields fields) {
  fields.insert(fields.begin(), {{"id", {"1"}}, {"title", {"T"}}});
  std::string paper = PaperOf(fields);
  constexpr std::string_view kBefore = "id=[1] title=[T]";
  if (!paper.starts_with(kBefore)) return paper;
  return paper.substr(std::min(paper.size(), kBefore.size() + 1));
}

void Check(const std::vector<Case>& cases) {
  for (const auto& [fields, expected] : cases) EXPECT_EQ(MoreOf(fields), expected);
}

TEST(PaperFields, KnowsTheAliasesOfTheManual) {
  EXPECT_EQ(PaperOf({{"arxiv_id", {"1"}}, {"标题", {"T"}}}), "id=[1] title=[T]");
  EXPECT_EQ(PaperOf({{"编号", {"1"}}, {"title", {"T"}}}), "id=[1] title=[T]");
  Check({
      {{{"title_zh", {"题"}}}, "title_zh=[题]"},
      {{{"中文标题", {"题"}}}, "title_zh=[题]"},
      {{{"authors", {"A", "B"}}}, "authors=[A][B]"},
      {{{"author", {"A"}}}, "authors=[A]"},
      {{{"authors", {"NVIDIA", ":", "李明", "-"}}}, "authors=[NVIDIA][李明]"},
      {{{"作者", {"A"}}}, "authors=[A]"},
      {{{"authors", {"张三", "李四"}}, {"authors_en", {"San Zhang", "Si Li"}}},
       "authors=[张三 (San Zhang)][李四 (Si Li)]"},
      {{{"Translated Author", {"Zhang San;Li Si"}}, {"author", {"张三;李四"}}},
       "authors=[张三 (Zhang San)][李四 (Li Si)]"},
      {{{"英文作者", {"Zhang San;Li Si"}}, {"author", {"张三"}}}, "authors=[张三]"},
      {{{"authors_zh", {"张三"}}}, "authors=[张三]"},
      {{{"date", {"2024-02-05"}}}, "date=[2024-02-05]"},
      {{{"published", {"2024-02"}}}, "date=[2024-02]"},
      {{{"year", {"2024"}}}, "date=[2024]"},
      {{{"update_date", {"2024"}}}, "date=[2024]"},
      {{{"日期", {"2024"}}}, "date=[2024]"},
      {{{"domain", {"D", "E"}}}, "domains=[D][E]"},
      {{{"domains", {"D"}}}, "domains=[D]"},
      {{{"category", {"D"}}}, "domains=[D]"},
      {{{"categories", {"D"}}}, "domains=[D]"},
      {{{"field", {"D"}}}, "domains=[D]"},
      {{{"领域", {"D"}}}, "domains=[D]"},
      {{{"url", {"u"}}}, "url=[u]"},
      {{{"link", {"u"}}}, "url=[u]"},
      {{{"链接", {"u"}}}, "url=[u]"},
      {{{"keywords_zh", {"a"}}}, "keywords_zh=[a]"},
      {{{"keywords_en", {"词"}}}, "keywords_en=[词]"},
      {{{"summary_zh", {"a"}}}, "summary_zh=[a]"},
      {{{"abstract_zh", {"a"}}}, "summary_zh=[a]"},
      {{{"contribution_zh", {"a"}}}, "contribution_zh=[a]"},
      {{{"创新点", {"a"}}}, "contribution_zh=[a]"},
      {{{"summary_en", {"甲"}}}, "summary_en=[甲]"},
      {{{"abstract_en", {"甲"}}}, "summary_en=[甲]"},
      {{{"contribution_en", {"甲"}}}, "contribution_en=[甲]"},
      {{{"contribution", {"甲"}}}, "contribution_en=[甲]"},
      // Other fields are ignored.
      {{{"Titel", {"x"}}, {"rating", {"x"}}, {"", {"x"}}}, ""},
  });
}

TEST(PaperFields, PutsTextIntoTheHalfOfItsLanguage) {
  Check({
      {{{"abstract", {"We study retrieval."}}}, "summary_en=[We study retrieval.]"},
      {{{"abstract", {"本文研究检索。"}}}, "summary_zh=[本文研究检索。]"},
      {{{"summary", {"甲"}}}, "summary_zh=[甲]"},
      {{{"摘要", {"a"}}}, "summary_en=[a]"},
      {{{"abstract", {"本文用BERT"}}}, "summary_zh=[本文用BERT]"},
      // More than one letter in five.
      {{{"abstract", {"中abc"}}}, "summary_zh=[中abc]"},
      {{{"abstract", {"中abcd"}}}, "summary_en=[中abcd]"},
      {{{"abstract", {"中 abc, (d)"}}}, "summary_en=[中 abc, (d)]"},
      {{{"abstract", {"中文 abcdefg"}}}, "summary_zh=[中文 abcdefg]"},
      {{{"abstract", {"Обзор"}}}, "summary_en=[Обзор]"},
      {{{"abstract", {"..."}}}, "summary_en=[...]"},
      {{{"keywords", {"推理", "reasoning", "BERT模型"}}},
       "keywords_zh=[推理][BERT模型] keywords_en=[reasoning]"},
      {{{"关键词", {"推理", "RL"}}}, "keywords_zh=[推理] keywords_en=[RL]"},
      // A digit is no letter.
      {{{"keywords", {"2024年"}}}, "keywords_zh=[2024年]"},
      // Tags are their reader's, whichever program lists them among keywords, too.
      {{{"tags", {"to read; 综述"}}}, "tags=[to read][综述]"},
      {{{"keywords", {"a", "to read"}}, {"Manual Tags", {"to read"}}},
       "keywords_en=[a] tags=[to read]"},
      {{{"note", {"<p>Read &sect;2.</p>"}}, {"annote", {"And 3."}}}, "note=[Read §2.\nAnd 3.]"},
      {{{"note", {"Cited By :12"}}, {"notes", {"Export Date: 5 March 2024"}}}, ""},
  });
}

TEST(PaperFields, JoinsWhatComesInPieces) {
  Check({
      {{{"summary_zh", {"甲"}}, {"summary_zh", {"乙"}}}, "summary_zh=[甲\n乙]"},
      {{{"summary_zh", {"甲", "乙"}}}, "summary_zh=[甲\n乙]"},
      {{{"summary", {"a"}}, {"summary", {"甲"}}, {"summary", {"b"}}},
       "summary_zh=[甲] summary_en=[a\nb]"},
      {{{"summary_en", {"a"}}, {"abstract", {"b"}}}, "summary_en=[a\nb]"},
      {{{"summary_en", {""}}, {"summary_en", {"b"}}, {"summary_en", {" "}}}, "summary_en=[b]"},
      {{{"authors", {"A"}}, {"author", {"B"}}}, "authors=[A][B]"},
      {{{"authors", {}}, {"url", {}}}, ""},
  });
}

TEST(PaperFields, TrimsBlanksAndDropsControlCharacters) {
  EXPECT_EQ(PaperOf({{"id", {" 1\n"}}, {"title", {"\tT\r\n"}}}), "id=[1] title=[T]");
  EXPECT_EQ(PaperOf({{"id", {"1"}}, {"title", {"a\nb"}}}), "id=[1] title=[a b]");
  Check({
      {{{"summary_en", {" a\x01\x7F\x1F b "}}}, "summary_en=[a b]"},
      {{{"summary_en", {std::string("a\0b", 3)}}}, "summary_en=[ab]"},
      {{{"summary_en", {"a\tb\rc\nd"}}}, "summary_en=[a b c\nd]"},
      {{{"summary_en", {"\n\n a \n b \n\n"}}}, "summary_en=[a \n b]"},
      {{{"summary_en", {" a\n  \n  "}}}, "summary_en=[a]"},
      {{{"summary_en", {"a  b\u3000 \u00A0 "}}}, "summary_en=[a  b]"},
      {{{"authors", {" A ", "", " ", "\n", "B\nC"}}}, "authors=[A][B C]"},
      {{{"domain", {"a\nb"}}}, "domains=[a b]"},
      {{{"domain", {"cs.CV"}}, {"categories", {"cs.CV", "cs.AI", "cs.AI"}}},
       "domains=[cs.CV][cs.AI]"},
      {{{"title_zh", {"题\n目"}}}, "title_zh=[题目]"},
      {{{"summary_zh", {"用语言模\r\n型。\n\n另起\n一段\nGPT\n模型"}}},
       "summary_zh=[用语言模型。\n\n另起一段\nGPT\n模型]"},
      {{{"keywords", {" ", " a"}}}, "keywords_en=[a]"},
  });
}

TEST(PaperFields, TrimsAndDropsBeyondAscii) {
  Check({
      {{{"title_zh", {"　题　"}}}, "title_zh=[题]"},  // A full width blank.
      {{{"summary_en", {"\u00A0a\u00A0"}}}, "summary_en=[a]"},
      {{{"summary_en", {"a\u0085\u009Fb"}}}, "summary_en=[ab]"},
  });
}

TEST(PaperFields, KnowsNamesInAnySpelling) {
  Check({
      {{{"Publication Year", {"2020"}}, {"Container-Title", {"J"}}}, "date=[2020]"},
      {{{" Abstract Note ", {"a"}}}, "summary_en=[a]"},
      {{{"Author Keywords", {"a; b"}}}, "keywords_en=[a][b]"},
      {{{"fieldsOfStudy", {"CS", "Math"}}}, "domains=[CS][Math]"},
  });
}

TEST(PaperFields, CutsListsThatAreOneText) {
  Check({
      {{{"authors", {"A. Author, B. Other and C. Third"}}},
       "authors=[A. Author][B. Other][C. Third]"},
      {{{"authors", {"Shao, Zhihong", "Wang, Peiyi"}}}, "authors=[Shao, Zhihong][Wang, Peiyi]"},
      {{{"作者", {"张三；李四"}}}, "authors=[张三][李四]"},
      {{{"authors", {"Ann\n  Author, Bob Other"}}}, "authors=[Ann Author][Bob Other]"},
      {{{"categories", {"cs.CL cs.AI hep-th astro-ph.CO"}}},
       "domains=[cs.CL][cs.AI][hep-th][astro-ph.CO]"},
      {{{"category", {"code intelligence"}}}, "domains=[code intelligence]"},
      {{{"category", {"代码, 智能；推理"}}}, "domains=[代码, 智能][推理]"},
      {{{"keywords", {"a, b，c、推理"}}}, "keywords_zh=[推理] keywords_en=[a][b][c]"},
      {{{"keywords", {"a, b; c"}}}, "keywords_en=[a, b][c]"},
      {{{"keywords", {"a (b, c), d"}}}, "keywords_en=[a (b, c)][d]"},
      {{{"keywords", {"a (b, c"}}}, "keywords_en=[a (b][c]"},
      {{{"keywords", {"a, b", "c"}}}, "keywords_en=[a, b][c]"},
  });
}

TEST(PaperFields, ReadsArxivsSnapshot) {
  EXPECT_EQ(PaperOf({{"id", {"0704.0001"}},
                     {"authors", {"C. Bal\\'azs"}},
                     {"title", {"T\n  U"}},
                     {"categories", {"hep-ph"}},
                     {"abstract", {"  A\n"}},
                     {"versions.version", {"v1"}},
                     {"versions.created", {"Mon, 2 Apr 2007 19:18:42 GMT"}},
                     {"update_date", {"2008-11-26"}},
                     {"authors_parsed", {"C. Balázs"}}}),
            "id=[0704.0001] title=[T U] authors=[C. Balázs] date=[2007-04-02] domains=[hep-ph] "
            "url=[https://arxiv.org/abs/0704.0001] summary_en=[A]");
}

TEST(PaperFields, TakesMarkupOut) {
  EXPECT_EQ(PaperOf({{"id", {"1"}},
                     {"title", {"<i>E. coli</i> &amp; more"}},
                     {"abstract", {"<jats:p>a < b</jats:p>"}},
                     {"authors", {"Jos&eacute;"}},
                     {"keywords", {"A&amp;B; C"}},
                     {"url", {"http://x/?a&amp;b"}}}),
            "id=[1] title=[E. coli & more] authors=[José] url=[http://x/?a&amp;b] "
            "keywords_en=[A&B][C] summary_en=[a < b]");
}

TEST(PaperFields, MakesUpAnIdWhereItCan) {
  const auto id_of = [](Fields fields, bool needs_no_id, std::string key) {
    fields.push_back({"title", {"T"}});
    RawRecord record{{"f", 3}, std::move(fields)};
    record.needs_no_id = needs_no_id;
    record.key = std::move(key);
    const std::variant<Paper, Reject> result = ToPaper(record);
    const Paper* paper = std::get_if<Paper>(&result);
    return paper == nullptr ? "reject" : paper->id + " " + paper->url;
  };
  EXPECT_EQ(id_of({{"DOI", {"https://doi.org/10.1000/XyZ"}}}, false, ""),
            "10.1000/xyz https://doi.org/10.1000/xyz");
  EXPECT_EQ(id_of({{"doi", {"10.48550/arXiv.2402.03300"}}}, true, "k"),
            "2402.03300 https://doi.org/10.48550/arxiv.2402.03300");
  EXPECT_EQ(id_of({{"doi", {"doi:10.1000/1"}}, {"url", {"u"}}}, true, "k"), "10.1000/1 u");
  EXPECT_EQ(id_of({{"url", {"https://arxiv.org/abs/2402.03300v2"}}}, false, ""),
            "2402.03300 https://arxiv.org/abs/2402.03300v2");
  EXPECT_EQ(id_of({{"url", {"http://arxiv.org/pdf/hep-th/9901001.pdf"}}}, false, ""),
            "hep-th/9901001 http://arxiv.org/pdf/hep-th/9901001.pdf");
  EXPECT_EQ(id_of({{"eprint", {"2402.03300"}}}, true, "k"),
            "2402.03300 https://arxiv.org/abs/2402.03300");
  EXPECT_EQ(id_of({{"url", {"https://example.org/2402.03300"}}}, true, "k"),
            "k https://example.org/2402.03300");
  EXPECT_EQ(id_of({{"doi", {"none"}}}, false, ""), "reject");
  EXPECT_EQ(id_of({}, false, "k"), "k ");
  EXPECT_EQ(id_of({{"pmid", {"7"}}}, false, "k"), "PMID:7 ");
  EXPECT_EQ(id_of({{"pmid", {"7"}}}, true, ""), "PMID:7 ");
  // A hash of title and year, whatever else there is.
  const std::string hash = id_of({{"year", {"2024"}}}, true, "");
  EXPECT_TRUE(hash.starts_with("title-")) << hash;
  EXPECT_EQ(id_of({{"date", {"2024-05-01"}}, {"authors", {"A"}}}, true, ""), hash);
  EXPECT_NE(id_of({{"date", {"2023"}}}, true, ""), hash);
}

TEST(PaperFields, KeepsWhateverIdentifiesThePaper) {
  Check({
      {{{"doi", {"https://doi.org/10.1145/A.1."}}},
       "url=[https://doi.org/10.1145/a.1] doi=[10.1145/a.1]"},
      {{{"doi", {"10.1103/A.1 10.1103/A.2"}}},
       "url=[https://doi.org/10.1103/a.1] doi=[10.1103/a.1]"},
      {{{"doi", {"10.48550/arXiv.2402.03300v1"}}},
       "url=[https://doi.org/10.48550/arxiv.2402.03300v1] doi=[10.48550/arxiv.2402.03300v1]"},
      {{{"url", {"https://doi.org/10.1145/A.1"}}},
       "url=[https://doi.org/10.1145/A.1] doi=[10.1145/a.1]"},
      {{{"arXiv ID", {"2402.03300v2"}}}, "identifiers=[2402.03300]"},
      {{{"eprint", {"math.AG/0207249"}}}, "url=[https://arxiv.org/abs/math/0207249]"},
      {{{"PMID", {"29474831"}}}, "identifiers=[PMID:29474831]"},
      {{{"externalIds.ArXiv", {"2402.03300"}},
        {"externalIds.ACL", {"P18-1001"}},
        {"externalIds.DOI", {"10.18653/v1/P18-1001"}},
        {"externalIds.PubMed", {"1"}}},
       "url=[https://doi.org/10.18653/v1/p18-1001] doi=[10.18653/v1/p18-1001] "
       "identifiers=[2402.03300][PMID:1]"},
      {{{"openreview_id", {"rJXMpikCZ"}}}, "identifiers=[rJXMpikCZ]"},
      {{{"url", {"https://arxiv.org/abs/2402.03300"}}, {"link", {"https://doi.org/10.1145/1.2"}}},
       "url=[https://arxiv.org/abs/2402.03300] identifiers=[10.1145/1.2]"},
      {{{"identifiers", {"he2016deep", "2402.03300", "1", "he2016deep"}}},
       "identifiers=[he2016deep][2402.03300]"},
  });
}

TEST(PaperFields, TakesEditorsForAuthorsOfAVolume) {
  Check({
      {{{"editors", {"Olga B", "Tim L"}}}, "authors=[Olga B][Tim L]"},
      {{{"editors", {"Olga B", "Tim L"}}, {"authors", {"Ann C", "Dan D"}}},
       "authors=[Ann C][Dan D]"},
      {{{"editors", {"Olga B", "Tim L"}}, {"booktitle", {"V"}}}, ""},
  });
}

TEST(PaperFields, PrefersADateThatIsOne) {
  Check({
      {{{"year", {"2024"}}, {"date", {"Spring 2024"}}}, "date=[2024]"},
      {{{"date", {"Spring 2024"}}, {"year", {"2024"}}}, "date=[2024]"},
      {{{"year", {"2024"}}, {"date", {"5 Feb 2024"}}}, "date=[2024-02-05]"},
      {{{"date", {"n.d."}}}, ""},
      {{{"date_in_year", {"MAR 4"}}, {"year", {"2024"}}}, "date=[2024-03-04]"},
      {{{"date_in_year", {"2024-03-04"}}}, "date=[2024-03-04]"},
      {{{"date_in_year", {"MAR 4"}}}, ""},
  });
}

TEST(PaperFields, TakesWhatCanBeHadOfADate) {
  const auto read = [](const std::string& text) {
    std::string lost;
    const std::variant<Paper, Reject> paper =
        ToPaper({{"f", 3}, {{"id", {"1"}}, {"title", {"T"}}, {"date", {text}}}},
                [&lost](const Reject& loss) { lost = " " + loss.reason; });
    return std::get<Paper>(paper).date + lost;
  };
  EXPECT_EQ(read("c1980"), "1980 'c1980' is not a date, 1980 was taken");
  EXPECT_EQ(read("soon"), " 'soon' is not a date, the paper has none");
  struct Row {
    std::string text;
    std::string date;
  };
  const Row rows[] = {
      {"1991-92", "1991"},
      {"Autumn 2001", "2001"},
      {"1875 [2004]", "1875"},
      {"1865（清同治四年）", "1865"},
      {"1984/1986", "1984"},
      {"2004-06/2006-08", "2004-06"},
      {"May 2004 to June 2005", "2004-05"},
      {"circa 1900", "1900"},
      {"2024-02-30", "2024"},
      {"4/3/2021", "2021"},
      {"2001-21", "2001"},
      {"1999?", "1999"},
      {"[2003]", "2003"},
      {"12345678", ""},
      {"9999", "9999"},
      {"0999-13", ""},
  };
  for (const auto& [text, date] : rows) {
    const std::string read_as = read(text);
    EXPECT_EQ(read_as.substr(0, read_as.find(' ')), date) << text;
  }
  // These are dates, and nothing is said.
  const Row dates[] = {
      {"25/12/2022", "2022-12-25"},
      {"12/25/2022", "2022-12-25"},
      {"3/3/2022", "2022-03-03"},
      {"44256", "2021-03-01"},
      {"2013/Nov", "2013-11"},
      {"2018 Mar;25(3):1-9", "2018-03"},
      {"In press", ""},
      {"[n.d.]", ""},
  };
  for (const auto& [text, date] : dates) EXPECT_EQ(read(text), date) << text;
}

TEST(PaperFields, TakesAnAbstractOnceAndOneAddress) {
  Check({
      {{{"abstract", {"One."}}, {"summary", {"One."}}}, "summary_en=[One.]"},
      {{{"abstract", {"One."}}, {"summary", {"One. Two."}}}, "summary_en=[One. Two.]"},
      {{{"abstract", {"One. Two."}}, {"summary", {"Two."}}}, "summary_en=[One. Two.]"},
      {{{"url", {"<Go to ISI>://WOS:1"}}}, ""},
      {{{"url", {"http://a/1; https://b/2"}}}, "url=[http://a/1]"},
      {{{"url", {"HTTP://a/1,2 and more"}}}, "url=[HTTP://a/1,2]"},
      {{{"url", {"http://a/1", "https://doi.org/10.1000/x"}}},
       "url=[http://a/1] identifiers=[10.1000/x]"},
      {{{"url", {"example.org/x"}}}, "url=[example.org/x]"},
      {{{"identifiers", {"a; 10.1002/(sici)1;2-2; b"}}}, "identifiers=[a][10.1002/(sici)1;2-2][b]"},
      {{{"custom.title_zh", {"题"}}, {"summaryEn", {"S"}}}, "title_zh=[题] summary_en=[S]"},
  });
}

TEST(PaperFields, TakesTheChineseTitleWhereThereIsNoOther) {
  EXPECT_EQ(PaperOf({{"id", {"1"}}, {"title_zh", {"题"}}}), "id=[1] title=[题]");
  EXPECT_EQ(PaperOf({{"id", {"1"}}, {"title", {" "}}, {"title_zh", {"题"}}}), "id=[1] title=[题]");
  EXPECT_EQ(PaperOf({{"id", {"1"}}, {"title", {"T"}}, {"title_zh", {"题"}}}),
            "id=[1] title=[T] title_zh=[题]");
}

TEST(PaperFields, TakesASummaryWithoutATitle) {
  EXPECT_EQ(PaperOf({{"id", {"1"}}, {"summary_zh", {"甲"}}}), "id=[1] summary_zh=[甲]");
  EXPECT_EQ(PaperOf({{"id", {"1"}}, {"abstract", {"a"}}}), "id=[1] summary_en=[a]");
}

// A dump in which some papers have no title is not one with unknown columns.
TEST(PaperFields, TakesASummaryWithAnIdAmongUnknownColumns) {
  RawRecord record{{"f", 3}, {{"id", {"1"}}, {"abstract", {"S"}}, {"lang", {"zh"}}}};
  record.has_columns = true;
  EXPECT_TRUE(std::holds_alternative<Paper>(ToPaper(record)));
  record.fields.front().first = "nr";
  ASSERT_TRUE(std::holds_alternative<Reject>(ToPaper(record)));
  EXPECT_EQ(std::get<Reject>(ToPaper(record)).reason,
            "no field is the title or the authors; there are nr, abstract, lang");
}

TEST(PaperFields, SaysWhyARecordIsNoPaper) {
  const std::vector<Case> cases = {
      {{}, "f:3: the record has no id / add a line like 'id: \"2501.12948\"'"},
      {{{"title", {"T"}}}, "f:3: the record has no id / add a line like 'id: \"2501.12948\"'"},
      {{{"id", {" \n"}}, {"title", {"T"}}},
       "f:3: the record has no id / add a line like 'id: \"2501.12948\"'"},
      {{{"id", {"1"}}}, "f:3: the record has neither title nor summary / add a line 'title: ...'"},
      {{{"id", {"1"}}, {"title", {"\x01"}}, {"summary", {" "}}, {"contribution", {"c"}}},
       "f:3: the record has neither title nor summary / add a line 'title: ...'"},
      {{{"id", {"1"}}, {"title", {"\xC4\xE3"}}},
       "f:3: field 'title' is not UTF-8 / convert it, for example: iconv -f LATIN1 -t UTF-8"},
      {{{"id", {"1"}}, {"note", {"\xED\xA0\x80"}}, {"title", {"T"}}},
       "f:3: field 'note' is not UTF-8 / convert it, for example: iconv -f LATIN1 -t UTF-8"},
      {{{"id", {std::string(1001, 'x')}}, {"title", {"T"}}},
       "f:3: the id is longer than 1000 bytes / give the record a shorter id"},
  };
  for (const auto& [fields, expected] : cases) EXPECT_EQ(PaperOf(fields), expected);
  const std::string longest(1000, 'x');
  EXPECT_EQ(PaperOf({{"id", {longest}}, {"title", {"T"}}}), "id=[" + longest + "] title=[T]");
  EXPECT_EQ(PaperOf({{"id", {"1"}}, {"title", {"T"}}, {"date", {" "}}}), "id=[1] title=[T]");
}

}  // namespace
}  // namespace dssearch::indexer
