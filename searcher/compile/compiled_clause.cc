#include "searcher/compile/compiled_clause.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace dssearch {
namespace {

using Kind = QueryNode::Kind;

template <typename T>
void MoveTo(std::vector<T>& to, std::vector<T>& from) {
  std::move(from.begin(), from.end(), std::back_inserter(to));
  from.clear();
}

// The clause as a child of a disjunction.
QueryNode Alternative(CompiledClause clause) {
  if (!clause.is_bag_of_words || clause.should.empty()) return ScoredClause(std::move(clause));
  std::vector<QueryNode> any = std::move(clause.should);
  any.push_back(std::move(clause.must));
  return ScoredBy(QueryNode::Of(Kind::kOr, std::move(any)), std::move(clause.proximity_boosts));
}

std::optional<CompiledClause> CombineTree(ClauseTree tree, Match match);

CompiledClause Without(std::optional<CompiledClause> all, ClauseTree negation) {
  if (!all) all = CompiledClause{QueryNode::MatchAll()};
  if (std::optional<CompiledClause> excluded =
          CombineTree(std::move(negation.children.front()), Match::kAll))
    all->must = QueryNode::Of(Kind::kAndNot, std::move(all->must), std::move(excluded->must));
  return *std::move(all);
}

// In Match::kAny the words form a disjunction, while filters, exclusions and what is looked for in
// a field apply to all of it.
std::optional<CompiledClause> CombineAnd(ClauseTree tree, Match match) {
  std::vector<CompiledClause> words;
  std::vector<CompiledClause> in_fields;
  std::vector<QueryNode> filters;
  std::vector<QueryNode> values;
  // Words that are all in title:(…) are words like others; names of authors are not.
  const bool has_other_words =
      std::any_of(tree.children.begin(), tree.children.end(), [](const ClauseTree& child) {
        return !child.names_field && child.kind != ClauseTree::Kind::kNot &&
               child.kind != ClauseTree::Kind::kFilter;
      });
  for (ClauseTree& child : tree.children) {
    if (child.kind == ClauseTree::Kind::kNot) continue;
    if (child.names_field && (has_other_words || child.kind == ClauseTree::Kind::kLeaf)) {
      if (std::optional<CompiledClause> clause = CombineTree(std::move(child), Match::kAll))
        in_fields.push_back(*std::move(clause));
    } else if (child.kind == ClauseTree::Kind::kText) {
      MoveTo(words, child.text.clauses);
    } else if (child.kind == ClauseTree::Kind::kNamedValue && match == Match::kAny) {
      values.push_back(CombineTree(std::move(child), match)->must);
    } else if (child.kind == ClauseTree::Kind::kFilter) {
      filters.push_back(Unscored(std::move(child.text.clauses.front().must)));
    } else if (std::optional<CompiledClause> clause = CombineTree(std::move(child), match)) {
      words.push_back(*std::move(clause));
    }
  }
  std::optional<CompiledClause> all = CombineBoolean(std::move(words), match);
  if (all) {
    MoveTo(all->should, values);
  } else if (!values.empty()) {
    all = CompiledClause{QueryNode::Of(Kind::kOr, std::move(values))};
  }
  if (!in_fields.empty()) {
    if (all) in_fields.push_back(*std::move(all));
    all = CombineBoolean(std::move(in_fields), Match::kAll);
  }
  if (!filters.empty()) {
    QueryNode filter = QueryNode::Of(Kind::kAnd, std::move(filters));
    if (!all) {
      all = CompiledClause{std::move(filter)};
    } else {
      all->must = QueryNode::Of(Kind::kFilter, std::move(all->must), std::move(filter));
    }
  }
  for (ClauseTree& child : tree.children)
    if (child.kind == ClauseTree::Kind::kNot) all = Without(std::move(all), std::move(child));
  return all;
}

std::optional<CompiledClause> CombineTree(ClauseTree tree, Match match) {
  switch (tree.kind) {
    case ClauseTree::Kind::kAnd:
      return CombineAnd(std::move(tree), match);
    case ClauseTree::Kind::kNot:
      return Without(std::nullopt, std::move(tree));
    case ClauseTree::Kind::kOr: {
      std::vector<QueryNode> alternatives;
      for (ClauseTree& child : tree.children)
        if (std::optional<CompiledClause> clause = CombineTree(std::move(child), match))
          alternatives.push_back(ScoredClause(*std::move(clause)));
      if (alternatives.empty()) return std::nullopt;
      return CompiledClause{QueryNode::Of(Kind::kOr, std::move(alternatives))};
    }
    case ClauseTree::Kind::kText:
      return CombineBoolean(std::move(tree.text.clauses), match);
    case ClauseTree::Kind::kNamedValue: {
      QueryNode& value = tree.text.clauses.front().must;
      std::optional<CompiledClause> words = CombineTree(std::move(tree.children.front()), match);
      if (!words) return CompiledClause{std::move(value)};
      return CompiledClause{
          QueryNode::Of(Kind::kDisMax, std::move(value), ScoredClause(*std::move(words)))};
    }
    case ClauseTree::Kind::kLeaf:
    case ClauseTree::Kind::kFilter:
    case ClauseTree::Kind::kPhrase:
      break;
  }
  if (tree.text.clauses.empty()) return std::nullopt;
  return std::move(tree.text.clauses.front());
}

}  // namespace

