#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "searcher/text/normalizer.h"
#include "searcher/text/segmenter.h"
#include "searcher/text/stemmer.h"

namespace dssearch::indexer {

/// A text as a sequence of token ids. A Chinese token is one character and its id the code point;
/// an English token is a stem, a word or a number, and its id one of a Vocabulary. kBoundary stands
/// between tokens that no term joins: 强化学习，RL is 强 化 学 习 kBoundary.
using TokenIds = std::vector<std::uint32_t>;

inline constexpr std::uint32_t kBoundary = 0;

/// Begins a word in ParallelText::en_words that stands right after the one before it: the d of 3D.
inline constexpr char kJoined = '\x01';

/// By token, where terms may begin and end: at words that may be the first or the last of one.
struct Edge {
  bool begin : 1;
  bool end : 1;
};
using Edges = std::vector<Edge>;

/// Strings by id, and ids by string. Ids count from 1, so that none is kBoundary. Not thread-safe.
class Vocabulary {
 public:
  Vocabulary() { tokens_.emplace_back(); }

  /// The id of a token, which is added unless it is known.
  std::uint32_t IdOf(std::string_view token);

  /// The token of an id that IdOf() returned.
  const std::string& TokenOf(std::uint32_t id) const { return tokens_[id]; }

 private:
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::vector<std::string> tokens_;
};

/// A Chinese and an English text of one paper that say the same: its summaries, two of its
/// keywords, or a term and its translation in brackets.
struct ParallelText {
  std::uint32_t paper = 0;  ///< The number of the paper, from 0.
  TokenIds zh;
  Edges zh_edges;
  TokenIds en;        ///< Stems,
  TokenIds en_words;  ///< and at the same positions the words that were stemmed, an abbreviation as
                      ///< it is written.
  Edges en_edges;
  bool zh_tail = false;  ///< Only n-grams at the end of `zh` may be terms.
  bool en_tail = false;  ///< Only n-grams at the end of `en` may be terms.
};

/// Turns pairs of texts into token ids. All texts whose ids are compared must come from one
/// encoder. Not thread-safe.
///
/// Terms consist of whole words, of ICU's in Chinese, and neither begin nor end with a function
/// word: 用 is one, and the first character of 用户.
class ParallelTextEncoder {
 public:
  /// Encodes a Chinese and an English text of the paper with this number. Characters of other
  /// scripts are left out of `zh`, words of other scripts out of `en`.
  ParallelText Encode(std::uint32_t paper, std::string_view zh, std::string_view en);

  const Vocabulary& stems() const { return stems_; }
  const Vocabulary& words() const { return words_; }

 private:
  void EncodeChinese(std::string_view zh, ParallelText& text);
  void EncodeRun(std::string_view run, ParallelText& text);
  void EncodeEnglish(std::string_view en, ParallelText& text);

  text::Normalizer normalizer_;
  text::Segmenter segmenter_;
  text::Stemmer stemmer_;
  Vocabulary stems_;
  Vocabulary words_;
};

}  // namespace dssearch::indexer
