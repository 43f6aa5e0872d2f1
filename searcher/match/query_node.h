#pragma once

#include <string>
#include <utility>
#include <vector>

#include "searcher/format/calendar.h"

namespace dssearch {

/// What a query comes to in terms of the index: which papers match, and what
/// they score. A value; without children, kOr is what no paper matches.
struct Clause {
  enum class Kind {
    kTerm,      ///< The papers that have `term`; scores by BM25.
    kEvery,     ///< Every paper; scores 1.
    kDates,     ///< The papers whose date overlaps `days`; scores nothing.
    kAnd,       ///< All children; scores their sum.
    kOr,        ///< Any child; scores the sum of those that match.
    kAndMaybe,  ///< The first child; the second scores where it matches too.
    kFilter,    ///< All children; the first alone scores.
    kAndNot,    ///< The first child without the second.
    kBest,      ///< Any child; scores as the one that scores most.
    kSynonym,   ///< Any child; scores as one term that is there as often as all of them together.
    kPhrase,    ///< All children in this order, within `window` positions; scores their sum.
    kNear,      ///< The same in any order.
  };

  Kind kind = Kind::kOr;
  double weight = 1;            ///< What it scores is multiplied by this.
  std::string term = {};        ///< Of a translation, too: as people write it.
  std::string translates = {};  ///< What of the query this is a translation of, if it is one.
  format::DayRange days = {};
  unsigned window = 0;
  /// Of kPhrase: words, or bigrams, each of which begins with the character that
  /// the one before ends with; of kNear: words and kOr of them.
  std::vector<Clause> children = {};

  static Clause Term(std::string term) { return {.kind = Kind::kTerm, .term = std::move(term)}; }
  static Clause Every(double weight = 0) { return {.kind = Kind::kEvery, .weight = weight}; }
  static Clause Of(Kind kind, std::vector<Clause> children, unsigned window = 0) {
    return {.kind = kind, .window = window, .children = std::move(children)};
  }
  /// The same of two: of a list in braces all would be copied, with all below it.
  static Clause Of(Kind kind, Clause first, Clause second) {
    Clause both{.kind = kind};
    both.children.reserve(2);
    both.children.push_back(std::move(first));
    both.children.push_back(std::move(second));
    return both;
  }

  bool operator==(const Clause&) const = default;
};

inline Clause Weighted(Clause clause, double weight) {
  clause.weight *= weight;
  return clause;
}

/// What matches the same, and scores nothing.
inline Clause Unweighted(Clause clause) { return Weighted(std::move(clause), 0); }

/// Whether anything in it depends on where words stand.
bool IsPositional(const Clause& clause);

/// All that makes the papers that match what they are, for a key: not what they score.
std::string KeyOf(const Clause& clause);

/// The terms in it, in order.
std::vector<std::string> TermsOf(const Clause& clause);

}  // namespace dssearch
