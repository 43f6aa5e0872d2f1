#include "searcher/text/analyzer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "tests/text/analysis_to_string.h"

namespace dssearch::text {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view text;
  std::string_view expected;
};

std::string Tokens(std::string_view text) {
  Analyzer analyzer;
  return ToString(analyzer.Analyze(text));
}

void Check(std::initializer_list<Case> cases) {
  for (const auto& [text, expected] : cases) EXPECT_EQ(Tokens(text), expected) << "for " << text;
}

TEST(Analyzer, SplitsAtEveryChangeOfScript) {
  Check({
      {"使用BERT模型", "*使用 _使用 使~|用~|bert|*模型 _模型 模~|型~"},
      {"2024年", "2024|年"},
      {"在GSM8K上达到92.3%", "在|=gsm8k gsm~|8~|k~|_上达 上|*达到 _达到 达~|到~|=92.3 92|3"},
      {"第3章", "第|3|章"},
      {"中A文", "中|a|文"},
      {"基于BM25的检索", "*基于 _基于 基~|于~|=bm25 bm~|25~|_的检 的|*检索 _检索 检~|索~"},
      {"gpt4", "=gpt4 gpt~|4~"},
      {"5G", "=5g 5~|g~"},
      {"10µm", "=10μm 10~|μm~"},
      {"Привет, мир", "привет|мир"},
      {"한국어 문장", "한국어|문장"},
      {"Ελλάδα", "ελλαδα"},
      {"カタカナ", "*カタカナ _カタ カ~|_タカ タ~|_カナ カ~|ナ~"},
      {"٣٤ and 12", "٣٤|and|12"},
  });
}

TEST(Analyzer, FindsChineseWordsAndAllBigrams) {
  Check({
      {"强", "强"},
      {"强化", "*强化 _强化 强~|化~"},
      {"平方根", "*平方根 _平方 平~|_方根 方~|根~"},
      {"卷积神经网络", "_卷积 卷|_积神 积|*神经 _神经 神~|_经网 经~|*网络 _网络 网~|络~"},
      {"深度学习用于检索",
       "*深度 _深度 深~|_度学 度~|*学习 _学习 学~|_习用 习~|*用于 _用于 用~|_于检 于~|"
       "*检索 _检索 检~|索~"},
  });
}

TEST(Analyzer, KeepsCompoundsWithConnectors) {
  Check({
      {"GPT-4", "=gpt-4 +gpt4 gpt|4"},
      {"ＧＰＴ－４", "=gpt-4 +gpt4 gpt|4"},
      {"GPT\u20114", "=gpt-4 +gpt4 gpt|4"},  // A non-breaking hyphen.
      {"GPT\u22124", "=gpt-4 +gpt4 gpt|4"},  // A minus sign.
      {"GPT\u20144", "gpt|4"},               // A dash separates.
      {"DeepSeek-R1", "=deepseek-r1 +deepseekr1 deepseek|=r1 r~|1~"},
      {"o1-1217", "=o1-1217 +o11217 =o1 o~|1~|1217"},
      {"F1-score", "=f1-score +f1score =f1 f~|1~|score"},
      {"state-of-the-art", "=state-of-the-art +stateoftheart state|of|the|art"},
      {"don't", "=don't +dont don|t"},
      {"don’t", "=don't +dont don|t"},
      {"at&t", "=at&t +att at|t"},
      {"AT & T", "at|t"},
      {"max_len", "=max_len +maxlen max|len"},
      {"node.js", "=node.js +nodejs node|js"},
      {"U.S.A.", "=u.s.a +usa u|s|a"},
      {"e.g., this", "=e.g +eg e|g|this"},
      {"Qwen2.5-72B", "=qwen2.5-72b =qwen2 qwen~|2~|5|=72b 72~|b~"},
      {"a--b", "a|b"},
      {"a..b", "a|b"},
      {"-x-", "x"},
      {"'x'", "x"},
  });
}

