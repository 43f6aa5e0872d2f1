#include "searcher/match/phrase_state.h"

#include <utility>

namespace dssearch {

void PhraseState::LookUp(const QueryNode& query, const IndexReader& reader) {
  reader_ = &reader;
  known_ = reader.cache().Get<Docs>(CacheKey(query));
  if (known_) return;
  matcher_.emplace(query, reader);
  positions_.emplace(reader);
}

void PhraseState::BeginWindow(const RangeWindow& window, const RangeWindow::Bits& candidates) {
  if (windows_ == 0) found_.emplace(reader_->last_doc());
  EndWindow();
  ++windows_;
  window_begin_ = window.begin;
  candidates_ = candidates;
  looked_at_ = matching_ = {};
}

RangeWindow::Bits PhraseState::Match(const RangeWindow& window, const RangeWindow::Bits& among) {
  RangeWindow::Bits wanted = candidates_;
  wanted &= among;
  wanted |= looked_at_;
  // If at least half of the candidates are to be verified, all are: it takes at most twice as long,
  // and the result can be cached.
  if (found_ && 2 * wanted.size() >= candidates_.size()) wanted = candidates_;
  wanted -= looked_at_;
  looked_at_ |= wanted;
  wanted.ForEach([&](std::size_t slot) {
    const Xapian::docid doc = window.Doc(slot);
    if (Matches(doc, positions_->Of(doc))) matching_.Add(slot);
  });
  RangeWindow::Bits bits = matching_;
  bits &= among;
  return bits;
}

// Adds the matches of the last window if all its candidates were verified; else gives up
// collecting.
void PhraseState::EndWindow() {
  if (!found_ || windows_ == 0) return;
  RangeWindow::Bits left = candidates_;
  left -= looked_at_;
  if (!left.empty()) {
    found_.reset();
    return;
  }
  matching_.ForEach(
      [&](std::size_t slot) { found_->Add(window_begin_ + static_cast<Xapian::docid>(slot)); });
}

void PhraseState::Cache(const std::string& key, std::size_t windows) {
  EndWindow();
  if (!found_ || windows_ != windows) return;
  known_ = std::make_shared<Docs>(Docs{DocList(*std::exchange(found_, std::nullopt))});
  // A phrase of common words takes a hundred times as long as a posting list.
  reader_->cache().Put<Docs>(key, known_, /*is_costly=*/true);
}

}  // namespace dssearch
