#pragma once

#include <string>
#include <utility>
#include <vector>

#include "searcher/format/calendar.h"

namespace dssearch {

/// A query in terms of the index, as a tree: which documents match, and what they score. A value.
/// Without children, kOr is what no document matches.
struct QueryNode {
  enum class Kind {
    kTerm,       ///< The documents that have `term`; scores by BM25.
    kMatchAll,   ///< Every document; scores 1.
    kDateRange,  ///< The documents whose date overlaps `days`; scores nothing.
    kAnd,        ///< All children; scores their sum.
    kOr,         ///< Any child; scores the sum of those that match.
    kAndMaybe,   ///< The first child; the second scores where it matches too.
    kFilter,     ///< All children; the first alone scores.
    kAndNot,     ///< The first child without the second; the first scores.
    kDisMax,     ///< Any child; scores as the one that scores most.
    kSynonym,    ///< Any child; scores as one term that is there as often as all of them together.
    kPhrase,     ///< All children in this order, within `window` positions; scores their sum.
    kNear,       ///< The same in any order.
  };

  Kind kind = Kind::kOr;
  double boost = 1;  ///< What it scores is multiplied by this.
  std::string term = {};
  /// The term of the query that this translates; `term` is then its translation as people write
  /// it, of any kind of node. Empty for all else.
  std::string translates = {};
  format::DayRange days = {};
  unsigned window = 0;
  /// Of kPhrase: words, or bigrams each of which begins with the character that the one before
  /// ends with; of kNear: words and kOr of them.
  std::vector<QueryNode> children = {};

  static QueryNode Term(std::string term) { return {.kind = Kind::kTerm, .term = std::move(term)}; }
  static QueryNode MatchAll(double boost = 0) { return {.kind = Kind::kMatchAll, .boost = boost}; }
  static QueryNode Of(Kind kind, std::vector<QueryNode> children, unsigned window = 0) {
    return {.kind = kind, .window = window, .children = std::move(children)};
  }
  /// The same of two children. (An initializer list would copy both, with all below them.)
  static QueryNode Of(Kind kind, QueryNode first, QueryNode second) {
    QueryNode both{.kind = kind};
    both.children.reserve(2);
    both.children.push_back(std::move(first));
    both.children.push_back(std::move(second));
    return both;
  }

  bool operator==(const QueryNode&) const = default;
};

/// Whether a node of this kind matches where all of its children do: the children of kAnd, kFilter,
/// kPhrase and kNear, positions aside.
constexpr bool IsConjunction(QueryNode::Kind kind) {
  using Kind = QueryNode::Kind;
  return kind == Kind::kAnd || kind == Kind::kFilter || kind == Kind::kPhrase ||
         kind == Kind::kNear;
}

/// Whether a node of this kind matches where any of its children does.
constexpr bool IsDisjunction(QueryNode::Kind kind) {
  using Kind = QueryNode::Kind;
  return kind == Kind::kOr || kind == Kind::kDisMax || kind == Kind::kSynonym;
}

/// Whether a node of this kind depends itself on where words stand.
constexpr bool IsPhrase(QueryNode::Kind kind) {
  return kind == QueryNode::Kind::kPhrase || kind == QueryNode::Kind::kNear;
}

/// The node, scoring `boost` times as much.
inline QueryNode Boosted(QueryNode node, double boost) {
  node.boost *= boost;
  return node;
}

/// What matches the same, and scores nothing.
inline QueryNode Unscored(QueryNode node) { return Boosted(std::move(node), 0); }

/// Whether anything in it depends on where words stand.
bool IsPositional(const QueryNode& node);

/// A key of all that decides which documents match, not of what they score.
std::string CacheKey(const QueryNode& node);

/// The terms in it, in order.
std::vector<std::string> TermsOf(const QueryNode& node);

}  // namespace dssearch
