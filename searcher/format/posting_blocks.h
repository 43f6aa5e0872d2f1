#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "searcher/format/bit_packing.h"

namespace dssearch::format {

/// The posting list of a term in a segment: which documents have the term, and how often each has
/// it. A view of bytes that AppendPostings() wrote, which must outlive it.
///
/// The postings are in blocks of kBlockSize, each with its last document, so that whoever wants a
/// document unpacks one block, and with bounds of what its documents can score, so that blocks are
/// passed over that cannot be among the best (Ding, Suel: Faster top-k document retrieval using
/// block-max indexes, 2011). The documents of a very frequent term are a bit set instead, in which
/// they are found without unpacking anything.
///
/// Whatever the bytes are, what is read is inside of them; what is read of damaged ones may be
/// anything.
class PostingBlocks {
 public:
  static constexpr std::size_t kBlockSize = 128;

  /// The documents of a block, ascending; room for as many as Unpack() may write.
  using Docs = std::array<std::uint32_t, kBlockSize>;

  struct Block {
    std::uint32_t first_after;  ///< No document up to this one is in the block or behind it.
    std::uint32_t last_doc;
    std::size_t size;         ///< How many postings there are.
    unsigned max_term_freq;   ///< The highest term frequency.
    unsigned min_doc_length;  ///< A length that all its documents have at least.

    /// The term frequency of posting `i`, below `size`.
    unsigned TermFreq(std::size_t i) const {
      return min_term_freq_ + PackedAt(term_freqs_, i, term_freq_bits_);
    }

   private:
    friend class PostingBlocks;

    const unsigned char* docs_;
    const unsigned char* term_freqs_;
    unsigned doc_bits_;
    unsigned term_freq_bits_;
    unsigned min_term_freq_;
  };

  /// An empty list.
  PostingBlocks() = default;

  /// The list at the beginning of `bytes`, behind which there must be kPackedMargin more bytes.
  explicit PostingBlocks(std::string_view bytes);

  /// How many documents have the term, and how often they have it together.
  std::uint32_t doc_freq() const { return doc_freq_; }
  std::uint32_t collection_freq() const { return collection_freq_; }

  std::size_t block_count() const { return block_count_; }

  Block block(std::size_t i) const;

  std::uint32_t LastDocOf(std::size_t block) const {
    return LoadInt<std::uint32_t>(heads_ + block * kHeadBytes);
  }

  /// The first block from `block` on that may have a document that is not before `doc`;
  /// block_count() if there is none.
  std::size_t FirstBlockWith(std::uint32_t doc, std::size_t block = 0) const;

  /// Unpacks the documents of a block. Not where has_bits().
  void Unpack(const Block& block, Docs& docs) const;

  /// Whether the documents are a bit set.
  bool has_bits() const { return bits_ != nullptr; }

  /// The documents from 64 * `i` to 64 * `i` + 63, from the lowest bit on. Only where has_bits().
  std::uint64_t BitWord(std::size_t i) const {
    return i < bit_words_ ? LoadInt<std::uint64_t>(bits_ + i * sizeof(std::uint64_t)) : 0;
  }

  /// How many documents are before `doc`, where `block` is FirstBlockWith(doc). Only where
  /// has_bits().
  std::size_t RankOf(std::uint32_t doc, std::size_t block) const;

  /// The term frequency of a document; nothing if it lacks the term. It unpacks a block.
  std::optional<unsigned> TermFreq(std::uint32_t doc) const;

  /// Calls `visit(std::uint32_t doc, unsigned term_freq)` for each document, ascending.
  template <typename Visit>
  void ForEach(const Visit& visit) const {
    Docs docs;
    for (std::size_t i = 0; i < block_count_; ++i) {
      const Block one = block(i);
      if (has_bits()) {
        UnpackBits(one, docs);
      } else {
        Unpack(one, docs);
      }
      for (std::size_t k = 0; k < one.size; ++k) visit(docs[k], one.TermFreq(k));
    }
  }

  static constexpr std::size_t kHeadBytes = 15;  ///< Of a block.

 private:
  void UnpackBits(const Block& block, Docs& docs) const;

  std::uint32_t doc_freq_ = 0;
  std::uint32_t collection_freq_ = 0;
  std::size_t block_count_ = 0;
  const unsigned char* heads_ = nullptr;
  const unsigned char* bits_ = nullptr;
  std::size_t bit_words_ = 0;
  const unsigned char* packed_ = nullptr;  ///< What the offsets of blocks count from.
  std::size_t packed_bytes_ = 0;           ///< So many may be read, without the margin.
};

/// Appends a posting list to `bytes`: documents, ascending and from 1 on, with their term
/// frequencies, which are kept up to 65,535. `doc_lengths` are by document, or empty if they are
/// unknown. `last_doc` is the last document of the segment.
void AppendPostings(std::span<const std::uint32_t> docs, std::span<const std::uint32_t> term_freqs,
                    std::span<const std::uint32_t> doc_lengths, std::uint32_t last_doc,
                    std::string& bytes);

}  // namespace dssearch::format
