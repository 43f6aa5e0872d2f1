#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/format/forward_positions.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/posting_list.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// Reads where the words of papers stand, quickly for papers that come in order.
class WordOrders {
 public:
  /// The session must stay.
  explicit WordOrders(const Session& session) : session_(session) {}

  /// Of a paper, encoded (format::WordOrder); empty if it has none.
  std::string Of(Xapian::docid paper);

 private:
  const Session& session_;
  Xapian::ValueIterator orders_;
  Xapian::ValueIterator end_;
  Xapian::docid reached_ = 0;  ///< The paper that was asked for last.
};

/// Tells in which papers the words of a phrase stand in place.
class PhraseMatcher {
 public:
  /// `phrase` is kPhrase or kNear, of words or bigrams of one field; it outlives this.
  PhraseMatcher(const Clause& phrase, const Session& session);

  /// Of a paper that has all of the words, or one of each kOr, and whose words
  /// stand in this order.
  bool Matches(Xapian::docid paper, std::string_view order);

 private:
  struct Word {
    std::uint64_t hash;
    std::shared_ptr<const Postings> papers;  ///< Where it is one of several.
  };
  struct Element {
    std::vector<Word> words;            ///< Any of them.
    std::vector<std::uint32_t> places;  ///< In the paper that is looked at.
  };

  void Collect(Xapian::docid paper, std::string_view encoded);
  bool InOrder() const;
  bool InAnyOrder() const;

  const Clause* phrase_;
  std::optional<format::TextPart> part_;  ///< Where its words stand, if not anywhere.
  std::vector<Element> elements_;
  unsigned window_ = 0;  ///< Positions that all elements stand within.
  std::vector<std::pair<std::uint32_t, std::size_t>> numbers_;  ///< Of words, and their elements.
};

}  // namespace dssearch
