#pragma once

#include <xapian.h>

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

#include "searcher/index/doc_bit_set.h"

namespace dssearch {

/// A set of documents to keep: a bit set if they are many, else a list. Immutable.
class DocList {
 public:
  explicit DocList(const DocBitSet& docs) {
    // A docid takes 32 bits.
    if (docs.size() > docs.words().size() * 64 / 32) {
      bits_ = docs;
      return;
    }
    docs.ForEach([&](Xapian::docid doc) { docs_.push_back(doc); });
    docs_.shrink_to_fit();
  }

  bool Has(Xapian::docid doc) const {
    return bits_ ? bits_->Has(doc) : std::binary_search(docs_.begin(), docs_.end(), doc);
  }

  /// Calls `visit(Xapian::docid)` for each document from `begin` on that is before `end`,
  /// ascending. Only if bits() is null.
  template <typename Visit>
  void ForEach(Xapian::docid begin, Xapian::docid end, const Visit& visit) const {
    for (auto it = std::lower_bound(docs_.begin(), docs_.end(), begin);
         it != docs_.end() && *it < end; ++it)
      visit(*it);
  }

  /// The bit set; null if it is a list.
  const DocBitSet* bits() const { return bits_ ? &*bits_ : nullptr; }

  std::size_t bytes() const {
    return docs_.capacity() * sizeof docs_[0] + (bits_ ? bits_->bytes() : 0);
  }

 private:
  std::vector<Xapian::docid> docs_;
  std::optional<DocBitSet> bits_;
};

}  // namespace dssearch
