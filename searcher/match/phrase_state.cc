#include "searcher/match/phrase_state.h"

#include <utility>

namespace dssearch {

void PhraseState::LookUp() {
  looked_up_ = true;
  cached_ = reader_.cache().Get<Docs>(key_);
}

void PhraseState::Verify(const RangeWindow& window, const RangeWindow::Bits& unknown,
                         const RangeWindow::Bits& candidates) {
  if (!more_) {
    const DocBitSet none(reader_.last_doc());
    more_ = known() == nullptr ? Docs{none, none} : *known();
  }
  unknown.ForEach([&](std::size_t slot) { more_->known.Add(window.Doc(slot)); });
  candidates.ForEach([&](std::size_t slot) {
    const Xapian::docid doc = window.Doc(slot);
    if (Matches(doc)) more_->matching.Add(doc);
  });
}

void PhraseState::Cache() {
  if (!more_) return;
  cached_ = std::make_shared<Docs>(*std::exchange(more_, std::nullopt));
  reader_.cache().Replace<Docs>(key_, cached_);
}

}  // namespace dssearch
