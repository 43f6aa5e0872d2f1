#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/snippet.h"
#include "searcher/text/normalizer.h"

namespace dssearch::text {

/// The kind of a token. Subwords and characters carry the positions, so that any sequence of them
/// is a phrase; the other kinds stand at the same positions for ranking and for other spellings.
enum class TokenKind : std::uint8_t {
  kSubword,  ///< A run of letters or of digits: GSM8K is gsm, 8, k. Signs have names: α is alpha.
  kCharacter,  ///< A character of a script without blanks: 强.
  kCompound,   ///< Subwords without a blank between them, as written: gpt-4, gsm8k, c++, a DOI.
  kCatenated,  ///< A compound without its punctuation: gpt4.
  kWord,       ///< A dictionary word of several characters: 强化.
  kBigram,     ///< Two adjacent characters of a run: 强化, 化学, 学习.
};

/// A token of an Analysis. All offsets are in bytes of that Analysis.
struct Token {
  TokenKind kind;
  /// Whether it is of English letters only, so that it has a stem; only for subwords and catenated
  /// compounds.
  bool stemmable = false;
  /// Whether it adds to the score. Tokens that only repeat others do not: subwords inside gsm8k,
  /// and characters inside longer words; nor do halves of a word at the end of a line
  /// (Analy-\nsis).
  bool scores = true;
  std::uint32_t position = 0;         ///< The position of its first subword or character, from 0.
  std::uint32_t position_length = 1;  ///< The number of positions that it covers.
  std::uint32_t text_begin = 0;
  std::uint32_t text_size = 0;
  std::uint32_t folded_begin = 0;
  std::uint32_t folded_end = 0;
};

/// An analyzed text: its tokens and what they refer to. A value that owns its data.
class Analysis {
 public:
  /// In the order of their beginnings; a longer token comes before those inside it.
  const std::vector<Token>& tokens() const { return tokens_; }

  /// The folded text of a token, valid as long as the Analysis.
  std::string_view Text(const Token& token) const {
    return std::string_view(buffer_).substr(token.text_begin, token.text_size);
  }

  /// The bytes of a token in the original text.
  Span Original(const Token& token) const {
    return folded_.Original(token.folded_begin, token.folded_end);
  }

  /// The whole folded text.
  const std::string& folded() const { return folded_.text(); }

  /// The number of positions; 0 for a text without tokens.
  std::uint32_t positions() const { return positions_; }

 private:
  friend class Analyzer;
  friend class Tokenizer;

  FoldedText folded_;
  std::string buffer_;  ///< The folded text, followed by token texts that do not occur in it.
  std::vector<Token> tokens_;
  std::uint32_t positions_ = 0;
};

/// Analyzes Chinese, English and mixed text: folds it, splits it where the script changes, and
/// segments scripts without blanks by a dictionary. Indexing, queries and snippets all use it, so
/// that they cannot disagree.
///
///   使用BERT模型  →  使用 使 用 bert 模型 模 型
///   GPT-4         →  gpt-4 gpt4 gpt 4
///   $\beta$-VAE   →  beta-vae betavae beta vae
///   Analy-\nsis   →  analy-sis analysis analy sis
///
/// Any bytes can be analyzed. Not thread-safe; give each thread its own.
class Analyzer {
 public:
  Analyzer();
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;

  Analysis Analyze(std::string_view text);

  /// The whole text folded for comparison, trimmed of blanks at both ends.
  std::string Fold(std::string_view text);

  /// The stem of a stemmable token, valid until the next call.
  std::string_view Stem(std::string_view word);

  /// Identifies the analysis: our rules, ICU with its dictionary, and the stemmer. Under another id
  /// the same text may have other tokens, so an index with another id is not searched.
  static std::string Id();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Whether a folded word has only the letters of English, so that it has a stem.
inline bool IsEnglish(std::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

/// The longest token in bytes. A longer run of letters or digits is truncated, in documents and
/// queries alike; a longer compound or word (a DOI may have 200 bytes) is indexed by its parts
/// only. A Xapian term holds 245 bytes.
inline constexpr std::size_t kMaxTokenBytes = 64;

}  // namespace dssearch::text
