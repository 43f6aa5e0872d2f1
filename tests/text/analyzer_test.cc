#include "searcher/text/analyzer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/text/code_points.h"

namespace dssearch::text {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view text;
  std::string_view expected;
};

// The tokens in order; '|' goes to the next position. =compound, +joined,
// *word, _bigram, and plain atoms and characters; '~' after what does not count.
std::string ToString(const Analysis& analysis) {
  std::string out;
  std::uint32_t position = 0;
  for (const Token& token : analysis.tokens()) {
    if (!out.empty() && token.position == position) out += ' ';
    for (; position < token.position; ++position) out += '|';
    constexpr std::string_view kMarks[] = {"", "", "=", "+", "*", "_"};
    out += kMarks[static_cast<std::size_t>(token.kind)];
    out += analysis.Text(token);
    if (!token.scores) out += '~';
  }
  for (; position + 1 < analysis.positions(); ++position) out += '|';
  return out;
}

std::string Cut(std::string_view text) {
  Analyzer analyzer;
  return ToString(analyzer.Analyze(text));
}

void Check(std::initializer_list<Case> cases) {
  for (const auto& [text, expected] : cases) EXPECT_EQ(Cut(text), expected) << "for " << text;
}

TEST(Analyzer, CutsAtEveryChangeOfScript) {
  Check({
      {"使用BERT模型", "*使用 _使用 使~|用~|bert|*模型 _模型 模~|型~"},
      {"2024年", "2024|年"},
      {"在GSM8K上达到92.3%", "在|=gsm8k gsm~|8~|k~|_上达 上|*达到 _达到 达~|到~|=92.3 92|3"},
      {"第3章", "第|3|章"},
      {"中A文", "中|a|文"},
      {"基于BM25的检索", "*基于 _基于 基~|于~|=bm25 bm~|25~|_的检 的|*检索 _检索 检~|索~"},
      {"gpt4", "=gpt4 gpt~|4~"},
      {"5G", "=5g 5~|g~"},
      {"10µm", "=10μm 10~|μ~|m~"},
      {"Привет, мир", "привет|мир"},
      {"한국어 문장", "한국어|문장"},
      {"Ελλάδα", "ελλαδα"},
      {"カタカナ", "*カタカナ _カタ カ~|_タカ タ~|_カナ カ~|ナ~"},
      {"٣٤ and 12", "٣٤|and|12"},
  });
}

TEST(Analyzer, FindsChineseWordsAndEveryPairOfNeighbours) {
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

TEST(Analyzer, KeepsTogetherWhatHyphensAndTheLikeTie) {
  Check({
      {"GPT-4", "=gpt-4 +gpt4 gpt|4"},
      {"ＧＰＴ－４", "=gpt-4 +gpt4 gpt|4"},
      {"GPT\u20114", "=gpt-4 +gpt4 gpt|4"},  // A hyphen that does not break.
      {"GPT\u22124", "=gpt-4 +gpt4 gpt|4"},  // A minus sign.
      {"GPT\u20144", "gpt|4"},               // A dash parts.
      {"DeepSeek-R1", "=deepseek-r1 +deepseekr1 deepseek|=r1 r~|1~"},
      {"o1-1217", "=o1-1217 +o11217 =o1 o~|1~|1217"},
      {"F1-score", "=f1-score +f1score =f1 f~|1~|score"},
      {"state-of-the-art", "=state-of-the-art +stateoftheart state|of|the|art"},
      {"$\\alpha$-divergence", "alpha|divergence"},
      {"α-divergence", "=α-divergence +αdivergence α|divergence"},
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

TEST(Analyzer, KeepsTheSignsThatBelongToNames) {
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
  });
}

TEST(Analyzer, TakesADotForPartOfANameOnlyAfterABlank) {
  Check(
      {{"x .net", "x|=.net net"}, {"x\u3000.net", "x|=.net net"}, {"é.net", "=e.net +enet e|net"}});
  // 堠 differs from 中 in nothing but its bytes; the last of them is A0.
  EXPECT_EQ(Cut("堠.net"), "堠" + Cut("中.net").substr(std::string_view("中").size()));
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
      {"10.12/34", "=10.12 10|12|34"},  // A registrant has four digits or more.
  });
}

TEST(Analyzer, CutsAllSpellingsOfAWordAlike) {
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
  for (const auto& [text, expected] : kCases) EXPECT_EQ(Cut(text), expected) << text;
}

