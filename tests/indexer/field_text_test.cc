// What stands in the fields of records: names, dates, markup, TeX.

#include "indexer/fields/field_text.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "indexer/fields/author_names.h"
#include "indexer/fields/date_forms.h"
#include "indexer/fields/markup.h"
#include "indexer/formats/tex_text.h"

namespace dssearch::indexer {
namespace {

struct Case {
  std::string_view text;
  std::string_view expected;
};

std::string Names(std::string_view text) {
  std::string out;
  for (const std::string& name : NamesOf(text)) out += "[" + name + "]";
  return out;
}

TEST(AuthorNames, AreFoundInAText) {
  constexpr Case kCases[] = {
      {"", ""},
      {" , ; ", ""},
      {"Plato", "[Plato]"},
      {"A. Author, B. Other and C. Third", "[A. Author][B. Other][C. Third]"},
      {"A. Author, B. Other, and C. Third", "[A. Author][B. Other][C. Third]"},
      {"A. Author and B. Other", "[A. Author][B. Other]"},
      {"A. Author & B. Other", "[A. Author][B. Other]"},
      {"Zhihong Shao, Peiyi Wang", "[Zhihong Shao][Peiyi Wang]"},
      // One word before a comma is a family name.
      {"Shao, Zhihong", "[Zhihong Shao]"},
      {"Shao, Zhihong and Wang, Peiyi", "[Zhihong Shao][Peiyi Wang]"},
      {"Shao, Zhihong; Wang, Peiyi", "[Zhihong Shao][Peiyi Wang]"},
      {"de la Cruz, Ana; van der Berg, Jan", "[Ana de la Cruz][Jan van der Berg]"},
      {"de la Cruz, Ana", "[Ana de la Cruz]"},
      {"Kessler Jr., T. N.", "[T. N. Kessler Jr.]"},
      // Initials, behind commas or not.
      {"Smith, J.K., Doe, A.-B., Poe, Yu.", "[J.K. Smith][A.-B. Doe][Yu. Poe]"},
      {"García López, M.", "[M. García López]"},
      {"Smith J.; van den Doe A.B.", "[J. Smith][A.B. van den Doe]"},
      {"Smith J.K., Doe A. B.", "[J.K. Smith][A. B. Doe]"},
      {"Smith JK, Doe A, van den Berg C.", "[Smith JK][Doe A][van den Berg C]"},
      {"J Smith, A Doe, ...", "[J Smith][A Doe]"},
      {"J. K. Smith, A. Doe Jr.", "[J. K. Smith][A. Doe Jr.]"},
      {"Open Library, Inc.", "[Open Library, Inc.]"},
      {"Institute for Reading and Writing", "[Institute for Reading and Writing]"},
      {"Shao, Zhihong and others", "[Zhihong Shao]"},
      {"A. Author, B. Other et al.", "[A. Author][B. Other]"},
      {"Author, A. et al", "[A. Author]"},
      {"张三, 李四, 等", "[张三][李四]"},
      {"张三；李四等", "[张三][李四]"},
      {"A. Author, B. Other, et al.", "[A. Author][B. Other]"},
      {"Martin King, Jr., Ann Other", "[Martin King Jr.][Ann Other]"},
      {"King, Martin, Jr.", "[Martin King Jr.]"},
      {"King, Jr., Martin", "[Martin King Jr.]"},
      {"Sandy Anderson", "[Sandy Anderson]"},
      {"A. Author (1), B. Other (2) ((1) X, Y, (2) Z)", "[A. Author][B. Other]"},
      {"A. Author (1, B. Other", "[A. Author (1][B. Other]"},
      {"A.\nAuthor and\nB. Other", "[A.\nAuthor][B. Other]"},
      {"张三, 李四", "[张三][李四]"},
      {"张三；李四；王五", "[张三][李四][王五]"},
      {"张三、李四，王五;赵六;", "[张三][李四][王五][赵六]"},
      {"张, 三", "[张三]"},
      {"张三 and 李四", "[张三][李四]"},
      // A second name in brackets is none of an affiliation.
      {"Mei-Mei Li (李梅梅), Karl Maier (2)", "[Mei-Mei Li (李梅梅)][Karl Maier]"},
      {"李梅梅(Li Meimei);王五 (Wang Wu)", "[李梅梅(Li Meimei)][王五 (Wang Wu)]"},
      {"Li Ming (清华), Wu Wei (北京大学)", "[Li Ming][Wu Wei]"},
      {"张三 (Shanghai)", "[张三]"},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(Names(text), expected) << text;
}

TEST(AuthorNames, AreInTwoLanguages) {
  constexpr Case kCases[] = {
      {"Mei-Mei Li (李梅梅)", "李梅梅 = Mei-Mei Li"},
      {"李梅梅（Li Meimei）", "李梅梅 = Li Meimei"},
      {"李梅梅(Li, Meimei)", "李梅梅 = Meimei Li"},
      {"Andrew Q. Smith (吳恩)", "吳恩 = Andrew Q. Smith"},
      {"Mei-Mei Li", ""},
      {"李梅梅", ""},
      {"Li Ming (清华)", ""},
      {"Li Ming (清华大学)", ""},
      {"张三 (Shanghai)", ""},
      {"张三 (李四)", ""},
      {"(李四)", ""},
      {"张三 (Zhang San", ""},
      {"()", ""},
      {"", ""},
  };
  for (const auto& [text, expected] : kCases) {
    const std::optional<TwoNames> names = TwoNamesOf(text);
    EXPECT_EQ(names ? names->zh + " = " + names->en : "", expected) << text;
  }
}

TEST(AuthorNames, AreTurnedToSpokenOrder) {
  constexpr Case kCases[] = {
      {"Shao, Zhihong", "Zhihong Shao"},
      {"van der Berg, Jan", "Jan van der Berg"},
      {"King, Jr., Martin", "Martin King Jr."},
      {"King, Martin, III", "Martin King III"},
      {"King, Jr.", "King Jr."},
      {"张, 三", "张三"},
      {"Open Library, Inc.", "Open Library, Inc."},
      {"Zhihong Shao", "Zhihong Shao"},
      {"a, b, c, d", "a, b, c, d"},
      {" , ", ""},
      {"Plato,", "Plato"},
      {"", ""},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(SpokenName(text), expected) << text;
}

TEST(DateForms, AreTheSameDate) {
  constexpr Case kCases[] = {
      {"2024", "2024"},
      {"2024-02", "2024-02"},
      {" 2024-02-05 ", "2024-02-05"},
      {"2024/2/5", "2024-02-05"},
      {"2024/02//", "2024-02"},
      {"2024/02/05/spring", "2024-02-05"},
      {"2024///", "2024"},
      {"2024-00-00", "2024"},
      {"2024-3-0", "2024-03"},
      {"2024.02", "2024-02"},
      {"20240205", "2024-02-05"},
      {"2024-02-05T08:00:00Z", "2024-02-05"},
      {"2024-02-05 08:00:00.0", "2024-02-05"},
      {"2024年2月5日", "2024-02-05"},
      {"2024年", "2024"},
      {"5 February 2024", "2024-02-05"},
      {"February 5, 2024", "2024-02-05"},
      {"Feb. 2024", "2024-02"},
      {"Sept 2024", "2024-09"},
      {"2024 Feb 5", "2024-02-05"},
      {"Mon, 2 Apr 2007 19:18:42 GMT", "2007-04-02"},
      {"2024-02-30", ""},
      {"2024-13", ""},
      {"20241301", ""},
      {"Spring 2024", ""},
      {"31 February 2024", ""},
      {"soon", ""},
      {"24", ""},
      {"2024x", ""},
      {"in press", ""},
      {"", ""},
  };
  for (const auto& [text, expected] : kCases)
    EXPECT_EQ(DateIn(text).value_or(""), expected) << text;
}

TEST(Markup, BecomesText) {
  constexpr Case kCases[] = {
      {"", ""},
      {"plain", "plain"},
      {"<i>a</i> <B>b</B> H<sub>2</sub>O", "a b H2O"},
      {"<p>one</p><p>two</p>", "one\ntwo\n"},
      {"one<br/>two<br>three", "one\ntwo\nthree"},
      {"<jats:title>Abstract</jats:title><jats:p>Text</jats:p>", "Abstract\nText\n"},
      {"<jats:italic toggle=\"yes\">E. coli</jats:italic>", "E. coli"},
      {"<mml:math><mml:mi>x</mml:mi></mml:math>", "x"},
      {"<a href=\"http://x/?a=1&amp;b\">link</a>", "link"},
      {"a<!-- note -->b", "ab"},
      {"<正>知识图谱", "知识图谱"},
      {"&amp; &lt; &gt; &quot; &#946; &#x3B2; &beta; &eacute; &ldquo;", "& < > \" β β β é “"},
      // As it is: what no one would take for a tag or a character.
      {"a < b and c > d", "a < b and c > d"},
      {"a<b and c>d", "a<b and c>d"},
      {"x <b and c> y", "x <b and c> y"},
      {"p<a>q", "p<a>q"},
      {"O(n<m)", "O(n<m)"},
      {"<bogus>text</bogus>", "<bogus>text</bogus>"},
      {"vector<int> and <EOS>", "vector<int> and <EOS>"},
      {"AT&T, R&D; Q&A", "AT&T, R&D; Q&A"},
      {"&bogus; &; &#; &amp", "&bogus; &; &#; &amp"},
      {"$x_{i} < y \\& \\alpha$ \\emph{z}", "$x_{i} < y \\& \\alpha$ \\emph{z}"},
      {"<", "<"},
      {"</", "</"},
      {"&", "&"},
      // Once, so that what was escaped stays what it says.
      {"&amp;lt;i&amp;gt;", "&lt;i&gt;"},
      {"&lt;i&gt;x&lt;/i&gt;", "<i>x</i>"},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(WithoutMarkup(text), expected) << text;
}

TEST(Summary, LosesItsHeading) {
  constexpr Case kCases[] = {
      {"Abstract\nWe read.", "We read."},
      {"ABSTRACT:\n  We read.", "We read."},
      {"Summary: We read.", "We read."},
      {"[Abstract] We read.", "We read."},
      {"【摘要】本文研究河流。", "本文研究河流。"},
      {"摘要：本文研究河流。", "本文研究河流。"},
      {"摘要\n本文研究河流。", "本文研究河流。"},
      {"Abstract", "Abstract"},
      {"Abstract interpretation finds bugs.", "Abstract interpretation finds bugs."},
      {"Summaries: a study.", "Summaries: a study."},
      {"摘要生成是一项任务。", "摘要生成是一项任务。"},
      {"", ""},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(WithoutHeading(text), expected) << text;
}

TEST(Markup, TakesTimeInProportion) {
  std::string text;
  for (int i = 0; i < 300'000; ++i) text += "<b>";
  EXPECT_EQ(WithoutMarkup(text), text);
  EXPECT_EQ(WithoutMarkup(text + "</b>"), "");
}

TEST(TexText, BecomesText) {
  constexpr Case kCases[] = {
      {"", ""},
      {"{BERT} for {T}ext", "BERT for Text"},
      {"M{\\\"u}ller, J\\\"{o}rg, Erd\\H{o}s", "Müller, Jörg, Erdős"},
      {"\\'Ecole \\c{c}a \\c ca \\v{S} \\~n \\'{\\i}", "École ça ça Š ñ í"},
      {"Stra{\\ss}e, {\\O}rsted, \\l odz, \\aa", "Straße, Ørsted, łodz, å"},
      {"50\\% \\& more\\_or\\#less \\$5", "50% & more_or#less $5"},
      {"A.~Author", "A. Author"},
      {"of $O(n^{2})$ and $$x~y$$", "of $O(n^{2})$ and $$x~y$$"},
      {"5 $ and {no} more", "5 $ and no more"},
      {"\\emph{very} \\textbf{x {\\it y}}", "very x y"},
      {"\\DJ or\\dj e, \\OHORN\\uhorn, \\t{oo}", "Đorđe, Ơư, o͡o"},
      {"\\a'e\\a`e\\a=e, \\~{\\^e}, \\'{\\^{o}}, \\h{a}", "éèē, ễ, ố, ả"},
      {"{\\textendash} \\textemdash{} 1--2 --- 3-4", "– — 1–2 — 3-4"},
      {"``a'' `b' \\textquotedblleft c\\textquotedblright", "“a” ‘b' “c”"},
      {"H\\textsubscript{2}O, 10\\textsuperscript{th}", "H2O, 10th"},
      {"\\href{http://x/}{shown} \\url{http://x/a_b~c}", "shown http://x/a_b~c"},
      {"\\enquote{a} \\footnote{b}c", "“a” c"},
      {"\\char65\\char\"42\\symbol{67}{\\char123}", "ABC{"},
      {"\\textbraceleft{}\\textbackslash{}\\textasciitilde{}", "{\\~"},
      {"a\n  b\n\n c\n", "a b\nc"},
      {"中\n  文\na", "中文 a"},
      // Mathematics, and commands that are not known, stay as they are.
      {"\\ensuremath{x_{1}} \\(y~z\\) \\begin{math}a--b\\end{math}",
       "$x_{1}$ \\(y~z\\) \\begin{math}a--b\\end{math}"},
      {"$a \\$ b--c$", "$a \\$ b--c$"},
      {"\\foo{a {b}} \\alpha{} -", "\\foo{a {b}} \\alpha{} -"},
      {"\\emph", "\\emph"},
      {"\\char999999999 \\begin{x", "\\char999999999 \\beginx"},
      {"强化{学习}", "强化学习"},
      {"\\", "\\"},
      {"\\\"", "\\\""},
      {"\\\"{", "\\\"{"},
      {"\\v", "\\v"},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(TextOfTex(text), expected) << text;
}

}  // namespace
}  // namespace dssearch::indexer
