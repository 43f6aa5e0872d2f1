#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dssearch::indexer {

/// Counts how many papers have each of many short words. A hash table with open addressing, since a
/// word of every text is looked up in it.
class WordCounts {
 public:
  struct Count {
    std::uint64_t word = 0;  ///< The letters of the word, one a byte; 0 for none.
    std::uint32_t papers = 0;
    std::uint32_t last_paper = 0;
  };

  /// The count of a word, made where it is new. Valid until the next call.
  Count& operator[](std::uint64_t word) {
    if (2 * (size_ + 1) > counts_.size()) Grow();
    Count& count = counts_[PlaceOf(word)];
    if (count.word == 0) {
      count.word = word;
      ++size_;
    }
    return count;
  }

  /// How many papers have a word.
  std::uint32_t PapersOf(std::uint64_t word) const {
    return counts_.empty() ? 0 : counts_[PlaceOf(word)].papers;
  }

  /// Calls `visit(const Count&)` for each word, in any order.
  template <typename Visit>
  void ForEach(const Visit& visit) const {
    for (const Count& count : counts_)
      if (count.word != 0) visit(count);
  }

 private:
  static constexpr std::size_t kFirstPlaces = 1 << 10;

  // Where a word is, or where it is to be put. Multiplicative hashing; high bits depend on all
  // letters.
  std::size_t PlaceOf(std::uint64_t word) const {
    std::size_t i = word * 0x9E3779B97F4A7C15U >> 32;
    while (counts_[i & (counts_.size() - 1)].word != word &&
           counts_[i & (counts_.size() - 1)].word != 0)
      ++i;
    return i & (counts_.size() - 1);
  }

  void Grow() {
    std::vector<Count> fewer(counts_.empty() ? kFirstPlaces : 2 * counts_.size());
    fewer.swap(counts_);
    for (const Count& count : fewer)
      if (count.word != 0) counts_[PlaceOf(count.word)] = count;
  }

  std::vector<Count> counts_;  ///< A power of two.
  std::size_t size_ = 0;
};

}  // namespace dssearch::indexer
