#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/snippet.h"
#include "searcher/text/normalizer.h"

namespace dssearch::text {

/// What a token is to search. Subwords and characters carry the positions, so
/// that any segment of text is a phrase over them; the others stand beside
/// them for ranking and for other spellings.
enum class TokenKind : std::uint8_t {
  kSubword,    ///< A run of letters, or of digits: GSM8K is gsm, 8, k.
  kCharacter,  ///< One character of a script without blanks: 强.
  kCompound,   ///< Subwords written together, as written: gpt-4, gsm8k, c++, a DOI.
  kCatenated,  ///< A compound without its hyphens and the like: gpt4.
  kWord,       ///< A word of several characters, found by the dictionary: 强化.
  kBigram,     ///< Two neighbouring characters of a run: 强化, 化学, 学习.
};

/// A piece of analyzed text. Offsets are bytes of the Analysis it belongs to.
struct Token {
  TokenKind kind;
  /// For subwords and catenated compounds: English letters only, so it has a stem.
  bool stemmable = false;
  /// It scores; the other tokens only repeat what these say. Subwords inside gsm8k do not score,
  /// nor characters inside longer words.
  bool scores = true;
  std::uint32_t position = 0;         ///< Of its first subword or character, from 0.
  std::uint32_t position_length = 1;  ///< How many positions it covers.
  std::uint32_t text_begin = 0;
  std::uint32_t text_size = 0;
  std::uint32_t folded_begin = 0;
  std::uint32_t folded_end = 0;
};

/// A text cut into tokens. A value: it keeps its own copy of what it needs.
class Analysis {
 public:
  /// By where they begin; a longer token before the parts of it.
  const std::vector<Token>& tokens() const { return tokens_; }

  /// The folded text of a token. Good as long as the Analysis.
  std::string_view Text(const Token& token) const {
    return std::string_view(buffer_).substr(token.text_begin, token.text_size);
  }

  /// Where a token stands in the original text.
  Span Original(const Token& token) const {
    return folded_.Original(token.folded_begin, token.folded_end);
  }

  /// The whole folded text.
  const std::string& folded() const { return folded_.text(); }

  /// One more than the last position; 0 for a text without tokens.
  std::uint32_t positions() const { return positions_; }

 private:
  friend class Analyzer;
  friend class Cutter;

  FoldedText folded_;
  std::string buffer_;  ///< The folded text, then texts that do not stand in it.
  std::vector<Token> tokens_;
  std::uint32_t positions_ = 0;
};

/// Cuts Chinese, English and mixed text into tokens: fold, then cut at every
/// change of script, then words by dictionary where there are no blanks. The
/// same for indexing, for queries and for snippets, so they cannot disagree.
///
///   使用BERT模型  →  使用 使 用 bert 模型 模 型
///   GPT-4         →  gpt-4 gpt4 gpt 4
///
/// Any bytes can be analyzed. Not thread-safe; give each thread its own.
class Analyzer {
 public:
  Analyzer();
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;

  Analysis Analyze(std::string_view text);

  /// The text folded for comparison as a whole, without blanks at its ends.
  std::string Fold(std::string_view text);

  /// The stem of a stemmable token. Good until the next call.
  std::string_view Stem(std::string_view word);

  /// What decides how text is cut: our rules, ICU with its dictionary, and the
  /// stemmer. An index made under another id would answer differently.
  static std::string Id();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether a folded word is of the letters that English has, so that it has a stem.
inline bool IsEnglish(std::string_view word) {
  return word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
}

/// A longer run of letters or digits is cut to this many bytes, on both sides
/// alike; a longer compound or word is left to its parts (a DOI may have 200).
/// What is longer is no word, and a Xapian term holds 245 bytes.
inline constexpr std::size_t kMaxTokenBytes = 64;

}  // namespace dssearch::text