QueryNode ScoredBy(QueryNode must, std::vector<QueryNode> boosts) {
  if (boosts.empty()) return must;
  return QueryNode::Of(Kind::kAndMaybe, std::move(must),
                       QueryNode::Of(Kind::kOr, std::move(boosts)));
}

QueryNode ScoredClause(CompiledClause clause) {
  std::vector<QueryNode> boosts = std::move(clause.should);
  MoveTo(boosts, clause.proximity_boosts);
  return ScoredBy(std::move(clause.must), std::move(boosts));
}

std::optional<CompiledClause> CombineBoolean(std::vector<CompiledClause> clauses, Match match) {
  if (clauses.empty()) return std::nullopt;
  std::vector<QueryNode> must;
  CompiledClause all;
  for (CompiledClause& clause : clauses) {
    if (match == Match::kAll) {
      must.push_back(std::move(clause.must));
      MoveTo(all.should, clause.should);
      MoveTo(all.proximity_boosts, clause.proximity_boosts);
    } else {
      must.push_back(Alternative(std::move(clause)));
    }
  }
  const Kind kind = match == Match::kAll ? Kind::kAnd : Kind::kOr;
  all.must = must.size() == 1 ? std::move(must.front()) : QueryNode::Of(kind, std::move(must));
  return all;
}

QueryNode AllTermsOf(const std::vector<CompiledClause>& clauses) {
  std::vector<QueryNode> all;
  all.reserve(clauses.size());
  for (const CompiledClause& clause : clauses)
    all.push_back(Unscored(clause.all_terms.empty() ? clause.must
                                                    : QueryNode::Of(Kind::kOr, clause.all_terms)));
  return QueryNode::Of(Kind::kAnd, std::move(all));
}

void ApplyRunBoosts(std::vector<CompiledClause>& clauses) {
  for (CompiledClause& clause : clauses) {
    MoveTo(clause.should, clause.han_run_should);
    MoveTo(clause.proximity_boosts, clause.han_run_boosts);
  }
}

std::optional<QueryNode> Combine(ClauseTree tree, Match match) {
  if (std::optional<CompiledClause> clause = CombineTree(std::move(tree), match))
    return ScoredClause(*std::move(clause));
  return std::nullopt;
}

bool Ranks(const ClauseTree& tree) {
  if (tree.kind == ClauseTree::Kind::kNot) return false;
  if (tree.kind == ClauseTree::Kind::kText || tree.kind == ClauseTree::Kind::kPhrase)
    return !tree.text.clauses.empty();
  return tree.ranks || std::any_of(tree.children.begin(), tree.children.end(), Ranks);
}

}  // namespace dssearch
