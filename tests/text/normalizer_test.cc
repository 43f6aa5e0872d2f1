#include "searcher/text/normalizer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/text/code_points.h"
#include "searcher/text/han_variants.h"
#include "tests/text/boundaries.h"

namespace dssearch::text {
namespace {

using namespace std::string_view_literals;

struct Case {
  std::string_view text;
  std::string_view expected;
};

std::string Folded(std::string_view text) {
  Normalizer normalizer;
  return normalizer.Fold(text).text();
}

// Each code point of the folded text and the original that it came from: "g=Ｇ p=Ｐ".
std::string Mapped(std::string_view text) {
  Normalizer normalizer;
  const FoldedText folded = normalizer.Fold(text);
  std::string out;
  for (std::size_t i = 0; i < folded.text().size();) {
    const std::size_t begin = i;
    Next(folded.text(), i);
    const Span span = folded.Original(begin, i);
    if (!out.empty()) out += ' ';
    out += folded.text().substr(begin, i - begin) + '=';
    out += text.substr(span.begin, span.end - span.begin);
  }
  return out;
}

TEST(Normalizer, FoldsEquivalentSpellings) {
  constexpr Case kCases[] = {
      {"", ""},
      {"BERT bert", "bert bert"},
      {"ＧＰＴ－４", "gpt-4"},
      {"（强化，学习）", "(强化,学习)"},
      {"　", " "},
      {"ﬁne ﬃ", "fine ffi"},
      {"Straße", "strasse"},
      {"H₂O x²", "h2o x2"},
      {"①½Ⅳ…", "11\u20442iv..."},
      {"℃ ⑴", "°c (1)"},
      {"ｶﾀｶﾅ", "カタカナ"},
      // Diacritics of alphabetic scripts are dropped, composed and not.
      {"Schrödinger", "schrodinger"},
      {"Schro\u0308dinger", "schrodinger"},
      {"naïve voilà Erdős Ångström", "naive voila erdos angstrom"},
      {"Ελλάδα ЁЖИК", "ελλαδα ежик"},
      {"İstanbul ıı", "istanbul ii"},
      {"Łódź Đorđe Søren Þór", "lodz dorde soren thor"},
      {"Æon Œuvre ǽ", "aeon oeuvre ae"},
      // Marks of other scripts stay.
      {"パ モデル", "パ モデル"},
      {"한국어", "한국어"},
      {"ภาษาไทย", "ภาษาไทย"},
      // Traditional characters become simplified.
      {"強化學習", "强化学习"},
      {"軟體與資訊檢索", "软体与资讯检索"},
      {"強化学習", "强化学习"},
      {"強\uFE00化", "强化"},
      {"\uF9DC", "隆"},  // This is a compatibility form.
      // Apostrophes and hyphens become the ASCII ones.
      {"don’t don‘t don´t don`t don′t donʼt", "don't don't don't don't don't don't"},
      {"a\u2010b a\u2011b a\u2012b a\u2013b a\u2212b a\uFE63b", "a-b a-b a-b a-b a-b a-b"},
      {"a—b", "a—b"},
      {"10⁻³", "10-3"},
      // Invisible characters are dropped.
      {"soft\u00ADware", "software"},
      {"强\u200B化\u200C学\u200D习\u2060\uFEFF", "强化学习"},
      // Bytes that are not UTF-8 become U+FFFD.
      {"a\xFFz", "a\uFFFDz"},
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
      {"\xE5\xBC", "\uFFFD"},
      {"\xF0\x9F\x98z", "\uFFFDz"},
      {"\xC0\x80", "\uFFFD\uFFFD"},
      {"\0\x7F\t"sv, "\0\x7F\t"sv},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(Folded(text), expected) << text;
}

TEST(Normalizer, MapsFoldedTextToTheOriginal) {
  constexpr Case kCases[] = {
      {"", ""},
      {"aB", "a=a b=B"},
      {"强化", "强=强 化=化"},
      {"強B體", "强=強 b=B 体=體"},
      {"ＧＰ", "g=Ｇ p=Ｐ"},
      {"éa", "e=é a=a"},
      {"xe\u0301a", "x=x e=e\u0301 a=a"},
      {"强\u200B化", "强=强\u200B 化=化"},
      {"a\u00AD\u200B\u0301", "a=a\u00AD\u200B\u0301"},
      {"\u0301\u200Ba", "a=a"},
      {"\u0301", ""},
      {"½a", "1=½ \u2044=½ 2=½ a=a"},
      {"½\u0301a", "1=½\u0301 \u2044=½\u0301 2=½\u0301 a=a"},
      {"a\xFF"
       "b",
       "a=a \uFFFD=\xFF b=b"},
      {"\xF0\x9F\x98z", "\uFFFD=\xF0\x9F\x98 z=z"},
      // A code point that folds to several with as many bytes in all.
      {"aßa", "a=a s=ß s=ß a=a"},
      {"Æ", "a=Æ e=Æ"},
      {"℃", "°=℃ c=℃"},
      {"⑴a", "(=⑴ 1=⑴ )=⑴ a=a"},
      {"ﬃ\u0301", "f=ﬃ\u0301 f=ﬃ\u0301 i=ﬃ\u0301"},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(Mapped(text), expected) << text;
}

TEST(Normalizer, MapsRangesAsAWhole) {
  Normalizer normalizer;
  const FoldedText folded = normalizer.Fold("x強\u200B化Ｙ");  // It folds to x强化y.
  EXPECT_EQ(folded.Original(0, 1), (Span{0, 1}));
  EXPECT_EQ(folded.Original(0, 4), (Span{0, 7}));
  EXPECT_EQ(folded.Original(1, 7), (Span{1, 10}));
  EXPECT_EQ(folded.Original(4, 8), (Span{7, 13}));
  EXPECT_EQ(folded.Original(0, 8), (Span{0, 13}));
}

constexpr std::string_view kFragments[] = {
    "a",        "B",        "ß",
    "æ",        "é",        "e\u0301",
    "\u0301",   "\u00AD",   "\u200B",
    "强",       "強",       "體",
    "，",       "Ａ",       "℃",
    "⑴",        "½",        "ﬃ",
    "…",        "‴",        "Ĳ",
    "パ",       "ﾊﾟ",       "한",
    "ภ",        "😀",        "𠀀",
    "\uFFFD",   "\xFF",     "\xE5",
    "\xE5\xBC", "\xF0\x9F", "\xED\xA0\x80",
    "\0"sv,     "\u00A0",   "İ",
    "`",        "’",        "ŉ",
};

std::string RandomText(std::mt19937& random) {
  std::string text;
  if (random() % 4 == 0) {
    for (std::size_t n = random() % 24; n > 0; --n) text += static_cast<char>(random() & 0xFF);
  } else {
    for (std::size_t n = random() % 12; n > 0; --n)
      text += kFragments[random() % std::size(kFragments)];
  }
  return text;
}

TEST(NormalizerProperty, OriginalsAreOrderedInsideAndOnCodePoints) {
  std::mt19937 random(1);
  Normalizer normalizer;
  for (int round = 0; round < 20'000; ++round) {
    const std::string text = RandomText(random);
    const FoldedText folded = normalizer.Fold(text);
    const std::vector<std::size_t> originals = Boundaries(text);
    const std::vector<std::size_t> offsets = Boundaries(folded.text());
    Span before;
    for (std::size_t b = 0; b + 1 < offsets.size(); ++b) {
      for (std::size_t e = b + 1; e < offsets.size(); ++e) {
        const Span span = folded.Original(offsets[b], offsets[e]);
        ASSERT_LT(span.begin, span.end) << text;
        ASSERT_LE(span.end, text.size()) << text;
        ASSERT_TRUE(std::binary_search(originals.begin(), originals.end(), span.begin)) << text;
        ASSERT_TRUE(std::binary_search(originals.begin(), originals.end(), span.end)) << text;
        // A range begins with the original of its first code point and ends with that of its last.
        ASSERT_EQ(span.begin, folded.Original(offsets[b], offsets[b + 1]).begin) << text;
        ASSERT_EQ(span.end, folded.Original(offsets[e - 1], offsets[e]).end) << text;
      }
      // Adjacent code points have adjacent originals, or the same one.
      const Span span = folded.Original(offsets[b], offsets[b + 1]);
      ASSERT_TRUE(b == 0 || span == before || span.begin == before.end) << text;
      before = span;
    }
    // Dropped characters belong to the one before them.
    ASSERT_TRUE(offsets.size() == 1 || before.end == text.size()) << text;
  }
}

TEST(NormalizerProperty, FoldingASubstringGivesASubstring) {
  std::mt19937 random(2);
  Normalizer normalizer;
  for (int round = 0; round < 10'000; ++round) {
    const std::string text = RandomText(random);
    const std::string whole = normalizer.Fold(text).text();
    for (const std::size_t cut : Boundaries(text)) {
      const std::string before = normalizer.Fold(text.substr(0, cut)).text();
      ASSERT_EQ(before, whole.substr(0, before.size())) << text << " cut at " << cut;
      ASSERT_EQ(before + normalizer.Fold(text.substr(cut)).text(), whole)
          << text << " cut at " << cut;
    }
  }
}

TEST(NormalizerProperty, FoldsEveryCodePointAlikeInWhateverOrder) {
  Normalizer up;
  Normalizer down;
  std::vector<std::string> folded;
  std::vector<std::string> texts;
  for (char32_t c = 0; c <= 0x2FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    Append(texts.emplace_back(), c);
    folded.push_back(up.Fold(texts.back()).text());
  }
  for (std::size_t i = texts.size(); i-- > 0;) {
    ASSERT_EQ(down.Fold(texts[i]).text(), folded[i]) << texts[i];
    ASSERT_TRUE(IsValid(folded[i])) << texts[i];
    // Folding is idempotent; else a folded query would miss its folded text.
    EXPECT_EQ(up.Fold(folded[i]).text(), folded[i]) << texts[i];
    // Prefixes of terms are upper case letters.
    ASSERT_EQ(std::count_if(folded[i].begin(), folded[i].end(),
                            [](char c) { return c >= 'A' && c <= 'Z'; }),
              0)
        << texts[i];
  }
}

TEST(HanVariants, ListsPairsInOrderWithoutChains) {
  std::set<std::u32string> traditional;
  std::vector<std::pair<char32_t, char32_t>> pairs;
  for (std::size_t i = 0; i < kSimplifiedForms.size();) {
    const char32_t from = Next(kSimplifiedForms, i);
    ASSERT_LT(i, kSimplifiedForms.size());
    pairs.emplace_back(from, Next(kSimplifiedForms, i));
    traditional.insert(std::u32string(1, from));
  }
  EXPECT_EQ(traditional.size(), pairs.size());
  EXPECT_TRUE(std::is_sorted(pairs.begin(), pairs.end()));
  std::string chains;
  for (const auto& [from, to] : pairs) {
    EXPECT_EQ(ScriptOf(from), Script::kUnspaced);
    EXPECT_EQ(ScriptOf(to), Script::kUnspaced);
    if (!traditional.contains(std::u32string(1, to))) continue;
    Append(chains, from);
    Append(chains, to);
    chains += ' ';
  }
  EXPECT_EQ(chains, "");
}

// The code points of a text; for U+FFFD "?" and its size: "a 强 ?2".
std::string Steps(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t c = Next(text, i);
    if (!out.empty()) out += ' ';
    out += c == kReplacement ? "?" + std::to_string(i - begin)
                             : std::string(text.substr(begin, i - begin));
  }
  return out;
}

TEST(CodePoints, AreReadFromAnyBytes) {
  constexpr Case kCases[] = {
      {"", ""},
      {"a强é𠀀", "a 强 é 𠀀"},
      {"\xFF\xFE", "?1 ?1"},
      {"\xE5\xBC", "?2"},
      {"\xE5\xBCz", "?2 z"},
      {"\xF0\x9F\x98\xE5\xBC\xBA", "?3 强"},
      {"\x80\x80", "?1 ?1"},
      {"\xED\xA0\x80", "?1 ?1 ?1"},
      {"\xF4\x90\x80\x80", "?1 ?1 ?1 ?1"},
      {"\xC0\xAF", "?1 ?1"},
  };
  for (const auto& [text, expected] : kCases) {
    EXPECT_EQ(Steps(text), expected);
    EXPECT_EQ(IsValid(text), expected.find('?') == std::string_view::npos) << expected;
  }
}

TEST(CodePoints, AreAppendedAsTheyAreRead) {
  for (const char32_t c : {U'a', U'\u00E9', U'强', U'\U00020000', U'\U0010FFFF', U'\0'}) {
    std::string text = "x";
    Append(text, c);
    std::size_t i = 1;
    EXPECT_EQ(Next(text, i), c);
    EXPECT_EQ(i, text.size());
  }
}

TEST(CodePoints, AreNotCutToFitABound) {
  std::mt19937 random(3);
  for (int round = 0; round < 5'000; ++round) {
    const std::string text = RandomText(random);
    const std::vector<std::size_t> boundaries = Boundaries(text);
    for (std::size_t bytes = 0; bytes <= text.size() + 1; ++bytes) {
      const std::size_t longest =
          *std::prev(std::upper_bound(boundaries.begin(), boundaries.end(), bytes));
      ASSERT_EQ(CutToBytes(text, bytes), text.substr(0, longest)) << Steps(text) << " " << bytes;
    }
  }
}

TEST(CodePoints, HaveAScript) {
  const auto scripts = [](std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size();)
      out += ".0aou"[static_cast<std::size_t>(ScriptOf(Next(text, i)))];
    return out;
  };
  constexpr Case kCases[] = {
      {"aZé", "aaa"},       {"09٣９", "0000"}, {"яαא한ع", "ooooo"},    {"强𠀀〇々", "uuuu"},
      {"かカーㄅ", "uuuu"}, {"ภกាမ", "uuuu"},  {" -，。_'", "......"}, {"😀℃½\u00A0\uFFFD", "....."},
      {"\0\x7F"sv, ".."},
  };
  for (const auto& [text, expected] : kCases) EXPECT_EQ(scripts(text), expected) << text;
}

}  // namespace
}  // namespace dssearch::text
