#pragma once

#include <xapian.h>

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "searcher/index/local/local_reader.h"

namespace dssearch {

/// The Chinese and the English record of one paper: two records, and no more, that have the same
/// DOI or arXiv id, of which one has a text in Chinese. (More of them are no versions of a paper:
/// exports give the DOI of a volume to all that is in it.)
struct RecordPair {
  Xapian::docid zh;
  Xapian::docid en;

  Xapian::docid In(bool chinese) const { return chinese ? zh : en; }
};

/// All pairs of an index; no document is in two of them. Immutable.
class RecordPairs {
 public:
  RecordPairs() = default;
  explicit RecordPairs(std::vector<RecordPair> pairs);

  const std::vector<RecordPair>& all() const { return pairs_; }

  /// The pair that a document is in, nullptr if it is in none.
  const RecordPair* Find(Xapian::docid doc) const;

 private:
  std::vector<RecordPair> pairs_;
  std::vector<std::pair<Xapian::docid, std::size_t>> by_doc_;  ///< Sorted.
};

/// The pairs of the index, cached in the snapshot. Throws Xapian::Error.
std::shared_ptr<const RecordPairs> RecordPairsOf(const LocalReader& reader);

}  // namespace dssearch