TEST(Analyzer, ReadsNumbersAsTheyAreWritten) {
  Check({
      {"1,024 tokens", "=1,024 +1024 1|024|tokens"},
      {"1,234,567", "=1,234,567 +1234567 1|234|567"},
      {"1, 024", "1|024"},
      {"a,1", "a|1"},
      {"1,a", "1|a"},
      {"3.14", "=3.14 3|14"},
      {"9.11和9.9", "=9.11 9|11|和|=9.9 9|9"},
      {"v1.5", "=v1.5 =v1 v~|1~|5"},
      {"２０２４年", "2024|年"},
  });
}

TEST(Analyzer, KeepsTheSignsOfNames) {
  Check({
      {"C++ C# .NET", "=c++ c|=c# c|=.net net"},
      {"C++，C#。", "=c++ c|=c# c"},
      {"C++语言", "=c++ c|*语言 _语言 语~|言~"},
      {"C++11", "=c++ c|11"},
      {"C+++", "c"},
      {"a+b", "a|b"},
      {"c#x", "c|x"},
      {"(.NET)", "=.net net"},
      {"（.NET）", "=.net net"},
      {"ASP.NET", "=asp.net +aspnet asp|net"},
      {"The end. Next", "the|end|next"},
      {"...next", "next"},
      {"C++、C#、.NET与Node.js", "=c++ c|=c# c|=.net net|与|=node.js +nodejs node|js"},
      {"平台，.NET框架", "*平台 _平台 平~|台~|=.net net|*框架 _框架 框~|架~"},
      {"Java/.NET/C++", "java|=.net net|=c++ c"},
      {"《.NET》「.NET」[.NET] “.NET”;.NET", "=.net net|=.net net|=.net net|=.net net|=.net net"},
      {"end).Next 5%.Next", "end|next|5|next"},
  });
}

TEST(Analyzer, ReadsGreekLettersByTheirNames) {
  Check({
      {"α", "alpha"},
      {"\\alpha", "alpha"},
      {"$\\alpha$", "alpha"},
      {"$α$", "alpha"},
      {"$\\varepsilon$ $\\Delta$ Ω ϕ 𝛽", "epsilon|delta|omega|phi|beta"},
      {"α-divergence", "=alpha-divergence +alphadivergence alpha|divergence"},
      {"alpha-divergence", "=alpha-divergence +alphadivergence alpha|divergence"},
      {"\\alpha-divergence", "=alpha-divergence +alphadivergence alpha|divergence"},
      {"$\\alpha$-Divergences", "=alpha-divergences +alphadivergences alpha|divergences"},
      {"Beta-VAE", "=beta-vae +betavae beta|vae"},
      {"$\\beta$-VAE", "=beta-vae +betavae beta|vae"},
      {"TNF-α", "=tnf-alpha +tnfalpha tnf|alpha"},
      {"TNF-$\\alpha$", "=tnf-alpha +tnfalpha tnf|alpha"},
      {"TNFα", "=tnfalpha tnf~|alpha~"},
      {"γδ T", "=gammadelta gamma~|delta~|t"},
      {"Δx", "=deltax delta~|x~"},
      {"α粒子", "alpha|*粒子 _粒子 粒~|子~"},
      {"$\\alpha = 1$", "alpha|1"},
      {"β_1", "=beta_1 +beta1 beta|1"},
      // A unit is no word.
      {"10 μm", "10|μm"},
      {"$\\mu$m", "μm"},
      {"$μm$", "μm"},
      {"\\mu m", "mu|m"},
      {"$\\mu$Transfer", "=mutransfer mu~|transfer~"},
      {"μ-opioid", "=mu-opioid +muopioid mu|opioid"},
      // Words of Greek, and words with the name of a letter in them.
      {"Ελλάδα", "ελλαδα"},
      {"αβγ", "αβγ"},
      {"αя", "αя"},
      {"\\alphabet alphabets", "alphabet|alphabets"},
      {"$$ $ \\ α", "alpha"},
  });
}

