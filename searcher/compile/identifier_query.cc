#include "searcher/compile/identifier_query.h"

#include <utility>
#include <vector>

#include "searcher/compile/boosts.h"
#include "searcher/format/identifier.h"
#include "searcher/format/record.h"
#include "searcher/index/term_stats.h"

namespace dssearch {

bool HasIdentifier(const std::string& identifier, const IndexReader& reader) {
  return StatsOf(format::IdentifierTerm(identifier), reader).doc_freq > 0;
}

QueryNode IdentifierQuery(const std::string& identifier) {
  return Boosted(QueryNode::Of(QueryNode::Kind::kFilter, QueryNode::MatchAll(1),
                               QueryNode::Term(format::IdentifierTerm(identifier))),
                 boosts::kIdentifier);
}

void PreferPaperWithKey(QueryAst& query, const IndexReader& reader) {
  if (query.kind != QueryAst::Kind::kText || query.field != nullptr) return;
  // A plain word, such as RAG, is a key only as it is written.
  const bool has_digit = query.text.find_first_of("0123456789") != std::string::npos;
  if (has_digit ? !HasIdentifier(query.text, reader)
                : StatsOf(format::IdTerm(query.text), reader).doc_freq == 0)
    return;
  QueryAst paper{.kind = QueryAst::Kind::kIdentifier, .text = query.text, .begin = query.begin};
  QueryAst either{.kind = QueryAst::Kind::kOr};
  either.children.push_back(std::move(paper));
  either.children.push_back(std::move(query));
  query = std::move(either);
}

}  // namespace dssearch
