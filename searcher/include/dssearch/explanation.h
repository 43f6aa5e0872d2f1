#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dssearch/request.h"

namespace dssearch {

/// How often something stands in a field of a paper.
struct Occurrences {
  std::string field = {};  ///< "title", or "summary" for all that is no title.
  std::uint32_t count = 0;

  bool operator==(const Occurrences&) const = default;
};

/// One thing in a query that a paper has, and what it adds to the paper's score.
struct Evidence {
  std::string text = {};  ///< As it is indexed: 强化, learn, "graph network".
  /// "word", "stem", "bigram", each also "in title", "compound" (in any spelling),
  /// "phrase", "phrase in title", "any of" (alternatives), or "each
  /// word": what a widened query adds so that papers with more of its words come first.
  std::string form = {};
  std::vector<Occurrences> where = {};  ///< Of a word, stem or bigram.
  double score = 0;                     ///< Above 0.

  bool operator==(const Evidence&) const = default;
};

/// One thing that a request wants of a paper: a part of its query or a filter.
struct Condition {
  std::string text = {};
  bool holds = false;

  bool operator==(const Condition&) const = default;
};

/// Why a request finds a paper or does not.
struct Verdict {
  std::string id = {};        ///< Of the paper, as it was asked for.
  bool known = false;         ///< The index has the paper.
  bool found = false;         ///< It is among what the request finds.
  Match match = Match::kAll;  ///< kAny: one of the words is enough.
  /// In the order of the query, then the filters; empty for an unknown paper.
  std::vector<Condition> conditions = {};
};

}  // namespace dssearch