TEST(Analyzer, ReadsTheWordsOfFormulasOnly) {
  Check({
      {"\\mathbf{x} \\leq y", "x|y"},
      {"3 \\times 3", "3|3"},
      {"3×3", "3|3"},
      {"a ≤ b → c", "a|b|c"},
      {"a≤b", "a|b"},
      {"90°", "90"},
      {"\\textbf{Deep} learning", "deep|learning"},
      {"O(\\log n)", "o|log|n"},
      {"CO₂", "=co2 co~|2~"},
      {"CO$_2$", "co|2"},
      {"10^{-3}", "10|3"},
      {"$L_1$", "=l_1 +l1 l|1"},
      {"$\\ell_1$-norm", "=l_1-norm +l1norm l|1|norm"},
      {"ℓ1", "=l1 l~|1~"},
      {"$k$-means", "=k-means +kmeans k|means"},
      {"top-$k$ of", "=top-k +topk top|k|of"},
      {"$5-10$", "=5-10 +510 5|10"},
      {"US-$5", "us|5"},
  });
}

TEST(Analyzer, JoinsWordsAtTheEndsOfLines) {
  Check({
      {"Analy-\nsis", "=analy-sis +analysis analy~|sis~"},
      {"Analy-\r\n  sis", "=analy-sis +analysis analy~|sis~"},
      {"Analy\u2010\nsis", "=analy-sis +analysis analy~|sis~"},
      {"Analy- sis", "=analy-sis +analysis analy~|sis~"},
      {"state-of-the-\nart", "=state-of-the-art +stateoftheart state|of|the~|art~"},
      {"state-of-\nthe-art", "=state-of-the-art +stateoftheart state|of~|the~|art"},
      {"GPT-\n4", "=gpt-4 +gpt4 gpt~|4~"},
      {"β-\nVAE", "=beta-vae +betavae beta~|vae~"},
      {"强\n化", "*强化 _强化 强~|化~"},
      {"强\r\n化", "*强化 _强化 强~|化~"},
      {"平\n方\n根", "*平方根 _平方 平~|_方根 方~|根~"},
      // What is no end of a line inside a word.
      {"pre-\nand post", "pre|and|post"},
      {"pre- and post", "pre|and|post"},
      {"Learning- a survey", "learning|a|survey"},
      {"Analy-\n\nsis", "analy|sis"},
      {"- sis", "sis"},
      {"a -\nb", "a|b"},
      {"Analy\nsis", "analy|sis"},
      {"强\n\n化", "强|化"},
      {"强\nx", "强|x"},
      {"强-\n化", "强||化"},
      {"x-\n", "x"},
  });
}

TEST(Analyzer, KeepsALeadingDotAfterWhatOpensAName) {
  Check(
      {{"x .net", "x|=.net net"}, {"x\u3000.net", "x|=.net net"}, {"é.net", "=e.net +enet e|net"}});
  // The last byte of 堠 is A0, which alone would be a blank.
  EXPECT_EQ(Tokens("堠.net"), "堠" + Tokens("中.net").substr(std::string_view("中").size()));
}

TEST(Analyzer, KeepsIdentifiersWhole) {
  Check({
      {"arXiv:2301.12345v2", "arxiv|=2301.12345v2 =2301.12345 2301|=12345v2 12345~|v~|2~"},
      {"2301.12345", "=2301.12345 2301|12345"},
      {"0704.0001v11", "=0704.0001v11 =0704.0001 0704|=0001v11 0001~|v~|11~"},
      {"hep-th/9901001", "=hep-th/9901001 hep|th|9901001"},
      {"math.GT/0309136", "=math.gt/0309136 math|gt|0309136"},
      {"and/or", "and|or"},
      {"see doi 10.1145/3292500.3330701.",
       "see|doi|=10.1145/3292500.3330701 10|1145|3292500|3330701"},
      {"(10.1145/3292500.3330701)", "=10.1145/3292500.3330701 10|1145|3292500|3330701"},
      {"https://doi.org/10.1145/3292500.3330701;",
       "https|=doi.org +doiorg doi|org|=10.1145/3292500.3330701 10|1145|3292500|3330701"},
      {"见10.1145/3292500.3330701。", "见|=10.1145/3292500.3330701 10|1145|3292500|3330701"},
      {"10.1000/A(1)B", "=10.1000/a(1)b 10|1000|a|1|b"},
      {"10.1145/", "=10.1145 10|1145"},
      {"10.12/34", "=10.12 10|12|34"},  // Registrants have at least four digits.
  });
}

