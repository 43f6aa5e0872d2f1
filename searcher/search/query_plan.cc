#include "searcher/search/query_plan.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "searcher/query/date_range.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch {
namespace {

// If fewer papers than this have all the words, a note says how many more have some.
constexpr std::uint64_t kFewPapers = 10;

// A note for each text that was to be left untranslated and is neither a term nor a translation.
std::vector<Note> NotTranslated(const QueryPlan& plan, const CompiledQuery& query,
                                text::Analyzer& analyzer) {
  Untranslated unknown = plan.untranslated;
  for (const LexiconExpansion& expansion : query.expansions) {
    if (expansion.added.dropped.empty()) continue;
    unknown.erase(text::LexiconKeyOf(expansion.added.term, analyzer));
    for (const std::string& dropped : expansion.added.dropped)
      unknown.erase(text::LexiconKeyOf(dropped, analyzer));
  }
  std::vector<Note> notes;
  for (const auto& [key, text] : unknown) notes.push_back({Note::Kind::kNotTranslated, {text}});
  return notes;
}

}  // namespace

QueryPlan::QueryPlan(const SearchRequest& request, const IndexReader& reader)
    : QueryPlan(ParseQuery(request.query, TodayOf(request)), request, reader) {}

QueryPlan::QueryPlan(ParsedQuery parsed, const SearchRequest& request, const IndexReader& reader)
    : root(std::move(parsed.root)),
      analyzed(AnalyzeQuery(root, reader.analyzer())),
      filters(request, reader),
      notes(std::move(parsed.notes)) {
  std::vector<std::string> texts = request.untranslated;
  texts.insert(texts.end(), parsed.untranslated.begin(), parsed.untranslated.end());
  for (const std::string& text : texts)
    untranslated.emplace(text::LexiconKeyOf(text, reader.analyzer()), text);
}

MatchedQuery MatchQuery(const QueryPlan& plan, const SearchRequest& request,
                        const IndexReader& reader) {
  const auto compile = [&](Match match) {
    return CompileQuery(plan.analyzed, match, reader, request.translate, plan.untranslated);
  };
  const auto count = [&](const CompiledQuery& query, const std::vector<FacetRequest>& facets) {
    return MatchAndCount(reader, query, facets, plan.filters);
  };
  const Match match = request.match == Match::kAny ? Match::kAny : Match::kAll;
  CompiledQuery query = compile(match);
  MatchResult result = count(query, request.facets);
  MatchedQuery matched{std::move(query), match, false, std::move(result), plan.notes};
  if (request.match == Match::kAuto && matched.result.total < kFewPapers) {
    CompiledQuery any = compile(Match::kAny);
    // Facets are counted only if they are returned.
    const bool none = matched.result.total == 0;
    MatchResult more = count(any, none ? request.facets : std::vector<FacetRequest>());
    if (none && more.total > 0) {
      matched.match = Match::kAny;
      matched.widened = true;
      matched.query = std::move(any);
      matched.result = std::move(more);
      matched.notes.push_back({Note::Kind::kSomeWords});
    } else if (more.total > matched.result.total) {
      matched.notes.push_back(
          {Note::Kind::kMoreHaveSome, {std::to_string(more.total - matched.result.total)}});
    }
  }
  std::copy(matched.query.notes.begin(), matched.query.notes.end(),
            std::back_inserter(matched.notes));
  if (request.translate)
    for (Note& note : NotTranslated(plan, matched.query, reader.analyzer()))
      matched.notes.push_back(std::move(note));
  return matched;
}

}  // namespace dssearch
