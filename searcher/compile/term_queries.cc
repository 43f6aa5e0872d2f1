#include "searcher/compile/term_queries.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "searcher/compile/boosts.h"

namespace dssearch {

std::string TermOf(const text::Token& token, const text::Analysis& analysis,
                   const format::Field& field, const IndexReader& reader) {
  const std::string_view text = analysis.Text(token);
  if (token.kind == text::TokenKind::kBigram) return BigramTerm(field, text);
  if (token.stemmable && field.kind == format::FieldKind::kText)
    return StemTerm(field, reader.analyzer().Stem(text));
  return SurfaceTerm(field, text);
}

double BurstinessBoost(const std::vector<std::string>& spellings, const IndexReader& reader) {
  double docs = 0;
  double occurrences = 0;
  for (const std::string& term : spellings) {
    const TermStats stats = reader.StatsOf(term);
    docs += stats.doc_freq;
    occurrences += stats.collection_freq;
  }
  return std::pow((occurrences + 1) / std::max(docs, 1.0), boosts::kBurstinessPower);
}

QueryNode ScoredTerm(const std::string& term, const IndexReader& reader) {
  return Boosted(QueryNode::Term(term), BurstinessBoost({term}, reader));
}

QueryNode CjkPhrase(const std::vector<std::string>& characters, const format::Field& field,
                    const IndexReader& reader) {
  if (characters.size() == 1) return ScoredTerm(SurfaceTerm(field, characters.front()), reader);
  std::vector<QueryNode> bigrams;
  bigrams.reserve(characters.size() - 1);
  for (std::size_t i = 0; i + 1 < characters.size(); ++i)
    bigrams.push_back(ScoredTerm(BigramTerm(field, characters[i] + characters[i + 1]), reader));
  if (bigrams.size() == 1) return std::move(bigrams.front());
  const auto window = static_cast<unsigned>(bigrams.size());
  return QueryNode::Of(QueryNode::Kind::kPhrase, std::move(bigrams), window);
}

QueryNode CjkPhrase(const std::vector<const text::Token*>& characters,
                    const text::Analysis& analysis, const format::Field& field,
                    const IndexReader& reader) {
  std::vector<std::string> texts;
  texts.reserve(characters.size());
  for (const text::Token* character : characters) texts.emplace_back(analysis.Text(*character));
  return CjkPhrase(texts, field, reader);
}

std::vector<QueryNode> TermQueries(const std::vector<std::string>& terms) {
  std::vector<QueryNode> queries;
  queries.reserve(terms.size());
  for (const std::string& term : terms) queries.push_back(QueryNode::Term(term));
  return queries;
}

QueryNode TermPhrase(const std::vector<std::string>& terms, unsigned window) {
  if (terms.size() == 1) return QueryNode::Term(terms.front());
  return QueryNode::Of(QueryNode::Kind::kPhrase, TermQueries(terms), window);
}

QueryNode AnyOf(std::vector<QueryNode> queries) {
  return queries.size() == 1 ? std::move(queries.front())
                             : QueryNode::Of(QueryNode::Kind::kOr, std::move(queries));
}

}  // namespace dssearch
