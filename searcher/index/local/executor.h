#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>

#include "searcher/index/execution.h"
#include "searcher/index/local/doc_bit_set.h"
#include "searcher/index/local/local_reader.h"

namespace dssearch {

/// Documents that were found on this machine.
class LocalMatches final : public Matches {
 public:
  /// `docs` are those that are left where records of one paper are `fold`ed.
  LocalMatches(DocBitSet docs, std::uint64_t folded, bool fold)
      : Matches(docs.size(), folded), docs_(std::move(docs)), fold_(fold) {}

  const DocBitSet& docs() const { return docs_; }
  bool fold() const { return fold_; }
  std::size_t bytes() const override { return docs_.bytes(); }

 private:
  DocBitSet docs_;
  bool fold_;
};

/// Finds and counts documents. Throws Error and Xapian::Error.
Executed Execute(const Execution& execution, const LocalReader& reader);

}  // namespace dssearch
