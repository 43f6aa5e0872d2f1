// Properties of the analysis of random texts.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/text/analyzer.h"
#include "searcher/text/code_points.h"
#include "searcher/text/signs.h"
#include "tests/text/analysis_to_string.h"
#include "tests/text/boundaries.h"

namespace dssearch::text {
namespace {

using namespace std::string_view_literals;

// Whether a token carries positions.
bool IsCarrier(const Token& token) {
  return token.kind == TokenKind::kSubword || token.kind == TokenKind::kCharacter;
}

// The invariants that analyzer.h states for every Analysis.
void CheckInvariants(std::string_view text, const Analysis& analysis) {
  const std::vector<std::size_t> originals = Boundaries(text);
  const std::vector<std::size_t> folded = Boundaries(analysis.folded());
  const auto on = [](const std::vector<std::size_t>& boundaries, std::size_t i) {
    return std::binary_search(boundaries.begin(), boundaries.end(), i);
  };
  std::vector<Token> carriers;
  const Token* previous = nullptr;
  Span before;
  for (const Token& token : analysis.tokens()) {
    ASSERT_LT(token.folded_begin, token.folded_end);
    ASSERT_LE(token.folded_end, analysis.folded().size());
    ASSERT_TRUE(on(folded, token.folded_begin) && on(folded, token.folded_end));
    const Span span = analysis.Original(token);
    ASSERT_LT(span.begin, span.end);
    ASSERT_LE(span.end, text.size());
    ASSERT_TRUE(on(originals, span.begin) && on(originals, span.end));

    // Tokens are in the order of their beginnings; a longer one comes before those inside it.
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
    // A token is spelled as it stands, but for signs, dollars and line breaks.
    if (token.kind == TokenKind::kSubword) {
      const Sign sign = SignAt(stands, 0);
      ASSERT_EQ(analysis.Text(token), sign.end > 0 && sign.end == stands.size()
                                          ? sign.name
                                          : CutToBytes(stands, kMaxTokenBytes));
    } else if (token.kind != TokenKind::kCatenated) {
      const bool respelled =
          std::any_of(stands.begin(), stands.end(), [](char c) { return MayBeginSign(c); }) ||
          stands.find_first_of(" \t\r\n") != std::string_view::npos;
      if (!respelled) {
        ASSERT_EQ(analysis.Text(token), stands);
      }
      ASSERT_EQ(analysis.Text(token).find_first_of("\n "), std::string_view::npos);
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

  // A token covers the positions of the subwords or characters in it.
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

constexpr std::string_view kFragments[] = {
    "强",       "化",      "学",     "习",       "軟",     "體",
    "，",       "。",      " ",      "　",       "\n",     "a",
    "B",        "gpt",     "1",      "23",       "-",      ".",
    "'",        "’",       "&",      "+",        "++",     "#",
    "/",        "(",       ")",      "10.1145/", ",",      "_",
    "é",        "e\u0301", "\u00AD", "\u200B",   "\u0301", "ß",
    "℃",        "⑴",       "½",      "…",        "\xFF",   "\xED\xA0\x80",
    "\xE5\xBC", "\0"sv,    "カ",     "ー",       "ภ",      "า",
    "한",       "я",       "😀",      "堠",       "𠀀",     "2301.12345v2",
    "9901001",  "Ａ",      "α",      "β",        "$",      "\\",
    "\\alpha",  "μ",       "m",      "\\mathbf", "-\n",    "and",
};

std::string RandomText(std::mt19937& random, std::size_t most) {
  std::string text;
  for (std::size_t n = random() % (most + 1); n > 0; --n)
    text += kFragments[random() % std::size(kFragments)];
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

TEST(AnalyzerProperty, SpansOfRandomBytesAreOrderedInsideAndOnCodePoints) {
  std::mt19937 random(2);
  Analyzer analyzer;
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t n = random() % 32; n > 0; --n) text += static_cast<char>(random() & 0xFF);
    CheckInvariants(text, analyzer.Analyze(text));
    if (HasFatalFailure()) FAIL() << "for '" << text << "'";
  }
}

TEST(AnalyzerProperty, DependsOnNoTextBefore) {
  std::mt19937 random(3);
  Analyzer old;
  for (int round = 0; round < 200; ++round) {
    const std::string text = RandomText(random, 16);
    EXPECT_EQ(ToString(old.Analyze(text)), ToString(Analyzer().Analyze(text))) << text;
  }
}

// The subwords and characters of an analysis as a phrase: each with its distance from the first.
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

TEST(AnalyzerProperty, AnySequenceOfTokensIsAPhrase) {
  std::mt19937 random(4);
  Analyzer analyzer;
  for (int round = 0; round < 5'000; ++round) {
    const std::string text = RandomText(random, 12);
    const Analysis whole = analyzer.Analyze(text);
    for (const Token& first : whole.tokens()) {
      for (const Token& last : whole.tokens()) {
        if (!IsCarrier(first) || !IsCarrier(last) || last.position < first.position) continue;
        const std::string substring =
            whole.folded().substr(first.folded_begin, last.folded_end - first.folded_begin);
        const Analysis analysis = analyzer.Analyze(substring);
        ASSERT_EQ(Phrase(analysis, 0, static_cast<std::uint32_t>(substring.size())),
                  Phrase(whole, first.folded_begin, last.folded_end))
            << "for '" << substring << "' in '" << text << "'";
      }
    }
  }
}

TEST(AnalyzerProperty, AnySubstringOfHanHasItsCharactersAndBigrams) {
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
      const std::string_view substring =
          kText.substr(boundaries[from], boundaries[to] - boundaries[from]);
      const Analysis analysis = analyzer.Analyze(substring);
      EXPECT_EQ(tokens(analysis, 0, analysis.positions()), tokens(whole, from, to)) << substring;
    }
  }
}

}  // namespace
}  // namespace dssearch::text