TEST(Analyzer, TokenizesAllSpellingsOfAWordAlike) {
  constexpr Case kCases[] = {
      {"Schrödinger", "schrodinger"},
      {"Schro\u0308dinger", "schrodinger"},
      {"SCHRODINGER", "schrodinger"},
      {"強化學習", "*强化 _强化 强~|_化学 化~|*学习 _学习 学~|习~"},
      {"强化学习", "*强化 _强化 强~|_化学 化~|*学习 _学习 学~|习~"},
      {"軟體", "*软体 _软体 软~|体~"},
      {"soft\u00ADware", "software"},
      {"强\u200B化", "*强化 _强化 强~|化~"},
      {"强\uFEFF化", "*强化 _强化 强~|化~"},
      {"ﬁne", "fine"},
      {"Straße", "strasse"},
      {"Łódź", "lodz"},
      {"İstanbul", "istanbul"},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(Tokens(text), expected) << text;
}

TEST(Analyzer, LeavesAPositionFreeBetweenRunsWithPunctuation) {
  Check({
      {"强化，学习", "*强化 _强化 强~|化~||*学习 _学习 学~|习~"},
      {"强，，化", "强||化"},
      {"强， 化", "强||化"},
      {"强（化）学", "强||化||学"},
      {"强 化", "强|化"},
      {"强\u3000化", "强|化"},
      {"强\xFF化", "强||化"},
      {"，强", "强"},
      {"a，强", "a|强"},
  });
}

TEST(Analyzer, HasNoPositionAfterTheLastToken) {
  Check({{"强", "强"}, {"强化。", "*强化 _强化 强~|化~"}, {"强，", "强"}, {"a.", "a"}});
}

TEST(Analyzer, TakesAnyBytes) {
  Check({
      {"", ""},
      {" \t\r\n", ""},
      {"，。！", ""},
      {"\0"sv, ""},
      {"a\0b"sv, "a|b"},
      {"\xED\xA0\x80"sv, ""},
      {"a\xED\xA0\x80"
       "b"sv,
       "a|b"},
      {"\xE5\xBC"sv, ""},
      {"a\xFF"sv, "a"},
      {"\u0301", ""},
      {"\u00AD\u200B", ""},
      {"\u0301a", "a"},
      {"😀", ""},
  });
}

std::string Times(std::size_t n, std::string_view pattern) {
  std::string out;
  for (; n > 0; --n) out += pattern;
  return out;
}

TEST(Analyzer, TruncatesLongWordsBetweenCodePoints) {
  const struct {
    std::string text;
    std::string expected;
  } cases[] = {
      {Times(64, "a"), Times(64, "a")},
      {Times(65, "a"), Times(64, "a")},
      {Times(1 << 20, "a"), Times(64, "a")},
      {Times(1 << 20, "7"), Times(64, "7")},
      {Times(40, "ω"), Times(32, "ω")},
      {Times(40, "한"), Times(21, "한")},
      {Times(40, "a") + " " + Times(80, "b"), Times(40, "a") + "|" + Times(64, "b")},
      {Times(32, "a") + "-" + Times(31, "b"), "=" + Times(32, "a") + "-" + Times(31, "b") + " +" +
                                                  Times(32, "a") + Times(31, "b") + " " +
                                                  Times(32, "a") + "|" + Times(31, "b")},
      {"10.1000/" + Times(150, "x"), "=10.1000/" + Times(150, "x") + " 10|1000|" + Times(64, "x")},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(Tokens(text), expected);
}

TEST(Analyzer, TakesAMegabyteOfAnything) {
  struct Row {
    std::string_view pattern;
    std::size_t tokens_per_pattern;  // Subwords and characters.
  };
  for (const auto& [pattern, tokens_per_pattern] :
       {Row{"学", 1},    {"学，", 1}, {"强化", 2},   {"カ", 1},   {"ก", 1},    {"a ", 1},
        {"a-", 1},       {"a1", 2},   {"a.", 1},     {"1,", 1},   {"C++ ", 1}, {"10.1145/a ", 3},
        {"10.1145/", 2}, {"\xFF", 0}, {"\u0301", 0}, {"+", 0},    {"$", 0},    {"\\", 0},
        {"\\alpha ", 1}, {"$α$", 1},  {"a-\n", 1},   {"学\n", 1}, {".", 0},    {"\0"sv, 0}}) {
    const std::size_t repeats = (1 << 20) / pattern.size();
    const std::string text = Times(repeats, pattern);
    Analyzer analyzer;
    const Analysis analysis = analyzer.Analyze(text);
    const auto carried =
        std::count_if(analysis.tokens().begin(), analysis.tokens().end(), [](const Token& token) {
          return token.kind == TokenKind::kSubword || token.kind == TokenKind::kCharacter;
        });
    EXPECT_EQ(static_cast<std::size_t>(carried), repeats * tokens_per_pattern) << pattern;
  }
}

TEST(Analyzer, ScoresThePartsOfWhatIsTooLongForAToken) {
  // Each token that does not score lies in a longer one that does.
  const auto unscored = [](std::string_view text) {
    Analyzer analyzer;
    const Analysis analysis = analyzer.Analyze(text);
    std::string out;
    for (const Token& token : analysis.tokens()) {
      const bool repeated = std::any_of(
          analysis.tokens().begin(), analysis.tokens().end(), [&token](const Token& other) {
            return other.scores && other.folded_begin <= token.folded_begin &&
                   other.folded_end >= token.folded_end;
          });
      if (!repeated) out += std::string(analysis.Text(token)) + ' ';
    }
    return out;
  };
  EXPECT_EQ(unscored("GSM8K强化学习用GPT-4"), "");
  EXPECT_EQ(unscored(Times(30, "カ")), "");
  EXPECT_EQ(unscored(Times(32, "a1")), "");
  EXPECT_EQ(unscored(Times(33, "a1")), "");
}

TEST(Analyzer, StemsEnglishWords) {
  Analyzer analyzer;
  const auto stems = [&analyzer](std::string_view text) {
    const Analysis analysis = analyzer.Analyze(text);
    std::string out;
    for (const Token& token : analysis.tokens()) {
      if (!token.stemmable) continue;
      if (!out.empty()) out += ' ';
      out += std::string(analysis.Text(token)) + '>';
      out += analyzer.Stem(analysis.Text(token));
    }
    return out;
  };
  constexpr Case kCases[] = {
      {"optimization, optimizing", "optimization>optim optimizing>optim"},
      {"Learning learned", "learning>learn learned>learn"},
      {"fine-tuning", "finetuning>finetun fine>fine tuning>tune"},
      {"naïve", "naive>naiv"},
      {"GPT-4", "gpt>gpt"},
      {"GSM8K", "gsm>gsm k>k"},
      {"2024", ""},
      {"强化学习", ""},
      {"обучение", ""},
      {"", ""},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(stems(text), expected) << text;
}

TEST(Analyzer, StemsMoreWordsThanItCaches) {
  Analyzer analyzer;
  for (int i = 0; i < 70'000; ++i) {
    std::string word = "w";
    for (int rest = i; rest > 0; rest /= 26) word += static_cast<char>('a' + rest % 26);
    analyzer.Stem(word + "ing");
    ASSERT_EQ(analyzer.Stem("learning"), "learn");
  }
}

TEST(Analyzer, FoldsWholeTextsForComparison) {
  constexpr Case kCases[] = {
      {"", ""},
      {"  ", ""},
      {" Reinforcement Learning\n", "reinforcement learning"},
      {"\r\na\r\n", "a"},
      {"　數學推理　", "数学推理"},
      {"ＭＡＴＨ", "math"},
      {"a  b", "a  b"},
      {"\u00A0a\u2003", "a"},
      {"\u200B", ""},
  };
  Analyzer analyzer;
  for (const auto& [text, expected] : kCases) EXPECT_EQ(analyzer.Fold(text), expected) << text;
}

TEST(Analyzer, IdentifiesItsRulesAndLibraries) {
  std::string id;  // It has N for each number.
  for (const char c : Analyzer::Id()) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit || !id.ends_with('N')) id += digit ? 'N' : c;
  }
  EXPECT_EQ(id, "rules N, ICU N.N, Snowball english");
}

}  // namespace
}  // namespace dssearch::text
