#include "searcher/index/local/match/phrase_state.h"

#include <algorithm>
#include <span>
#include <utility>

#include "searcher/index/local/column.h"

namespace dssearch {

void PhraseState::LookUp() {
  looked_up_ = true;
  cached_ = reader_.cache().Get<Docs<DocSet>>(key_);
}

void PhraseState::Verify(const RangeWindow& window, const RangeWindow::Bits& unknown,
                         const RangeWindow::Bits& candidates) {
  if (!more_) {
    const DocBitSet none(reader_.last_doc());
    if (cached_ == nullptr) {
      more_ = {*AllDocs(reader_), none};
    } else {
      more_ = {none, none};
      cached_->unknown.AddTo(more_->unknown);
      cached_->matching.AddTo(more_->matching);
    }
  }
  const std::span<std::uint64_t> words = more_->unknown.words().subspan(window.begin / 64);
  for (std::size_t i = 0; i < std::min(words.size(), RangeWindow::kWords); ++i)
    words[i] &= ~unknown.words[i];
  candidates.ForEach([&](std::size_t slot) {
    const Xapian::docid doc = window.Doc(slot);
    if (Matches(doc)) more_->matching.Add(doc);
  });
}

void PhraseState::Cache() {
  if (!more_) return;
  cached_ =
      std::make_shared<Docs<DocSet>>(Docs<DocSet>{DocSet(more_->unknown), DocSet(more_->matching)});
  more_.reset();
  reader_.cache().Replace<Docs<DocSet>>(key_, cached_);
}

}  // namespace dssearch
