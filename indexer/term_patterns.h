#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dssearch::indexer {

/// A Chinese and an English text of which one says what the other does.
struct TextPair {
  std::string zh;
  std::string en;
  bool tail = false;  ///< Only the ends of the text before the bracket: where it begins is unknown.

  bool operator==(const TextPair&) const = default;
};

/// What a text says about its terms: 强化学习（Reinforcement Learning, RL） is 强化学习
/// beside "Reinforcement Learning" and beside "RL"; reinforcement learning (强化学习) the same
/// the other way round. Brackets of both widths. At most kMaxPairsOfText.
std::vector<TextPair> PairsInBrackets(std::string_view text);

inline constexpr std::size_t kMaxPairsOfText = 32;

/// An English term and what it is called for short.
struct Abbreviation {
  std::string longer;
  std::string shorter;

  bool operator==(const Abbreviation&) const = default;
};

/// What a text says its English abbreviations stand for: "mixture of experts (MoE)", "MoE (mixture
/// of experts)", and both in one bracket. The letters of the one must stand in the other, the first
/// at the beginning of a word (Schwartz and Hearst, A simple algorithm for identifying abbreviation
/// definitions, 2003). At most kMaxPairsOfText.
std::vector<Abbreviation> AbbreviationsIn(std::string_view text);

}  // namespace dssearch::indexer
