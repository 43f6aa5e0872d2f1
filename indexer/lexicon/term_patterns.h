#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dssearch::indexer {

/// A Chinese and an English text that say the same.
struct TextPair {
  std::string zh;
  std::string en;
  /// Whether only the end of a text is known to say it: before a bracket it is not known where the
  /// term begins, 采用强化学习（RL）.
  bool tail = false;

  bool operator==(const TextPair&) const = default;
};

/// The translations that a text gives of its terms in brackets, of either width. 强化学习
/// （Reinforcement Learning, RL） gives two pairs, 强化学习 with "Reinforcement Learning" and with
/// "RL", and reinforcement learning (强化学习) gives one. At most kMaxPairsOfText pairs.
std::vector<TextPair> PairsInBrackets(std::string_view text);

inline constexpr std::size_t kMaxPairsOfText = 32;

/// An English term and its abbreviation.
struct Abbreviation {
  std::string longer;   ///< "mixture of experts".
  std::string shorter;  ///< "MoE".

  bool operator==(const Abbreviation&) const = default;
};

/// The English abbreviations that a text explains: "mixture of experts (MoE)", "MoE (mixture of
/// experts)", and both in one bracket. The letters of an abbreviation must stand in its term in
/// this order, the first at the beginning of a word (Schwartz and Hearst, A simple algorithm for
/// identifying abbreviation definitions, 2003). At most kMaxPairsOfText.
std::vector<Abbreviation> AbbreviationsIn(std::string_view text);

/// Whether the letters of an abbreviation stand in a longer term in this order, the first at its
/// beginning.
bool IsAbbreviationOf(std::string_view shorter, std::string_view longer);

/// A text without the addresses of pages and of mail in it, each of which becomes a semicolon: they
/// say nothing, and their words (http, org) stand where no one says them.
std::string WithoutAddresses(std::string_view text);

}  // namespace dssearch::indexer
