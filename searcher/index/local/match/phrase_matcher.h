#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/format/forward_positions.h"
#include "searcher/index/local/local_reader.h"
#include "searcher/index/local/match/posting_cursor.h"
#include "searcher/index/local/posting_list.h"
#include "searcher/index/query_node.h"

namespace dssearch {

/// Verifies the positions of one phrase in documents. For one thread.
class PhraseMatcher {
 public:
  /// `phrase` is kPhrase or kNear over words and kOr of words of one field, or kPhrase over
  /// overlapping bigrams of one. It and `reader` must outlive this. Throws Xapian::Error.
  PhraseMatcher(const QueryNode& phrase, const LocalReader& reader);

  /// Whether the phrase matches `doc`, a candidate: it has all of the words, or one of each kOr.
  /// `encoded` are its forward positions (format::ForwardPositions).
  bool Matches(Xapian::docid doc, std::string_view encoded);

 private:
  struct Word {
    std::uint64_t hash;
    /// The documents that have the word; null unless it is one of a kOr.
    std::shared_ptr<const PostingList> postings = nullptr;
    std::optional<PostingCursor> cursor = {};  ///< In `postings`.
  };
  struct Element {
    std::vector<Word> words;               ///< The alternatives; one is enough.
    std::vector<std::uint32_t> positions;  ///< In the current document.
  };

  bool Collect(Xapian::docid doc, std::string_view encoded);
  bool InOrder() const;
  bool InAnyOrder() const;

  const QueryNode* phrase_;
  /// The only part of a document that is searched; empty for all parts.
  std::optional<format::TextPart> part_;
  std::vector<Element> elements_;
  unsigned window_ = 0;  ///< The number of positions that all elements lie within.
};

}  // namespace dssearch
