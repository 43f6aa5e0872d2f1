#pragma once

#include <xapian.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "searcher/index/doc_bit_set.h"
#include "searcher/index/doc_list.h"
#include "searcher/index/forward_positions_reader.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/doc_window.h"
#include "searcher/match/phrase_matcher.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// What a query knows about one of its phrases. The candidates of a phrase are the documents that
/// have all its words. Each range window notes which candidates were verified; if all were in all
/// windows, the matching documents are cached, since the same phrase (a Chinese word of three
/// characters) comes back in other queries. For one thread. Throws Xapian::Error.
class PhraseState {
 public:
  /// To be called before anything else, any number of times. `query` and `reader` must outlive
  /// this.
  void Prepare(const QueryNode& query, const IndexReader& reader) {
    if (!matcher_ && !known_) LookUp(query, reader);
  }

  /// The documents that match, if they are in the cache; else nullptr.
  const DocList* known() const { return known_ ? &known_->docs : nullptr; }

  /// Whether every window is to be visited, so that the result can be cached.
  bool IsCollecting() const { return !known_ && (windows_ == 0 || found_); }

  /// Whether a document, a candidate with these positions, matches. Not if known().
  bool Matches(Xapian::docid doc, std::string_view encoded) {
    return matcher_->Matches(doc, encoded);
  }

  /// Whether this is the last window that was begun.
  bool IsAt(const RangeWindow& window) const {
    return windows_ > 0 && window_begin_ == window.begin;
  }

  /// Begins a window, of which all candidates are given. Not if known().
  void BeginWindow(const RangeWindow& window, const RangeWindow::Bits& candidates);

  /// The documents of `among` that match, in the window that was begun last.
  RangeWindow::Bits Match(const RangeWindow& window, const RangeWindow::Bits& among);

  /// Puts the matching documents into the cache, if `windows` windows were visited, which are all,
  /// and every candidate in them was verified.
  void Cache(const std::string& key, std::size_t windows);

 private:
  struct Docs {
    DocList docs;

    std::size_t bytes() const { return docs.bytes(); }
  };

  void LookUp(const QueryNode& query, const IndexReader& reader);
  void EndWindow();

  const IndexReader* reader_ = nullptr;
  std::shared_ptr<const Docs> known_;                ///< The result in the cache.
  std::optional<PhraseMatcher> matcher_;             ///< Set if nothing is cached.
  std::optional<ForwardPositionsReader> positions_;  ///< For range windows.

  // About the last range window.
  Xapian::docid window_begin_ = 0;
  RangeWindow::Bits candidates_;
  RangeWindow::Bits looked_at_;
  RangeWindow::Bits matching_;

  std::size_t windows_ = 0;
  /// The matches in all windows so far; empty once a window was not verified in full.
  std::optional<DocBitSet> found_;
};

}  // namespace dssearch
