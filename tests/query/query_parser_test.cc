#include "searcher/query/query_parser.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "searcher/query/date_words.h"

namespace dssearch {
namespace {

struct Case {
  std::string_view text;
  std::string_view expected;  ///< The tree, followed by each note after " ! ".
};

std::string Parsed(std::string_view text, int today = format::kLastDay) {
  ParsedQuery parsed = ParseQuery(text, today);
  ReadDateWords(parsed, today);
  std::string out = ToString(parsed.root);
  for (const Note& note : parsed.notes) out += " ! " + note.text();
  return out;
}

void Check(std::initializer_list<Case> cases) {
  for (const auto& [text, expected] : cases) EXPECT_EQ(Parsed(text), expected) << "for " << text;
}

TEST(QueryParser, ReadsWordsAndOperators) {
  Check({
      {"", "(all)"},
      {" \t\n", "(all)"},
      {"　", "(all)"},
      {"推理", "推理"},
      {"强化学习 推理", "(and 强化学习 推理)"},
      {"强化学习　推理", "(and 强化学习 推理)"},  // A full width blank.
      {"a AND b", "(and a b)"},
      {"a OR b", "(or a b)"},
      {"a | b", "(or a b)"},
      {"a b OR c d", "(or (and a b) (and c d))"},
      {"a (b OR c)", "(and a (or b c))"},
      {"推理 （检索 OR 生成）", "(and 推理 (or 检索 生成))"},
      {"-综述", "(not 综述)"},
      {"推理 -综述", "(and 推理 (not 综述))"},
      {"推理 NOT 综述", "(and 推理 (not 综述))"},
      {"推理 -(综述 OR 评测)", "(and 推理 (not (or 综述 评测)))"},
      {"transf*", "transf*"},
      {"or and not", "(and or and not)"},
      {"ORDER ANDROID NOTE", "(and ORDER ANDROID NOTE)"},
  });
}

TEST(QueryParser, ReadsIdentifiers) {
  Check({
      {"2402.03300", "(id = 2402.03300)"},
      {"ARXIV: 2402.03300v1", "(id = 2402.03300)"},
      {"arXiv2402.03300 a", "(and (id = 2402.03300) a)"},
      {"２４０２．０３３００ a", "(and (id = 2402.03300) a)"},
      {"１０．１１４５／１２.5", "(id = 10.1145/12.5)"},
      {"pmid29474831", "(id = PMID:29474831)"},
      {"29474831[pmid]", "(id = PMID:29474831)"},
      {"https://doi.org/10.1145/3292500.3330701", "(id = 10.1145/3292500.3330701)"},
      {"pushing 2402.03300 limits", "(and (id = 2402.03300) pushing limits)"},
      {"2402.03300, PMID: 1 a", "(and (or (id = 2402.03300) (id = PMID:1)) a)"},
      {"10.1145/1.2,10.1145/1.3", "(or (id = 10.1145/1.2) (id = 10.1145/1.3))"},
      {"10.1145/1.2，10.1145/1.3", "(or (id = 10.1145/1.2) (id = 10.1145/1.3))"},
      {"2402.03300 OR a", "(or (id = 2402.03300) a)"},
      {"-2402.03300 a", "(and (not (id = 2402.03300)) a)"},
      {"(10.1145/1.2 OR b)", "(or (id = 10.1145/1.2) b)"},
      {"论文2402.03300的方法", "(and (id = 2402.03300) 论文 的方法)"},
      {"id:arXiv:2402.03300", "(id = arXiv:2402.03300)"},
      {"\"2402.03300\"", "\"2402.03300\""},
      {"title:2402.03300", "(title 2402.03300)"},
      {"title:论文2402.03300", "(title 论文2402.03300)"},
      {"2402.033*", "2402.033*"},
      {"https://example.org/a", "https://example.org/a"},
  });
}

TEST(QueryParser, ReadsQuotesOfAllKinds) {
  Check({
      {"\"混合专家\"", "\"混合专家\""},
      {"“混合专家”", "\"混合专家\""},
      {"「混合专家」", "\"混合专家\""},
      {"『混合 专家』", "\"混合 专家\""},
      {"\"a b\" c", "(and \"a b\" c)"},
      {"c\"a b\"", "(and c \"a b\")"},
      {"-\"a b\"", "(not \"a b\")"},
      {"\"a OR (b\"", "\"a OR (b\""},
      {"\"\" a", "a"},
  });
}

TEST(QueryParser, ReadsFields) {
  Check({
      {"title:推理", "(title 推理)"},
      {"TITLE:推理", "(title 推理)"},
      {"标题：推理", "(title 推理)"},
      {"title:\"language model\"", "(title \"language model\")"},
      {"title:(a OR b)", "(or (title a) (title b))"},
      {"-title:综述", "(not (title 综述))"},
      {"author:\"Zhihong Shao\"", "(author \"Zhihong Shao\")"},
      {"domain:数学推理", "(domain = 数学推理)"},
      {"domain:\"mathematical reasoning\"", "(domain = mathematical reasoning)"},
      {"领域:数学推理 推理", "(and (domain = 数学推理) 推理)"},
      {"id:2501.12948", "(id = 2501.12948)"},
      {"lang:zh", "(lang = zh)"},
      {"date:2024", "(date = 2024)"},
      {"date:2024-01..2024-06", "(date = 2024-01..2024-06)"},
      {"date:2024..", "(date = 2024..)"},
      {"date:..2024-06-30", "(date = ..2024-06-30)"},
      {"標題:數學", "(title 數學)"},
      {"ＴＩＴＬＥ：推理", "(title 推理)"},
      {"推理 －综述", "(and 推理 (not 综述))"},
      {"date:２０２４", "(date = 2024)"},
      {"added:2026-11", "(added = 2026-11)"},
      {"收录：2026-11..", "(added = 2026-11..)"},
      {"-changed:..2025", "(not (changed = ..2025))"},
      {"what was added: 2024 rivers",
       "(and what was added: 2024 rivers) ! 'added:' has nothing right behind it to look for"},
      {"domain:数学*",
       "(domain = 数学) ! '*' completes words, not values; searched as domain = 数学"},
  });
}

TEST(QueryParser, FieldsHaveNamesInThePlural) {
  Check({{"tags:thesis", "(tag = thesis)"}, {"Authors:Shao", "(author Shao)"}, {"s:x", "s:x"}});
}

TEST(QueryParser, TakesAsTextWhatIsNoOperator) {
  Check({
      {"autor:x", "autor:x ! there is no field 'autor'; searched as text"},
      {"https://example.org/abs/2501.12948", "https://example.org/abs/2501.12948"},
      {"Transformer: a survey", "(and Transformer: a survey)"},
      {"12:30", "12:30"},
      {"title:", "title: ! 'title:' has nothing right behind it to look for"},
      {"date:soon",
       "soon ! 'soon' is not a date or a range of dates (2024-03, 2023..2024-06); searched as "
       "text"},
      {"date:2024-13",
       "2024-13 ! '2024-13' is not a date or a range of dates (2024-03, 2023..2024-06); searched "
       "as text"},
      {"date:2025..2024",
       "2025..2024 ! '2025..2024' is not a date or a range of dates (2024-03, 2023..2024-06); "
       "searched as text"},
      {"a - b", "(and a - b)"},
      {"--help", "--help"},
      {"GPT-4", "GPT-4"},
      {"f(x)", "f(x)"},
      {"O(n log n)", "(and O(n log n))"},
      {"a*", "a ! 'a*' is too short to be completed; searched as a word"},
      {"*", "*"},
      {"C++ C#", "(and C++ C#)"},
      {"?", "?"},
      {"a ) b", "(and a b)"},
      {"(a", "a"},
      {"OR", "OR"},
      {"a OR", "a"},
      {"OR a", "a"},
      {"\"a", "a ! a quote is not closed; its words are searched as words"},
      {"\"(((", "\"((( ! a quote is not closed; its words are searched as words"},
  });
}

TEST(QueryParser, CutsWordsAroundDates) {
  Check({
      {"2011年城市绿地", "(and 2011年 城市绿地)"},
      {"2011年的城市绿地", "(and 2011年 城市绿地)"},
      {"城市绿地2011年", "(and 城市绿地 2011年)"},
      {"城市绿地２０１１", "(and 城市绿地 ２０１１)"},
      {"城市绿地（2011）", "(and 城市绿地 2011)"},
      {"城市绿地，2011", "(and 城市绿地， 2011)"},
      {"gardens(2011)", "(and gardens 2011)"},
      {"f(2)", "f(2)"},
      {"2011年", "2011年"},
      {"2011年度城市绿地", "2011年度城市绿地"},
      {"1990年代的城市", "1990年代的城市"},
      {"2010年前后的城市", "2010年前后的城市"},
      {"第2011年", "第2011年"},
      {"title:2011年城市绿地", "(title 2011年城市绿地)"},
      {"\"2011年城市绿地\"", "\"2011年城市绿地\""},
      {"2010—2012年城市绿地",
       "(and (date = 2010..2012) 城市绿地) ! '2010—2012年' is read as dates: 2010..2012 (in quotes "
       "it is text)"},
      {"城市绿地(2010-2012)",
       "(and 城市绿地 (date = 2010..2012)) ! '2010-2012' is read as dates: 2010..2012 (in quotes "
       "it "
       "is text)"},
      {"2010年以前城市绿地",
       "(and (date = ..2009) 城市绿地) ! '2010年以前' is read as dates: ..2009 (in quotes it is "
       "text)"},
      {"SLAM, March 2019, maps",
       "(and SLAM, (date = 2019-03) maps) ! 'March 2019,' is read as dates: 2019-03 (in quotes it "
       "is text)"},
      {"SLAM before 2005",
       "(and SLAM (date = ..2004)) ! 'before 2005' is read as dates: ..2004 (in quotes it is "
       "text)"},
  });
  EXPECT_EQ(Parsed("健康中国2030", 20240101), "健康中国2030");
  EXPECT_EQ(Parsed("近三年来城市绿地", 20240101),
            "(and (date = 2021..2024-01-01) 城市绿地) ! '近三年' is read as dates: "
            "2021..2024-01-01 (in quotes it is text)");
  EXPECT_EQ(ToString(ParseQuery("近三年来城市绿地", 20240101).root), "近三年来城市绿地");
  EXPECT_EQ(Parsed("(a | 2011年2月) -2012年2月 NOT (b 2013年2月)"),
            "(and (or a (date = 2011-02)) (not 2012年2月) (not (and b (date = 2013-02)))) ! "
            "'2011年2月' is read as dates: 2011-02 (in quotes it is text) ! "
            "'2013年2月' is read as dates: 2013-02 (in quotes it is text)");
}

TEST(QueryParser, LimitsTheWorkOfAQuery) {
  std::string words;
  for (int i = 0; i < 100; ++i) words += "w ";
  const ParsedQuery many = ParseQuery(words);
  EXPECT_EQ(many.root.children.size(), kMaxQueryLeaves);
  ASSERT_EQ(many.notes.size(), 1U);
  EXPECT_EQ(many.notes[0].text(), "only the first 64 words are searched");

  // A cut would make one word too many.
  const std::string last = words.substr(0, 2 * (kMaxQueryLeaves - 1)) + "2011年阅读推广";
  ParsedQuery full = ParseQuery(last);
  ReadDateWords(full, format::kLastDay);
  EXPECT_EQ(full.root.children.back().text, "2011年阅读推广");

  const ParsedQuery deep = ParseQuery(std::string(400, '(') + "a" + std::string(400, ')'));
  EXPECT_EQ(ToString(deep.root), "a");
  ASSERT_EQ(deep.notes.size(), 1U);
  EXPECT_EQ(deep.notes[0].text(), "brackets deeper than 32 are left out");

  std::string han;
  for (int i = 0; i < 350'000; ++i) han += "学";
  const ParsedQuery long_one = ParseQuery(han);
  EXPECT_EQ(long_one.root.text.size(), kMaxQueryBytes / 3 * 3);
  ASSERT_EQ(long_one.notes.size(), 1U);
  EXPECT_EQ(long_one.notes[0].text(),
            "the query is longer than 1024 bytes; what comes after was left out");
}

TEST(QueryParser, ParsesAnyBytes) {
  constexpr std::string_view kAlphabet =
      "\"()-*:|ORAND \t学习a“」\0\xFF\xED\xA0\x80title:date:2024..";
  std::mt19937 random(1);
  std::uniform_int_distribution<std::size_t> pick(0, kAlphabet.size() - 1);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t n = random() % 24; n > 0; --n) text += kAlphabet[pick(random)];
    const ParsedQuery once = ParseQuery(text);
    EXPECT_EQ(once.root, ParseQuery(text).root);
    // Only an empty query matches all documents.
    const bool blank = text.find_first_not_of(" \t\r\n") == std::string::npos;
    EXPECT_EQ(once.root.kind == QueryAst::Kind::kAll, blank) << text;
  }
}

TEST(QueryParser, SaysWhatAFieldLacks) {
  Check({
      {"title:", "title: ! 'title:' has nothing right behind it to look for"},
      {"标题：", "标题： ! '标题:' has nothing right behind it to look for"},
      {"title: graph", "(title graph)"},
      {"title:  graph nets", "(and (title graph) nets)"},
      {"lang: graph", "(and lang: graph) ! 'lang:' has nothing right behind it to look for"},
      {"graph author:\"\"", "graph ! 'author:' has nothing right behind it to look for"},
      {"title:()", "title:() ! 'title:' has nothing right behind it to look for"},
      {"note: graph", "(and note: graph)"},
      {"id://x", "id://x"},
  });
}

TEST(QueryParser, ReadsWhatIsNotToBeTranslated) {
  struct Row {
    const char* text;
    const char* tree;
    const char* untranslated;  ///< With blanks and bars between.
  };
  constexpr Row kRows[] = {
      {"推理 -translate:推理", "推理", "推理"},
      {"-translate:\"federated learning\" a -翻译：隐私", "a", "federated learning | 隐私"},
      {"-translate:推理", "(all)", "推理"},
      {"(a -translate:b) c", "(and a c)", "b"},
      {"-translate:\"open", "(all)", "open"},
      {"-translated:b", "(not translated:b)", ""},
      {"-title:translate", "(not (title translate))", ""},
  };
  for (const auto& [text, tree, untranslated] : kRows) {
    const ParsedQuery parsed = ParseQuery(text);
    std::string all;
    for (const std::string& one : parsed.untranslated) all += (all.empty() ? "" : " | ") + one;
    EXPECT_EQ(all, untranslated) << text;
    EXPECT_EQ(ToString(parsed.root), tree) << text;
  }
  EXPECT_EQ(Parsed("推理 -translate:"),
            "推理 ! '-translate:' has nothing right behind it to look for");
}

}  // namespace
}  // namespace dssearch
