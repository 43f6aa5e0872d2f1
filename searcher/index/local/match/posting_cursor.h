#pragma once

#include <xapian.h>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "searcher/format/posting_blocks.h"
#include "searcher/index/local/match/doc_window.h"
#include "searcher/index/local/posting_list.h"

namespace dssearch {

/// Reads a posting list, a window or a document at a time; fastest where they ascend. It keeps one
/// block unpacked. For one thread; the list must outlive it.
class PostingCursor {
 public:
  explicit PostingCursor(const PostingList& list) : list_(&list) {}

  /// False only if no document of the window has the term; true also for a few where none has.
  bool MayMatch(const RangeWindow& window) { return MoveTo(window); }

  /// Adds the documents of a window that have the term.
  void AddTo(RangeWindow::Bits& bits, const RangeWindow& window) {
    if (!MoveTo(window)) return;
    if (blocks().has_bits()) {
      for (std::size_t i = 0; i < RangeWindow::kWords; ++i)
        bits.words[i] |= blocks().BitWord(begin_ / 64 + i);
    } else {
      ForEachUnpacked([&](std::size_t slot, std::size_t) { bits.Add(slot); });
    }
  }

  /// Calls `visit(std::size_t slot, unsigned term_freq)` for each document of `among`, a part of a
  /// window, that has the term, ascending.
  template <typename Visit>
  void ForEach(const RangeWindow& window, const RangeWindow::Bits& among, const Visit& visit) {
    if (!MoveTo(window)) return;
    if (blocks().has_bits()) {
      ForEachBit(among, visit);
    } else {
      ForEachUnpacked([&](std::size_t slot, std::size_t posting) {
        if (among.Has(slot)) visit(slot, block_.TermFreq(posting));
      });
    }
  }

  /// The term frequency of a document; nothing if it lacks the term.
  std::optional<unsigned> TermFreq(Xapian::docid doc) {
    if (!MoveTo(doc)) return std::nullopt;
    if (blocks().has_bits()) {
      if (!HasBit()) return std::nullopt;
      return TermFreqAt(blocks().RankOf(begin_, first_block_));
    }
    const auto posting = Find();
    return posting ? std::optional(block_.TermFreq(*posting)) : std::nullopt;
  }

  bool Has(Xapian::docid doc) {
    return MoveTo(doc) && (blocks().has_bits() ? HasBit() : Find().has_value());
  }

  /// The highest `score(unsigned term_freq, unsigned doc_length)` that a document of the window can
  /// have, 0 if none has the term. `score` rises with the first and falls with the second.
  template <typename Score>
  double MaxScore(const RangeWindow& window, const Score& score) {
    double max = 0;
    if (!MoveTo(window)) return max;
    for (std::size_t i = first_block_; i < blocks().block_count(); ++i) {
      const format::PostingBlocks::Block block = blocks().block(i);
      if (i > first_block_ && block.first_after >= begin_ + RangeWindow::kSlots - 1) break;
      max = std::max(max, score(block.max_term_freq, block.min_doc_length));
    }
    return max;
  }

 private:
  static constexpr std::size_t kNone = ~std::size_t{0};

  const format::PostingBlocks& blocks() const { return part_->blocks; }

  // Moves to the first block with documents from `doc` on; false if there is none.
  bool MoveTo(Xapian::docid doc) {
    if (part_ == nullptr || doc < part_->base || doc >= part_->end) {
      part_ = list_->PartOf(doc);
      first_block_ = 0;
      loaded_ = kNone;
      if (part_ == nullptr) return false;
    }
    begin_ = doc - part_->base;
    if (first_block_ > 0 && blocks().LastDocOf(first_block_ - 1) >= begin_) first_block_ = 0;
    first_block_ = blocks().FirstBlockWith(begin_, first_block_);
    return first_block_ < blocks().block_count();
  }

  bool MoveTo(const RangeWindow& window) {
    if (!MoveTo(window.begin)) return false;
    return first_block_ == 0 ||
           blocks().LastDocOf(first_block_ - 1) + 1 < begin_ + RangeWindow::kSlots;
  }

  void Load(std::size_t block) {
    if (loaded_ == block) return;
    loaded_ = block;
    block_ = blocks().block(block);
    if (!blocks().has_bits()) blocks().Unpack(block_, docs_);
  }

  // Calls `visit(slot, posting)` for each posting from `begin_` on that is in the window; a posting
  // is an index in the loaded block.
  template <typename Visit>
  void ForEachUnpacked(const Visit& visit) {
    for (std::size_t i = first_block_; i < blocks().block_count(); ++i) {
      if (i > first_block_ && blocks().LastDocOf(i - 1) + 1 >= begin_ + RangeWindow::kSlots) return;
      Load(i);
      const auto end = docs_.begin() + static_cast<std::ptrdiff_t>(block_.size);
      auto at = docs_.begin();
      if (*at < begin_) at = std::lower_bound(at, end, begin_);
      for (; at != end; ++at) {
        const std::size_t slot = *at - begin_;
        if (slot >= RangeWindow::kSlots) return;
        visit(slot, static_cast<std::size_t>(at - docs_.begin()));
      }
    }
  }

  template <typename Visit>
  void ForEachBit(const RangeWindow::Bits& among, const Visit& visit) {
    std::size_t rank = blocks().RankOf(begin_, first_block_);
    for (std::size_t i = 0; i < RangeWindow::kWords; ++i) {
      const std::uint64_t word = blocks().BitWord(begin_ / 64 + i);
      for (std::uint64_t rest = word & among.words[i]; rest != 0; rest &= rest - 1) {
        const auto bit = static_cast<unsigned>(std::countr_zero(rest));
        const std::size_t before = CountBits(word & ((std::uint64_t{1} << bit) - 1));
        visit(i * 64 + bit, TermFreqAt(rank + before));
      }
      rank += CountBits(word);
    }
  }

  unsigned TermFreqAt(std::size_t rank) {
    Load(std::min(rank / format::PostingBlocks::kBlockSize, blocks().block_count() - 1));
    return block_.TermFreq(std::min(rank % format::PostingBlocks::kBlockSize, block_.size - 1));
  }

  bool HasBit() const { return (blocks().BitWord(begin_ / 64) >> begin_ % 64 & 1) != 0; }

  // The posting of document `begin_` in the first block.
  std::optional<std::size_t> Find() {
    Load(first_block_);
    const auto end = docs_.begin() + static_cast<std::ptrdiff_t>(block_.size);
    const auto at = std::lower_bound(docs_.begin(), end, begin_);
    if (at == end || *at != begin_) return std::nullopt;
    return static_cast<std::size_t>(at - docs_.begin());
  }

  const PostingList* list_;
  const PostingList::Part* part_ = nullptr;  ///< The one of the last document or window.
  std::uint32_t begin_ = 0;                  ///< Its number there, or that of the first one.
  std::size_t first_block_ = 0;              ///< The first block that may have it.
  std::size_t loaded_ = kNone;               ///< Which block `block_` is.
  format::PostingBlocks::Block block_;
  format::PostingBlocks::Docs docs_;  ///< Those of `block_`, unless they are bits.
};

}  // namespace dssearch
