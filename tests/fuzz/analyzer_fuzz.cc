// Any bytes can be cut into tokens, and each token has a place in the text.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "searcher/text/analyzer.h"
#include "searcher/text/code_points.h"
#include "tests/fuzz/require.h"

namespace dssearch::text {
namespace {

using testing::Require;

bool IsBoundary(std::string_view text, std::size_t i) {
  return i == text.size() || (static_cast<unsigned char>(text[i]) & 0xC0) != 0x80;
}

bool IsEnglish(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

void CheckToken(const Token& token, const Analysis& analysis, std::string_view text) {
  Require(token.folded_begin < token.folded_end && token.folded_end <= analysis.folded().size(),
          "a token stands in the folded text");
  Require(token.text_size > 0 && analysis.Text(token).size() == token.text_size &&
              IsValid(analysis.Text(token)),
          "a token has a text");
  Require(
      token.position_length >= 1 && token.position + token.position_length <= analysis.positions(),
      "a token has a position");
  Require(!token.stemmable || IsEnglish(analysis.Text(token)), "what has a stem is English");

  const Span original = analysis.Original(token);
  Require(original.begin < original.end && original.end <= text.size(),
          "a token stands in the original text");
  if (IsValid(text))
    Require(IsBoundary(text, original.begin) && IsBoundary(text, original.end),
            "a token cuts no code point");
}

void Check(std::string_view text) {
  static Analyzer analyzer;
  const Analysis analysis = analyzer.Analyze(text);
  Require(IsValid(analysis.folded()), "folded text is UTF-8");
  const Token* previous = nullptr;
  std::uint32_t next_position = 0;  // The least that the next atom or character can have.
  for (const Token& token : analysis.tokens()) {
    CheckToken(token, analysis, text);
    if (previous != nullptr) {
      Require(previous->folded_begin <= token.folded_begin && previous->position <= token.position,
              "tokens come in order");
      Require(analysis.Original(*previous).begin <= analysis.Original(token).begin,
              "tokens come in the order of the original text");
    }
    previous = &token;
    if (token.kind != TokenKind::kSubword && token.kind != TokenKind::kCharacter) continue;
    Require(token.position >= next_position, "a position holds one atom or character");
    next_position = token.position + 1;
  }

  const std::string folded = analyzer.Fold(text);
  Require(analyzer.Fold(folded) == folded, "folded text folds to itself");
}

}  // namespace
}  // namespace dssearch::text

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dssearch::text::Check({reinterpret_cast<const char*>(data), size});
  return 0;
}
