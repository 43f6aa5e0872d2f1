#pragma once

#include <string>
#include <utility>
#include <vector>

#include "searcher/format/calendar.h"
#include "searcher/format/schema.h"

namespace dssearch {

/// A query over the terms of an index, as a tree of operators that say which documents match and
/// what they score. A value. A kOr without children matches nothing.
struct QueryNode {
  enum class Kind {
    kTerm,        ///< Documents that have `term`; scores by BM25.
    kMatchAll,    ///< All documents; scores its boost, which MatchAll() makes 0.
    kDateRange,   ///< Documents whose `date_field` overlaps `days`; scores 0.
    kAddedAfter,  ///< Documents that a run after the one of `commit` added; scores 0.
    kAnd,         ///< Documents that match all children; scores their sum.
    kOr,          ///< Documents that match any child; scores the sum of those that match.
    kAndMaybe,    ///< Documents that match the first child; the second adds its score.
    kFilter,      ///< Documents that match all children; only the first scores.
    kAndNot,      ///< Documents that match the first child and not the second; the first scores.
    kDisMax,      ///< Documents that match any child; scores the maximum.
    kSynonym,     ///< Documents that match any child; scores as one term with all occurrences.
    kPhrase,      ///< All children in this order within `window` positions; scores their sum.
    kNear,        ///< All children in any order within `window` positions; scores their sum.
  };

  Kind kind = Kind::kOr;
  double boost = 1;  ///< Multiplies the score.
  std::string term = {};
  /// For a kTerm that is a form of a stem, the term of the stem, if an approximation is to score
  /// the documents of that instead; they include those of the form. Empty for all other nodes.
  std::string approximated_by = {};
  /// For a translation, the term of the query that it translates; then `term` is the translation as
  /// people write it, whatever the kind of the node. Empty for all other nodes.
  std::string translates = {};
  /// For the value that words of the query name, its field; then `term` is the value as typed.
  const format::Field* names = nullptr;
  format::DayRange days = {};
  const format::Field* date_field = &format::kDateField;  ///< For kDateRange; it HasDays().
  unsigned long commit = 0;  ///< For kAddedAfter: a format::Run::commit.
  /// For kPhrase and kNear: how many positions there are from the first child to the last one, both
  /// included. Two adjacent words have 2. Of bigrams it is the number of bigrams.
  unsigned window = 0;
  /// The children of kPhrase and kNear are words and kOr of words; those of a kPhrase may instead
  /// be bigrams each of which begins with the last character of the one before.
  std::vector<QueryNode> children = {};

  static QueryNode Term(std::string term) { return {.kind = Kind::kTerm, .term = std::move(term)}; }
  static QueryNode MatchAll(double boost = 0) { return {.kind = Kind::kMatchAll, .boost = boost}; }
  static QueryNode Of(Kind kind, std::vector<QueryNode> children, unsigned window = 0) {
    return {.kind = kind, .window = window, .children = std::move(children)};
  }
  /// The same with two children, which are moved. (An initializer list would copy both subtrees.)
  static QueryNode Of(Kind kind, QueryNode first, QueryNode second) {
    QueryNode both{.kind = kind};
    both.children.reserve(2);
    both.children.push_back(std::move(first));
    both.children.push_back(std::move(second));
    return both;
  }

  bool operator==(const QueryNode&) const = default;
};

/// Whether a node of this kind matches where all of its children match: kAnd, kFilter, and,
/// positions aside, kPhrase and kNear.
constexpr bool IsConjunction(QueryNode::Kind kind) {
  using Kind = QueryNode::Kind;
  return kind == Kind::kAnd || kind == Kind::kFilter || kind == Kind::kPhrase ||
         kind == Kind::kNear;
}

/// Whether a node of this kind matches where any of its children matches.
constexpr bool IsDisjunction(QueryNode::Kind kind) {
  using Kind = QueryNode::Kind;
  return kind == Kind::kOr || kind == Kind::kDisMax || kind == Kind::kSynonym;
}

/// Whether a node of this kind is kPhrase or kNear, so that it has positions to verify itself,
/// whatever its children.
constexpr bool IsPhrase(QueryNode::Kind kind) {
  return kind == QueryNode::Kind::kPhrase || kind == QueryNode::Kind::kNear;
}

/// The node with its boost multiplied by `boost`.
inline QueryNode Boosted(QueryNode node, double boost) {
  node.boost *= boost;
  return node;
}

/// The node with a boost of 0: it matches the same documents and adds nothing to their scores.
inline QueryNode Unscored(QueryNode node) { return Boosted(std::move(node), 0); }

/// Whether the node or a descendant is kPhrase or kNear.
bool IsPositional(const QueryNode& node);

/// Whether all documents that match `node` also match `term`, as far as the shape of the tree
/// tells.
bool Implies(const QueryNode& node, const QueryNode& term);

/// A key for caches: equal for two nodes only if they match the same documents. Boosts do not
/// count.
std::string CacheKey(const QueryNode& node);

/// The terms of all kTerm nodes, in preorder.
std::vector<std::string> TermsOf(const QueryNode& node);

}  // namespace dssearch
