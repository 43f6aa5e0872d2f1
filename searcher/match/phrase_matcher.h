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

/// Tells whether the words of a phrase stand in a document as the phrase wants them. For one query
/// and one thread.
class PhraseMatcher {
 public:
  /// `phrase` is kPhrase or kNear, of words or bigrams of one field; it outlives this.
  PhraseMatcher(const QueryNode& phrase, const IndexReader& reader);

  /// Whether they do in `doc`, which has all of the words, or one of each kOr. `encoded` is where
  /// its words stand (format::ForwardPositions).
  bool Matches(Xapian::docid doc, std::string_view encoded);

 private:
  struct Word {
    std::uint64_t hash;
    std::shared_ptr<const PostingList> docs;  ///< That have it, where it is one of several words.
  };
  struct Element {
    std::vector<Word> words;               ///< Any of them.
    std::vector<std::uint32_t> positions;  ///< In the document that is looked at.
  };

  void Collect(Xapian::docid doc, std::string_view encoded);
  bool InOrder() const;
  bool InAnyOrder() const;

  const QueryNode* phrase_;
  std::optional<format::TextPart> part_;  ///< Where its words stand, if not anywhere.
  std::vector<Element> elements_;
  unsigned window_ = 0;  ///< Positions that all elements stand within.
  /// The fingerprints of words in the document that is looked at, with their elements.
  std::vector<std::pair<std::uint32_t, std::size_t>> fingerprints_;
};

}  // namespace dssearch
