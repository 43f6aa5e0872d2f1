#pragma once

#include <xapian.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "searcher/index/doc_bit_set.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// The documents that have a term and how often each has it. Immutable.
struct PostingList {
  std::vector<Xapian::docid> doc_ids;
  /// Parallel to `doc_ids`, capped at 65,535; empty in a list made of a bit set.
  std::vector<std::uint16_t> term_freqs;
  /// The same documents, if they are more than 1 / 64 of all; a list made of a bit set has these
  /// alone then.
  std::optional<DocBitSet> bits;

  /// Beside `bits` in the list of a term: how many of its documents are before each word of bits
  /// that is a multiple of kWordsPerRank, so that a document is found without a search.
  std::vector<std::uint32_t> ranks;
  static constexpr std::size_t kWordsPerRank = 4;

  /// The index of a document in `doc_ids` and `term_freqs`, nullopt if it lacks the term. Requires
  /// that this is the list of a term.
  std::optional<std::size_t> Find(Xapian::docid doc) const {
    if (bits) return bits->Has(doc) ? std::optional(RankOf(doc)) : std::nullopt;
    const auto found = std::lower_bound(doc_ids.begin(), doc_ids.end(), doc);
    if (found == doc_ids.end() || *found != doc) return std::nullopt;
    return static_cast<std::size_t>(found - doc_ids.begin());
  }

  /// The term frequency in a document, 0 if it lacks the term. Requires that this is the list of a
  /// term.
  unsigned TermFreq(Xapian::docid doc) const {
    const std::optional<std::size_t> posting = Find(doc);
    return posting ? term_freqs[*posting] : 0;
  }

  bool Has(Xapian::docid doc) const {
    return bits ? bits->Has(doc) : std::binary_search(doc_ids.begin(), doc_ids.end(), doc);
  }

  std::size_t bytes() const {
    return doc_ids.capacity() * sizeof doc_ids[0] + term_freqs.capacity() * sizeof term_freqs[0] +
           (bits ? bits->bytes() : 0) + ranks.capacity() * sizeof ranks[0];
  }

 private:
  // How many documents of the list are before one that has bits.
  std::size_t RankOf(Xapian::docid doc) const {
    const std::span<const std::uint64_t> words = bits->words();
    const std::size_t word = doc / 64;
    const std::uint64_t lower = (std::uint64_t{1} << (doc % 64)) - 1;
    std::size_t rank = ranks[word / kWordsPerRank];
    for (std::size_t i = word / kWordsPerRank * kWordsPerRank; i < word; ++i)
      rank += CountBits(words[i]);
    return rank + CountBits(words[word] & lower);
  }
};

/// The posting list of a set of documents, without term frequencies. More than 1 / 64 of all
/// documents are kept as bits alone, without `doc_ids`.
PostingList PostingListOf(const DocBitSet& docs, const IndexReader& reader);

/// The posting list of a term; for a stem (format::StemTerm) the union of those of its forms.
/// Cached. Throws Xapian::Error.
std::shared_ptr<const PostingList> PostingsOf(const std::string& term, const IndexReader& reader);

}  // namespace dssearch
