#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/index/local/local_reader.h"
#include "searcher/index/term_cursor.h"

namespace dssearch {

/// Goes through the terms of all segments.
class LocalTermCursor final : public TermCursor {
 public:
  LocalTermCursor(const std::string& prefix, const LocalReader& reader);

  bool AtEnd() const override { return sources_.empty(); }
  const std::string& term() const override { return term_; }
  Xapian::doccount doc_freq() const override;
  void Next() override;
  void SkipTo(const std::string& term) override;

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
