#pragma once

#include <xapian.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
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

  /// The term frequency in a document, 0 if it lacks the term. Requires that this is the list of a
  /// term.
  unsigned TermFreq(Xapian::docid doc) const {
    const auto found = std::lower_bound(doc_ids.begin(), doc_ids.end(), doc);
    if (found == doc_ids.end() || *found != doc) return 0;
    return term_freqs[static_cast<std::size_t>(found - doc_ids.begin())];
  }

  bool Has(Xapian::docid doc) const {
    return bits ? bits->Has(doc) : std::binary_search(doc_ids.begin(), doc_ids.end(), doc);
  }

  std::size_t bytes() const {
    return doc_ids.capacity() * sizeof doc_ids[0] + term_freqs.capacity() * sizeof term_freqs[0] +
           (bits ? bits->bytes() : 0);
  }
};

/// The posting list of a set of documents, without term frequencies. More than 1 / 64 of all
/// documents are kept as bits alone, without `doc_ids`.
PostingList PostingListOf(const DocBitSet& docs, const IndexReader& reader);

/// The posting list of a term; for a stem (format::StemTerm) the union of those of its forms.
/// Cached. Throws Xapian::Error.
std::shared_ptr<const PostingList> PostingsOf(const std::string& term, const IndexReader& reader);

}  // namespace dssearch
