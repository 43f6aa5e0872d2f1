#pragma once

#include <xapian.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "searcher/index/local/doc_bit_set.h"
#include "searcher/index/local/doc_set.h"
#include "searcher/index/local/local_reader.h"
#include "searcher/index/local/match/doc_window.h"
#include "searcher/index/local/match/phrase_matcher.h"
#include "searcher/index/query_node.h"

namespace dssearch {

/// What is known of the documents that match a phrase. To verify positions is the slowest part of a
/// search, and the same phrase (a Chinese word of three characters, what an abbreviation stands
/// for) comes back in other queries. So what a query found out is cached, and the next one verifies
/// no document again. For one thread. Throws Xapian::Error.
class PhraseState {
 public:
  /// `query` and `reader` must outlive this.
  PhraseState(const QueryNode& query, std::string key, const LocalReader& reader)
      : query_(query), key_(std::move(key)), reader_(reader) {}

  /// The documents of a window of which it is not known whether they match.
  RangeWindow::Bits UnknownIn(const RangeWindow& window, RangeWindow::Bits among) {
    Visit([&](const auto& docs) { among &= BitsIn(window, docs.unknown); });
    return among;
  }

  /// Finds out whether the documents of `unknown` match. `candidates` are those of them that have
  /// all the words.
  void Verify(const RangeWindow& window, const RangeWindow::Bits& unknown,
              const RangeWindow::Bits& candidates);

  /// The documents of a window that match, among those that are known.
  RangeWindow::Bits MatchingIn(const RangeWindow& window) {
    RangeWindow::Bits bits;
    Visit([&](const auto& docs) { bits = BitsIn(window, docs.matching); });
    return bits;
  }

  /// Whether a document matches; nothing if it is not known.
  std::optional<bool> Find(Xapian::docid doc) {
    std::optional<bool> found;
    Visit([&](const auto& docs) {
      if (!docs.unknown.Has(doc)) found = docs.matching.Has(doc);
    });
    return found;
  }

  /// Whether a document, a candidate, matches.
  bool Matches(Xapian::docid doc) {
    if (!matcher_) matcher_.emplace(query_, reader_);
    if (++verified_ % kVerifiedAtOnce == 0) reader_.CheckBudget();
    return matcher_->Matches(doc, reader_.PositionsOf(doc));
  }

  /// Puts what was found out into the cache.
  void Cache();

 private:
  template <typename Set>
  struct Docs {
    Set unknown;   ///< Those of which it is not known whether they match,
    Set matching;  ///< and those that match.

    std::size_t bytes() const { return unknown.bytes() + matching.bytes(); }
  };

  // Visits what is known, if anything is.
  template <typename Visitor>
  void Visit(const Visitor& visit) {
    if (!looked_up_) LookUp();
    if (more_) {
      visit(*more_);
    } else if (cached_ != nullptr) {
      visit(*cached_);
    }
  }

  void LookUp();

  // So many documents take some tens of microseconds.
  static constexpr std::size_t kVerifiedAtOnce = 128;

  const QueryNode& query_;
  const std::string key_;
  const LocalReader& reader_;
  bool looked_up_ = false;
  std::shared_ptr<const Docs<DocSet>> cached_;  ///< What was known before,
  std::optional<Docs<DocBitSet>> more_;         ///< and with what was found out since, if anything.
  std::optional<PhraseMatcher> matcher_;
  std::size_t verified_ = 0;
};

}  // namespace dssearch
