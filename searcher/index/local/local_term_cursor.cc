#include "searcher/index/local/local_term_cursor.h"

#include <algorithm>

#include "searcher/index/local/posting_list.h"

namespace dssearch {
namespace {

// On the way from a term to the next Xapian reads all blocks of the posting list between them. From
// about so many documents on there are more of them than levels of the tree.
constexpr Xapian::doccount kLongList = 8'000;

}  // namespace

LocalTermCursor::LocalTermCursor(const std::string& prefix, const LocalReader& reader) {
  for (const SegmentReader& segment : reader.segments()) {
    has_deletions_ = has_deletions_ || segment.deleted;
    sources_.push_back({&segment,
                        segment.database.allterms_begin(prefix),
                        segment.database.allterms_end(prefix),
                        {}});
  }
  MoveAll([](Source&) { return true; });
  SkipDeleted();
}

// Moves sources by `move(Source&)`, which returns whether it did, and leaves out those at their
// ends.
template <typename Move>
void LocalTermCursor::MoveAll(const Move& move) {
  for (Source& source : sources_)
    if (move(source) && source.next != source.end) source.term = *source.next;
  std::erase_if(sources_, [](const Source& source) { return source.next == source.end; });
  if (sources_.empty()) return;
  term_ = std::min_element(sources_.begin(), sources_.end(), [](const Source& a, const Source& b) {
            return a.term < b.term;
          })->term;
}

Xapian::doccount LocalTermCursor::doc_freq() const {
  Xapian::doccount doc_freq = 0;
  for (const Source& source : sources_)
    if (source.term == term_)
      doc_freq += source.segment->deleted ? StatsIn(term_, *source.segment).doc_freq
                                          : source.next.get_termfreq();
  return doc_freq;
}

void LocalTermCursor::SkipDeleted() {
  if (has_deletions_)
    while (!AtEnd() && doc_freq() == 0) NextTerm();
}

void LocalTermCursor::Next() {
  NextTerm();
  SkipDeleted();
}

void LocalTermCursor::NextTerm() {
  MoveAll([this](Source& source) {
    if (source.term != term_) return false;
    if (source.next.get_termfreq() < kLongList) {
      ++source.next;
    } else {
      source.next.skip_to(source.term + '\0');
    }
    return true;
  });
}

void LocalTermCursor::SkipTo(const std::string& term) {
  MoveAll([&term](Source& source) {
    if (source.term >= term) return false;
    source.next.skip_to(term);
    return true;
  });
  SkipDeleted();
}

}  // namespace dssearch