TEST(Analyzer, LeavesAPositionFreeBetweenRunsThatPunctuationParts) {
  Check({
      {"强化，学习", "*强化 _强化 强~|化~||*学习 _学习 学~|习~"},
      {"强，，化", "强||化"},
      {"强， 化", "强||化"},
      {"强（化）学", "强||化||学"},
      {"强 化", "强|化"},
      {"强\n化", "强|化"},
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

std::string Times(std::size_t n, std::string_view piece) {
  std::string out;
  for (; n > 0; --n) out += piece;
  return out;
}

TEST(Analyzer, CutsLongWordsBetweenCodePoints) {
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
  for (const auto& [text, expected] : cases) EXPECT_EQ(Cut(text), expected);
}

TEST(Analyzer, TakesAMegabyteOfAnything) {
  struct Row {
    std::string_view piece;
    std::size_t tokens_a_piece;  // Atoms and characters.
  };
  for (const auto& [piece, tokens_a_piece] : {Row{"学", 1},
                                              {"学，", 1},
                                              {"强化", 2},
                                              {"カ", 1},
                                              {"ก", 1},
                                              {"a ", 1},
                                              {"a-", 1},
                                              {"a1", 2},
                                              {"a.", 1},
                                              {"1,", 1},
                                              {"C++ ", 1},
                                              {"10.1145/a ", 3},
                                              {"10.1145/", 2},
                                              {"\xFF", 0},
                                              {"\u0301", 0},
                                              {"+", 0},
                                              {".", 0},
                                              {"\0"sv, 0}}) {
    const std::size_t pieces = (1 << 20) / piece.size();
    const std::string text = Times(pieces, piece);
    Analyzer analyzer;
    const Analysis analysis = analyzer.Analyze(text);
    const auto carried =
        std::count_if(analysis.tokens().begin(), analysis.tokens().end(), [](const Token& token) {
          return token.kind == TokenKind::kSubword || token.kind == TokenKind::kCharacter;
        });
    EXPECT_EQ(static_cast<std::size_t>(carried), pieces * tokens_a_piece) << piece;
  }
}

TEST(Analyzer, CountsWhatIsTooLongToBeOneToken) {
  // Each atom that does not count stands in a longer token that does.
  const auto uncounted = [](std::string_view text) {
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
  EXPECT_EQ(uncounted("GSM8K强化学习用GPT-4"), "");
  EXPECT_EQ(uncounted(Times(30, "カ")), "");
  EXPECT_EQ(uncounted(Times(32, "a1")), "");
  EXPECT_EQ(uncounted(Times(33, "a1")), "");
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

TEST(Analyzer, RemembersNoMoreStemsThanItShould) {
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

TEST(Analyzer, NamesEverythingThatDecidesHowTextIsCut) {
  std::string id;  // With N for each number.
  for (const char c : Analyzer::Id()) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit || !id.ends_with('N')) id += digit ? 'N' : c;
  }
  EXPECT_EQ(id, "rules N, ICU N.N, Snowball english");
}

TEST(Analysis, IsAValueOfItsOwn) {
  Analysis copy;
  EXPECT_EQ(ToString(copy), "");
  EXPECT_EQ(copy.positions(), 0U);
  {
    Analyzer analyzer;
    std::string text = "GPT-4模型";
    const Analysis analysis = analyzer.Analyze(text);
    copy = analysis;
    text.assign(text.size(), 'x');
    analyzer.Analyze("something else");
  }
  EXPECT_EQ(ToString(copy), "=gpt-4 +gpt4 gpt|4|*模型 _模型 模~|型~");
  EXPECT_EQ(copy.folded(), "gpt-4模型");
  EXPECT_EQ(copy.positions(), 4U);
}

TEST(Analysis, KnowsWhereATokenStandsInTheOriginal) {
  const auto places = [](std::string_view text) {
    Analyzer analyzer;
    const Analysis analysis = analyzer.Analyze(text);
    std::string out;
    for (const Token& token : analysis.tokens()) {
      const Span span = analysis.Original(token);
      if (!out.empty()) out += ' ';
      out += std::string(analysis.Text(token)) + '=';
      out += text.substr(span.begin, span.end - span.begin);
    }
    return out;
  };
  constexpr Case kCases[] = {
      {"用 GPT-4 。", "用=用 gpt-4=GPT-4 gpt4=GPT-4 gpt=GPT 4=4"},
      {"ＧＰＴ－４", "gpt-4=ＧＰＴ－４ gpt4=ＧＰＴ－４ gpt=ＧＰＴ 4=４"},
      {"強化", "强化=強化 强化=強化 强=強 化=化"},
      {"强\u200B化", "强化=强\u200B化 强化=强\u200B化 强=强\u200B 化=化"},
      {"Schro\u0308dinger!", "schrodinger=Schro\u0308dinger"},
      {"a\xFF"
       "b",
       "a=a b=b"},
      {"(C++)", "c++=C++ c=C"},
      {"don’t.", "don't=don’t dont=don’t don=don t=t"},
      {"10.1145/AB.", "10.1145/ab=10.1145/AB 10=10 1145=1145 ab=AB"},
      {"½", "1=½ 2=½"},
      {"Straße", "strasse=Straße"},
      // One character that folds to several, of as many bytes.
      {"25℃", "25=25 c=℃"},
      {"⑴", "1=⑴"},
      {"x…y", "x=x y=y"},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(places(text), expected) << text;
}

// Offsets where a code point begins, and the end.
std::vector<std::size_t> Boundaries(std::string_view text) {
  std::vector<std::size_t> boundaries;
  for (std::size_t i = 0; i < text.size();) {
    boundaries.push_back(i);
    Next(text, i);
  }
  boundaries.push_back(text.size());
  return boundaries;
}

bool IsCarrier(const Token& token) {
  return token.kind == TokenKind::kSubword || token.kind == TokenKind::kCharacter;
}

// What analyzer.h says of every Analysis.
void CheckInvariants(std::string_view text, const Analysis& analysis) {
  const std::vector<std::size_t> originals = Boundaries(text);
  const std::vector<std::size_t> foldeds = Boundaries(analysis.folded());
  const auto on = [](const std::vector<std::size_t>& boundaries, std::size_t i) {
    return std::binary_search(boundaries.begin(), boundaries.end(), i);
  };
  std::vector<Token> carriers;
  const Token* previous = nullptr;
  Span before;
  for (const Token& token : analysis.tokens()) {
    ASSERT_LT(token.folded_begin, token.folded_end);
    ASSERT_LE(token.folded_end, analysis.folded().size());
    ASSERT_TRUE(on(foldeds, token.folded_begin) && on(foldeds, token.folded_end));
    const Span span = analysis.Original(token);
    ASSERT_LT(span.begin, span.end);
    ASSERT_LE(span.end, text.size());
    ASSERT_TRUE(on(originals, span.begin) && on(originals, span.end));

    // By where they begin; a longer token before the parts of it.
    if (previous != nullptr) {
      ASSERT_LE(previous->folded_begin, token.folded_begin);
      if (previous->folded_begin == token.folded_begin) {
        ASSERT_GE(previous->folded_end, token.folded_end);
      }
      ASSERT_LE(before.begin, span.begin);
    }
    previous = &token;
    before = span;

    const std::string_view stands =
        std::string_view(analysis.folded())
            .substr(token.folded_begin, token.folded_end - token.folded_begin);
    if (token.kind == TokenKind::kSubword) {
      ASSERT_EQ(analysis.Text(token), CutToBytes(stands, kMaxTokenBytes));
    } else if (token.kind != TokenKind::kCatenated) {
      ASSERT_EQ(analysis.Text(token), stands);
    }
    ASSERT_TRUE(IsValid(analysis.Text(token)));
    if (IsCarrier(token)) {
      ASSERT_EQ(token.position_length, 1U);
      if (!carriers.empty()) {
        ASSERT_LE(carriers.back().folded_end, token.folded_begin);
        ASSERT_LT(carriers.back().position, token.position);
      }
      carriers.push_back(token);
    }
  }
  ASSERT_EQ(analysis.positions(), carriers.empty() ? 0 : carriers.back().position + 1);

  // A token covers the positions of the atoms or characters in it.
  for (const Token& token : analysis.tokens()) {
    std::vector<std::uint32_t> inside;
    auto it = std::lower_bound(
        carriers.begin(), carriers.end(), token.folded_begin,
        [](const Token& carrier, std::uint32_t begin) { return carrier.folded_begin < begin; });
    for (; it != carriers.end() && it->folded_end <= token.folded_end; ++it)
      inside.push_back(it->position);
    ASSERT_FALSE(inside.empty());
    ASSERT_EQ(token.position, inside.front());
    ASSERT_EQ(token.position_length, inside.back() - inside.front() + 1);
    ASSERT_EQ(token.position_length, inside.size());
  }
}

constexpr std::string_view kPieces[] = {
    "强",       "化",      "学",     "习",       "軟",     "體",
    "，",       "。",      " ",      "　",       "\n",     "a",
    "B",        "gpt",     "1",      "23",       "-",      ".",
    "'",        "’",       "&",      "+",        "++",     "#",
    "/",        "(",       ")",      "10.1145/", ",",      "_",
    "é",        "e\u0301", "\u00AD", "\u200B",   "\u0301", "ß",
    "℃",        "⑴",       "½",      "…",        "\xFF",   "\xED\xA0\x80",
    "\xE5\xBC", "\0"sv,    "カ",     "ー",       "ภ",      "า",
    "한",       "я",       "😀",      "堠",       "𠀀",     "2301.12345v2",
    "9901001",  "Ａ",
};

std::string RandomText(std::mt19937& random, std::size_t most) {
  std::string text;
  for (std::size_t n = random() % (most + 1); n > 0; --n)
    text += kPieces[random() % std::size(kPieces)];
  return text;
}

TEST(AnalyzerProperty, SpansAreOrderedInsideAndOnCodePoints) {
  std::mt19937 random(1);
  Analyzer analyzer;
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = RandomText(random, 16);
    CheckInvariants(text, analyzer.Analyze(text));
    if (HasFatalFailure()) FAIL() << "for '" << text << "'";
  }
}

TEST(AnalyzerProperty, SpansOfRandomBytesAreToo) {
  std::mt19937 random(2);
  Analyzer analyzer;
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t n = random() % 32; n > 0; --n) text += static_cast<char>(random() & 0xFF);
    CheckInvariants(text, analyzer.Analyze(text));
    if (HasFatalFailure()) FAIL() << "for '" << text << "'";
  }
}

TEST(AnalyzerProperty, AnswersAlikeWhateverItSawBefore) {
  std::mt19937 random(3);
  Analyzer old;
  for (int round = 0; round < 200; ++round) {
    const std::string text = RandomText(random, 16);
    EXPECT_EQ(ToString(old.Analyze(text)), Cut(text)) << text;
  }
}

// The atoms and characters of an analysis as a phrase: each with its distance
// from the first.
std::string Phrase(const Analysis& analysis, std::uint32_t begin, std::uint32_t end) {
  std::string out;
  std::uint32_t first = 0;
  for (const Token& token : analysis.tokens()) {
    if (!IsCarrier(token) || token.folded_begin < begin || token.folded_end > end) continue;
    if (out.empty()) first = token.position;
    out += std::to_string(token.position - first) + ':';
    out += analysis.Text(token);
    out += ' ';
  }
  return out;
}

TEST(AnalyzerProperty, AnyStretchBetweenTwoTokensIsAPhrase) {
  std::mt19937 random(4);
  Analyzer analyzer;
  for (int round = 0; round < 5'000; ++round) {
    const std::string text = RandomText(random, 12);
    const Analysis whole = analyzer.Analyze(text);
    for (const Token& first : whole.tokens()) {
      for (const Token& last : whole.tokens()) {
        if (!IsCarrier(first) || !IsCarrier(last) || last.position < first.position) continue;
        const std::string segment =
            whole.folded().substr(first.folded_begin, last.folded_end - first.folded_begin);
        const Analysis part = analyzer.Analyze(segment);
        ASSERT_EQ(Phrase(part, 0, static_cast<std::uint32_t>(segment.size())),
                  Phrase(whole, first.folded_begin, last.folded_end))
            << "for '" << segment << "' in '" << text << "'";
      }
    }
  }
}

TEST(AnalyzerProperty, AnyStretchOfHanIsAPhraseAndItsPairsAreThere) {
  constexpr std::string_view kText = "基于卷积神经网络的強化學習方法用于信息檢索与数学推理";
  const std::vector<std::size_t> boundaries = Boundaries(kText);
  Analyzer analyzer;
  const auto tokens = [](const Analysis& analysis, std::uint32_t from, std::uint32_t to) {
    std::string out;
    for (const Token& token : analysis.tokens()) {
      if (token.kind != TokenKind::kCharacter && token.kind != TokenKind::kBigram) continue;
      if (token.position < from || token.position + token.position_length > to) continue;
      out += std::to_string(token.position - from) + ':';
      out += analysis.Text(token);
      out += ' ';
    }
    return out;
  };
  const Analysis whole = analyzer.Analyze(kText);
  ASSERT_EQ(whole.positions(), boundaries.size() - 1);
  for (std::uint32_t from = 0; from < whole.positions(); ++from) {
    for (std::uint32_t to = from + 1; to <= whole.positions(); ++to) {
      const std::string_view segment =
          kText.substr(boundaries[from], boundaries[to] - boundaries[from]);
      const Analysis part = analyzer.Analyze(segment);
      EXPECT_EQ(tokens(part, 0, part.positions()), tokens(whole, from, to)) << segment;
    }
  }
}

}  // namespace
}  // namespace dssearch::text
