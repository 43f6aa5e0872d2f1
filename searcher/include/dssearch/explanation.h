#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dssearch/request.h"

namespace dssearch {

/// How often a term occurs in a field of a paper.
struct Occurrences {
  std::string field = {};  ///< "title", or "summary" for all fields but titles.
  std::uint32_t count = 0;

  bool operator==(const Occurrences&) const = default;
};

/// A part of a query that occurs in a paper, and what it adds to the paper's score.
struct Evidence {
  std::string text = {};  ///< The part as it is indexed: 强化, learn, "graph network".
  /// How the part occurs: as a "word", "stem" or "bigram", each also with " in title"; as a
  /// "compound" (gpt-4, in any spelling), a "phrase", a "phrase in title" or "any of" several
  /// alternatives; as the "translation of" a term of the query, where a document has that and not
  /// the term itself, or "part of a translation of" it; or as the value of a field that it names:
  /// "author", "venue", "domain", "date".
  std::string form = {};
  std::vector<Occurrences> where = {};  ///< For a word, stem or bigram; else empty.
  double score = 0;                     ///< Its addend of the paper's score; above 0.

  bool operator==(const Evidence&) const = default;
};

/// A condition that a request makes on papers: a part of its query, or a filter.
struct Condition {
  std::string text = {};  ///< "GRPO", or for a filter "date = 2025..".
  bool holds = false;     ///< The paper meets it.

  bool operator==(const Condition&) const = default;
};

/// Why a request finds one paper or does not.
struct Verdict {
  std::string id = {};        ///< The id of the paper, as the caller gave it.
  bool known = false;         ///< The index has the paper.
  bool found = false;         ///< The request finds the paper.
  Match match = Match::kAll;  ///< kAny: a paper needs one of the words only.
  /// The conditions of the query in its order, then the filters; empty where the paper is not
  /// known.
  std::vector<Condition> conditions = {};
};

}  // namespace dssearch
