#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dssearch/request.h"
#include "searcher/format/schema.h"
#include "searcher/match/query_node.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch {

/// Positions [begin, end) of a text.
struct PositionRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  PositionRange Shifted(std::uint32_t by) const { return {begin + by, end + by}; }
  bool Covers(const PositionRange& other) const { return begin <= other.begin && end >= other.end; }
  bool operator==(const PositionRange&) const = default;
};

/// What a part of a query comes to: what must match, and what besides it scores where it matches.
struct CompiledClause {
  QueryNode must;
  std::vector<QueryNode> should = {};

  /// It is words, not a phrase and nothing that a filter or an exclusion holds for: then `should`
  /// clauses satisfy a disjunction (Match::kAny), too. For `graph-network`, a paper that has only
  /// graph matches.
  bool is_bag_of_words = false;

  /// What `must` match, standing together in some way: scores where it does.
  std::vector<QueryNode> proximity_boosts = {};

  /// More `should` clauses and proximity boosts, of a run of Han characters as a whole. They stand
  /// apart until it is known whether the run is compared with a translation, which has no run.
  std::vector<QueryNode> han_run_should = {};
  std::vector<QueryNode> han_run_boosts = {};

  /// Of a run that has other names (软件, 軟體): all the terms of any of these.
  std::vector<QueryNode> all_terms = {};

  PositionRange at = {};  ///< Of the text that it is of.

  /// Of a run that has other names: the words that it is cut into.
  std::vector<PositionRange> words = {};
};

/// The clauses of texts beside each other in one field, with what the lexicon is asked for.
struct TextClauses {
  const format::Field* field = &format::kTextField;
  std::vector<CompiledClause> clauses = {};
  std::vector<text::LexiconToken> tokens = {};
  std::vector<PositionRange> han_runs = {};
};

/// A compiled query before its clauses are combined: a tree like that of the query.
struct ClauseTree {
  enum class Kind {
    kLeaf,    ///< One clause: a name, a prefix, every document.
    kFilter,  ///< One clause that never scores.
    kText,    ///< Clauses of words: in Match::kAny each of them will do.
    kPhrase,  ///< One clause of a phrase.
    kAnd,     ///< All children.
    kOr,      ///< Any child.
    kNot,     ///< Not its one child.
  };

  Kind kind = Kind::kLeaf;
  TextClauses text = {};  ///< Of all but the last three, with one clause where it says so.
  bool ranks = false;     ///< Documents differ in how well they match it.
  std::vector<ClauseTree> children = {};
};

/// What matches `must`, scored by all of `boosts` as well.
QueryNode ScoredBy(QueryNode must, std::vector<QueryNode> boosts);

/// What a clause matches, scored by all that counts but what is of Han runs as a whole.
QueryNode ScoredClause(CompiledClause clause);

/// The clauses as one: all of them in Match::kAll, else any. Nothing of none.
std::optional<CompiledClause> CombineBoolean(std::vector<CompiledClause> clauses, Match match);

/// The documents that have all terms of the clauses; scores nothing.
QueryNode AllTermsOf(const std::vector<CompiledClause>& clauses);

/// Lets what is of Han runs as a whole count like all else.
void ApplyRunBoosts(std::vector<CompiledClause>& clauses);

/// The query that a tree comes to; nothing where it asks for nothing, such as only signs.
std::optional<QueryNode> Combine(ClauseTree tree, Match match);

/// Whether documents differ in how well they match a tree.
bool Ranks(const ClauseTree& tree);

}  // namespace dssearch
