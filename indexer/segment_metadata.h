#pragma once

#include <xapian.h>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/text/analyzer.h"

namespace dssearch::indexer {

/// Takes the metadata of a segment from its terms, as they are written. Not thread-safe. Members
/// throw Xapian::Error.
///
/// - The English words by their stems: a query for "computing" looks up all words with the stem
///   "comput" (searcher/format/stem_forms.h).
/// - The DOIs and arXiv ids that several records of the segment and of others have, which may be
///   records of one paper in two languages (searcher/index/record_pairs.h).
class SegmentMetadata {
 public:
  /// `others` are the other segments of the commit.
  explicit SegmentMetadata(std::vector<Xapian::Database> others) : others_(std::move(others)) {}

  /// Takes a term, which so many documents have. Terms ascend.
  void AddTerm(std::string_view term, std::size_t documents);

  /// Notes what was taken, in place of what `metadata` has of it.
  void NoteIn(std::map<std::string, std::string>& metadata) const;

 private:
  std::vector<Xapian::Database> others_;
  text::Analyzer analyzer_;
  std::map<std::string, std::vector<std::string>> words_;  ///< By stem.
  std::string shared_;                                     ///< Identifiers, as they are noted.
};

}  // namespace dssearch::indexer
