#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/index/index_reader.h"

namespace dssearch {

/// Goes through the terms with a prefix that documents of an index have, in the order of their
/// bytes, each once. The reader must outlive it. For one thread. Throws Xapian::Error.
///
///   for (TermCursor it(prefix, reader); !it.AtEnd(); it.Next()) Use(it.term(), it.doc_freq());
class TermCursor {
 public:
  TermCursor(const std::string& prefix, const IndexReader& reader);

  bool AtEnd() const { return sources_.empty(); }
  const std::string& term() const { return term_; }

  /// How many documents have the term.
  Xapian::doccount doc_freq() const;

  void Next();

  /// Moves on to the first term that is not before `term`.
  void SkipTo(const std::string& term);

 private:
  /// A segment that has more terms.
  struct Source {
    const SegmentReader* segment;
    Xapian::TermIterator next;
    Xapian::TermIterator end;
    std::string term;  ///< That of `next`.
  };

  template <typename Move>
  void MoveAll(const Move& move);
  void NextTerm();
  void SkipDeleted();

  bool has_deletions_ = false;  ///< Whether a term may be in deleted documents alone.
  std::vector<Source> sources_;
  std::string term_;
};

}  // namespace dssearch
