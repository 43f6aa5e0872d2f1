#pragma once

#include <xapian.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "searcher/index/local/doc_bit_set.h"

namespace dssearch {

/// A set of documents that is kept for later: as a list where it has few, else as bits. Of a
/// million papers a thousand take 4 kB so, and as a DocBitSet 125. Immutable; may be shared by
/// threads.
class DocSet {
 public:
  explicit DocSet(const DocBitSet& docs) {
    const std::size_t list_bytes = docs.size() * sizeof(Xapian::docid);
    if (list_bytes > docs.words().size_bytes()) {
      bits_ = docs;
    } else {
      list_.reserve(docs.size());
      docs.ForEach([this](Xapian::docid doc) { list_.push_back(doc); });
    }
  }

  bool Has(Xapian::docid doc) const {
    return bits_ ? bits_->Has(doc) : std::binary_search(list_.begin(), list_.end(), doc);
  }

  void AddTo(DocBitSet& docs) const {
    if (bits_) docs |= *bits_;
    for (const Xapian::docid doc : list_) docs.Add(doc);
  }

  /// The bits; null where it is a list.
  const DocBitSet* bits() const { return bits_ ? &*bits_ : nullptr; }

  /// The list, ascending; empty where it is bits.
  std::span<const Xapian::docid> list() const { return list_; }

  std::size_t bytes() const {
    return bits_ ? bits_->bytes() : list_.capacity() * sizeof(Xapian::docid);
  }

 private:
  std::optional<DocBitSet> bits_;
  std::vector<Xapian::docid> list_;
};

}  // namespace dssearch
