#include "searcher/compile/translation_parts.h"

#include <utility>

#include "searcher/compile/translation_weight.h"
#include "searcher/text/code_points.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch {
namespace {

using Kind = QueryNode::Kind;

// Adds the words or bigrams of a compiled translation.
void AddParts(const QueryNode& query, std::vector<QueryNode>& parts) {
  switch (query.kind) {
    case Kind::kFilter:
    case Kind::kAndMaybe:
      return AddParts(query.children.front(), parts);
    case Kind::kAnd:
      for (const QueryNode& child : query.children) AddParts(child, parts);
      return;
    default:
      parts.push_back(query);
  }
}

}  // namespace

std::optional<QueryNode> PartsOfTranslations(const std::vector<QueryNode>& translations,
                                             bool chinese, const QueryNode& here) {
  std::vector<QueryNode> in_part;
  std::vector<QueryNode> without = {here};
  for (const QueryNode& one : translations) {
    // Texts of both languages have abbreviations.
    if (text::IsAbbreviation(one.term) || text::StartsUnspaced(one.term) == chinese) continue;
    without.push_back(Unscored(one));
    std::vector<QueryNode> parts;
    AddParts(one, parts);
    if (parts.size() < 2) continue;
    QueryNode any = QueryNode::Of(Kind::kOr, std::move(parts));
    any.boost = chinese ? kWordsApart * one.boost : one.boost;
    any.translates = one.translates;
    any.term = one.term;
    in_part.push_back(std::move(any));
  }
  if (in_part.empty()) return std::nullopt;
  return QueryNode::Of(Kind::kAndNot, QueryNode::Of(Kind::kDisMax, std::move(in_part)),
                       QueryNode::Of(Kind::kOr, std::move(without)));
}

}  // namespace dssearch
