#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dssearch/request.h"
#include "searcher/format/schema.h"
#include "searcher/index/query_node.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch {

/// The positions [begin, end) of a text.
struct PositionRange {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  PositionRange Shifted(std::uint32_t by) const { return {begin + by, end + by}; }
  bool Covers(const PositionRange& other) const { return begin <= other.begin && end >= other.end; }
  bool operator==(const PositionRange&) const = default;
};

/// A clause of a compiled query, like one of Lucene's BooleanQuery: what a document must match, and
/// what adds to its score beside.
struct CompiledClause {
  QueryNode must;
  std::vector<QueryNode> should = {};

  /// Whether the clause is words: no phrase, filter or exclusion. One `should` clause of a bag of
  /// words is enough for a document to match a disjunction (Match::kAny): `graph-network` matches a
  /// document that has only graph.
  bool is_bag_of_words = false;

  /// Nodes that score where terms are near each other, such as two adjacent words. They never
  /// satisfy a disjunction.
  std::vector<QueryNode> proximity_boosts = {};

  /// More `should` clauses and proximity boosts, for a run of Han characters as a whole. They are
  /// held back until CrossLanguageExpander has compared the clause with its translation, which has
  /// no such run to score.
  std::vector<QueryNode> han_run_should = {};
  std::vector<QueryNode> han_run_boosts = {};

  /// For a run with regional variants (软件, 軟體): for each variant a node that matches the
  /// documents with all its terms. Empty for all other clauses.
  std::vector<QueryNode> all_terms = {};

  PositionRange at = {};  ///< Where the clause stands in its text.

  /// For a run with regional variants: the words that it is cut into.
  std::vector<PositionRange> words = {};
};

/// The clauses of adjacent texts in one field, and their lexicon tokens. Positions count through
/// all of the texts.
struct TextClauses {
  const format::Field* field = &format::kTextField;
  std::vector<CompiledClause> clauses = {};
  std::vector<text::LexiconToken> tokens = {};
  std::vector<PositionRange> han_runs = {};
};

/// A compiled query before its clauses are combined: a tree of the shape of the AST.
struct ClauseTree {
  enum class Kind {
    kLeaf,    ///< One clause: a name, a prefix, all documents.
    kFilter,  ///< One clause that never scores.
    kText,    ///< A clause for each word; in Match::kAny a disjunction.
    kPhrase,  ///< One clause of a phrase.
    /// A clause of a value, and as the only child the words that name it: a paper matches by either
    /// one and scores by the better. Beside other words in Match::kAny this only adds to the score.
    kNamedValue,
    kAnd,  ///< A conjunction of the children.
    kOr,   ///< A disjunction of the children.
    kNot,  ///< The negation of its only child.
  };

  Kind kind = Kind::kLeaf;
  TextClauses text = {};  ///< Set for all kinds but kAnd, kOr and kNot.
  bool ranks = false;     ///< Whether documents differ in their score by it; only set for kLeaf.
  /// Whether its words are looked for in a field that the user named: author:Shao, title:graph.
  bool names_field = false;
  std::vector<ClauseTree> children = {};
};

/// A node that matches `must` and scores by `must` and `boosts`.
QueryNode ScoredBy(QueryNode must, std::vector<QueryNode> boosts);

/// A node that matches `must` of a clause and scores by all of the clause but its Han run as a
/// whole.
QueryNode ScoredClause(CompiledClause clause);

/// Combines clauses into one: a conjunction in Match::kAll, else a disjunction. Nothing if there
/// are no clauses.
std::optional<CompiledClause> CombineBoolean(std::vector<CompiledClause> clauses, Match match);

/// An unscored node that matches the documents with all terms of all clauses.
QueryNode AllTermsOf(const std::vector<CompiledClause>& clauses);

/// Moves `han_run_should` and `han_run_boosts` to `should` and `proximity_boosts`, so that they
/// score.
void ApplyRunBoosts(std::vector<CompiledClause>& clauses);

/// The query of a tree; nothing if it has no clauses, such as a query of punctuation.
std::optional<QueryNode> Combine(ClauseTree tree, Match match);

/// Whether documents differ in their score by a tree.
bool Ranks(const ClauseTree& tree);

}  // namespace dssearch
