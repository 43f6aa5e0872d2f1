#include "searcher/search/hits.h"

#include <memory>
#include <string>
#include <utility>

#include "searcher/compile/highlights.h"
#include "searcher/format/index_names.h"
#include "searcher/format/record.h"
#include "searcher/format/run.h"
#include "searcher/index/labels.h"
#include "searcher/present/author_snippets.h"
#include "searcher/present/snippets.h"

namespace dssearch {
namespace {

// The name of an author as it was typed and in the forms that papers have.
void CollectNames(const Entity& author, std::vector<std::string>& names) {
  names.push_back(author.value);
  const std::string prefix = format::ValueTerm(format::kAuthorField, "");
  for (const QueryNode& reading : author.readings)
    for (const std::string& term : TermsOf(reading))
      if (term.starts_with(prefix)) names.push_back(term.substr(prefix.size()));
}

// The names of authors that a query asks for, by their field or among its words.
void CollectNames(const AnalyzedQuery& query, std::vector<std::string>& names) {
  if (query.ast->kind == QueryAst::Kind::kNot) return;
  if (query.ast->field == &format::kAuthorField) names.push_back(query.ast->text);
  for (const Entity& entity : query.entities)
    if (entity.field == &format::kAuthorField) CollectNames(entity, names);
  for (const AnalyzedQuery& child : query.children) CollectNames(child, names);
}

// The names of authors that a request asks for, in the query and by filters.
std::vector<std::string> AuthorNames(const SearchRequest& request, const QueryPlan& plan) {
  std::vector<std::string> names;
  CollectNames(plan.analyzed, names);
  for (const Filter& filter : request.filters)
    if (!filter.exclude && format::FindField(filter.field) == &format::kAuthorField)
      names.push_back(filter.value);
  return names;
}

IndexRun ToIndexRun(const format::Run& run) {
  return {.commit = run.commit == 0 ? "" : format::NumberedName(format::kCommitPrefix, run.commit),
          .time = format::FormatTime(run.time)};
}

}  // namespace

Hit ToHit(RankedPaper ranked) {
  Hit hit;
  hit.paper = std::move(ranked.stored.paper);
  hit.score = ranked.score;
  hit.also = std::move(ranked.stored.other);
  hit.added = ToIndexRun(ranked.stored.added);
  hit.changed = ToIndexRun(ranked.stored.changed);
  return hit;
}

std::unique_ptr<PaperCursor> RankPage(const IndexReader& reader, const SearchRequest& request,
                                      const UnderstoodQuery& understood, std::size_t offset,
                                      std::size_t limit) {
  const MatchedQuery& matched = understood.matched;
  // Without words all documents have the same relevance.
  const bool by_newest = request.sort == Sort::kRelevance && !matched.query.ranks;
  return reader.Rank(matched.query.root, matched.result->matches,
                     by_newest ? Sort::kNewest : request.sort, offset, limit);
}

std::vector<Hit> HitsOf(const IndexReader& reader, const SearchRequest& request,
                        const UnderstoodQuery& understood, std::vector<RankedPaper> ranked) {
  const QueryPlan& plan = *understood.plan;
  const CompiledQuery& query = understood.matched.query;
  std::vector<HighlightGroup> highlights;
  if (!ranked.empty() && request.snippet_cells > 0)
    highlights = HighlightsOf(plan.analyzed, query.expansions, reader);
  const auto labels = LabelsOf(reader);
  const std::vector<std::string> names = AuthorNames(request, plan);
  std::vector<Hit> hits;
  std::vector<std::string> ids;
  for (RankedPaper& one : ranked) {
    Hit hit = ToHit(std::move(one));
    ids.push_back(hit.paper.id);
    for (const std::string& domain : hit.paper.domains) {
      const format::Label* label = labels->Find(reader.analyzer().Fold(domain));
      hit.domains.push_back(label == nullptr ? domain : query.NameOf(*label, domain));
    }
    hit.snippets = MakeSnippets(hit.paper, highlights, query.chinese || request.prefer_chinese,
                                request.snippet_cells, reader.analyzer());
    if (request.snippet_cells > 0)
      for (Snippet& author : AuthorSnippets(hit.paper, names, reader.analyzer()))
        hit.snippets.push_back(std::move(author));
    hits.push_back(std::move(hit));
  }
  if (!request.explain || request.sort != Sort::kRelevance) return hits;
  std::vector<std::vector<Evidence>> evidence = reader.Explain(query.root, ids);
  for (std::size_t i = 0; i < hits.size(); ++i) hits[i].evidence = std::move(evidence[i]);
  return hits;
}

}  // namespace dssearch
