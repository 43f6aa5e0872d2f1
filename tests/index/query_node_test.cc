#include "searcher/index/query_node.h"

#include <gtest/gtest.h>

namespace dssearch {
namespace {

using Kind = QueryNode::Kind;

TEST(QueryNode, TellsWhatImpliesATerm) {
  const QueryNode a = QueryNode::Term("a");
  const QueryNode b = QueryNode::Term("b");
  QueryNode form = QueryNode::Term("c");
  form.approximated_by = "a";
  struct Case {
    const char* name;
    QueryNode node;
    bool implies_a;
  };
  const Case cases[] = {
      {"itself", a, true},
      {"another term", b, false},
      {"a form of it", form, true},
      {"both", QueryNode::Of(Kind::kAnd, b, a), true},
      {"a phrase with it", QueryNode::Of(Kind::kPhrase, {b, a}, 2), true},
      {"a filter by it", QueryNode::Of(Kind::kFilter, b, a), true},
      {"either", QueryNode::Of(Kind::kOr, b, a), false},
      {"two that imply it", QueryNode::Of(Kind::kOr, form, QueryNode::Of(Kind::kAnd, a, b)), true},
      {"it, maybe more", QueryNode::Of(Kind::kAndMaybe, a, b), true},
      {"another, maybe it", QueryNode::Of(Kind::kAndMaybe, b, a), false},
      {"it without another", QueryNode::Of(Kind::kAndNot, a, b), true},
      {"another without it", QueryNode::Of(Kind::kAndNot, b, a), false},
      {"all", QueryNode::MatchAll(), false},
  };
  for (const Case& one : cases) EXPECT_EQ(Implies(one.node, a), one.implies_a) << one.name;
  EXPECT_FALSE(Implies(QueryNode::Of(Kind::kAnd, a, b), QueryNode::Of(Kind::kAnd, a, b)))
      << "only terms are implied";
}

TEST(QueryNode, HasAKeyOfTheFieldOfItsDays) {
  const QueryNode date{.kind = Kind::kDateRange, .days = {20260101, 20261231}};
  QueryNode added = date;
  added.date_field = &format::kAddedField;
  EXPECT_EQ(CacheKey(date), CacheKey(QueryNode(date)));
  EXPECT_NE(CacheKey(date), CacheKey(added));
}

}  // namespace
}  // namespace dssearch
