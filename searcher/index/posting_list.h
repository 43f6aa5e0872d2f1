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

/// The documents that have a term, in order, and how often each has it. Immutable.
struct PostingList {
  std::vector<Xapian::docid> doc_ids;
  std::vector<std::uint16_t> term_freqs;  ///< Of each of `doc_ids`; 65,535 for more.
  std::optional<DocBitSet> bits;          ///< Of a frequent term: the documents once more.

  /// How often a document has the term.
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

/// The documents of a set, without term frequencies: those of a large part of all documents as
/// bits alone.
PostingList PostingListOf(const DocBitSet& docs, const IndexReader& reader);

/// Where a term is; that of a stem (format::StemTerm) where any of its forms is. Kept in the
/// cache. Throws Xapian::Error.
std::shared_ptr<const PostingList> PostingsOf(const std::string& term, const IndexReader& reader);

}  // namespace dssearch
