#include "searcher/search/query_plan.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "searcher/compile/estimates.h"
#include "searcher/compile/glued_values.h"
#include "searcher/compile/identifier_query.h"
#include "searcher/index/bm25.h"
#include "searcher/query/date_range.h"
#include "searcher/query/date_words.h"
#include "searcher/query/percent_encoding.h"
#include "searcher/search/title_match.h"
#include "searcher/suggest/spelling.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch {
namespace {

// If fewer papers than this have all the words, those with some of them are found as well: a paper
// that lacks one of six words is often the better one. nDCG@10 of cnki_lis keywords .818 where this
// is 1, .850 at 10, .851 here, and .852 where any word is enough; of titles .802, .834, .834, .836.
constexpr std::uint64_t kFewPapers = 20;

// Where some have all the words, those with some of them must score at least this share of the best
// one. nDCG@10 of cnki_lis keywords and titles .852 and .835 here, .852 and .834 at .3 and at 0.
constexpr double kBetter = 0.5;

// Where some papers have a misspelt word, the corrected query must find this many times more.
constexpr std::uint64_t kTimesMore = 10;

ParsedQuery Parse(const SearchRequest& request, const IndexReader& reader, bool dates_are_text) {
  const int today = TodayOf(request);
  ParsedQuery typed = ParseQuery(request.query, today);
  PreferPaperWithKey(typed.root, reader);
  ParsedQuery read = typed;
  if (!dates_are_text) ReadDateWords(read, today);
  CutAroundValues(read.root, reader);
  // 近十年国内图书馆研究综述 is of the year in which it was written.
  if (read.root != typed.root && IsTitle(request.query, reader)) return typed;
  return read;
}

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

bool NamesAuthor(const AnalyzedQuery& query) {
  return std::any_of(query.entities.begin(), query.entities.end(),
                     [](const Entity& one) { return one.field == &format::kAuthorField; }) ||
         std::any_of(query.children.begin(), query.children.end(), NamesAuthor);
}

// `any`, with the papers that match `all` before the others: those by an author on what is asked
// for come before what others wrote on it.
QueryNode AllFirst(QueryNode any, QueryNode all, const IndexReader& reader) {
  const double score = kMaxBm25Tf * EstimatedScore(any, 0, reader);
  return QueryNode::Of(
      QueryNode::Kind::kAndMaybe, std::move(any),
      QueryNode::Of(QueryNode::Kind::kFilter, QueryNode::MatchAll(score), std::move(all)));
}

}  // namespace

QueryPlan::QueryPlan(const SearchRequest& request, const IndexReader& reader, bool dates_are_text)
    : QueryPlan(Parse(request, reader, dates_are_text), request, reader) {}

QueryPlan::QueryPlan(ParsedQuery parsed, const SearchRequest& request, const IndexReader& reader)
    : root(std::move(parsed.root)),
      analyzed(AnalyzeQuery(root, reader)),
      filters(request, reader),
      notes(std::move(parsed.notes)),
      wants_all(parsed.wants_all) {
  const std::vector<Note> more = NotesOf(analyzed);
  notes.insert(notes.end(), more.begin(), more.end());
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
  const auto count = [&](const CompiledQuery& query, const std::vector<FacetRequest>& facets,
                         const QueryNode* all = nullptr) {
    const std::optional<Near> near = all ? std::optional(Near{kBetter, all}) : std::nullopt;
    return MatchAndCount(reader, query, facets, plan.filters, request.fold, near);
  };
  const Match match = request.match == Match::kAny ? Match::kAny : Match::kAll;
  CompiledQuery query = compile(match);
  std::shared_ptr<const MatchResult> result = count(query, request.facets);
  const std::uint64_t total = result->total;
  MatchedQuery matched{std::move(query), match, total, std::move(result), plan.notes};
  if (request.match == Match::kAuto && !plan.wants_all && matched.have_all < kFewPapers) {
    CompiledQuery more = compile(Match::kAny);
    const bool none = matched.have_all == 0;
    std::shared_ptr<const MatchResult> papers =
        count(more, none ? request.facets : std::vector<FacetRequest>());
    const std::uint64_t have_some = papers->total;
    if (!none && have_some > matched.have_all) {
      papers = count(more, request.facets, &matched.query.root);
      if (NamesAuthor(plan.analyzed))
        more.root = AllFirst(std::move(more.root), matched.query.root, reader);
    }
    if (papers->total > matched.have_all) {
      matched.match = Match::kAny;
      matched.query = std::move(more);
      matched.result = std::move(papers);
      matched.notes.push_back(
          none ? Note{Note::Kind::kSomeWords}
               : Note{Note::Kind::kFewHaveAll, {std::to_string(matched.have_all)}});
    }
    if (have_some > matched.result->total)
      matched.notes.push_back(
          {Note::Kind::kMoreHaveSome, {std::to_string(have_some - matched.result->total)}});
  }
  if (matched.result->folded > 0)
    matched.notes.push_back({Note::Kind::kFolded, {std::to_string(matched.result->folded)}});
  std::copy(matched.query.notes.begin(), matched.query.notes.end(),
            std::back_inserter(matched.notes));
  if (request.translate)
    for (Note& note : NotTranslated(plan, matched.query, reader.analyzer()))
      matched.notes.push_back(std::move(note));
  return matched;
}

namespace {

UnderstoodQuery Execute(const SearchRequest& request, const IndexReader& reader,
                        bool dates_are_text) {
  auto plan = std::make_unique<QueryPlan>(request, reader, dates_are_text);
  MatchedQuery matched = MatchQuery(*plan, request, reader);
  return {std::move(plan), std::move(matched)};
}

// Up to which document frequency of its bigrams a character may be wrong: the less is found, the
// likelier it is.
Xapian::doccount RareBigram(std::uint64_t have_all) { return have_all < kFewPapers ? 1000 : 20; }

bool HasDateWords(const QueryPlan& plan) {
  return std::any_of(plan.notes.begin(), plan.notes.end(),
                     [](const Note& note) { return note.kind == Note::Kind::kWordIsDates; });
}

}  // namespace

UnderstoodQuery Understand(const SearchRequest& request, const IndexReader& reader) {
  if (std::optional<std::string> decoded = DecodedText(request.query)) {
    SearchRequest plain = request;
    plain.query = *std::move(decoded);
    return Understand(plain, reader);
  }
  UnderstoodQuery understood = Execute(request, reader, false);
  const std::uint64_t have_all = understood.matched.have_all;
  if (have_all == 0 && HasDateWords(*understood.plan)) {
    UnderstoodQuery as_text = Execute(request, reader, true);
    if (as_text.matched.have_all > 0) return as_text;
    // Dates that leave nothing are what a sentence says: Sepsis has risen from 2009 to 2014.
    if (understood.matched.result->total == 0 && as_text.matched.result->total > 0) return as_text;
  }
  SearchRequest better = request;
  better.match = Match::kAll;
  better.facets.clear();
  const auto count = [&](const std::string& query) {
    better.query = query;
    return Execute(better, reader, false).matched.have_all;
  };
  // A word that is found in translation is not misspelt.
  QueryKnowledge known{have_all == 0};
  for (const LexiconExpansion& expansion : understood.matched.query.expansions)
    known.translated.push_back(expansion.added.term);
  Correction correction = CorrectSpelling(
      understood.plan->analyzed, request.query,
      {std::move(known), have_all < kFewPapers, RareBigram(have_all)}, reader, count);
  if (correction.query.empty()) return understood;
  understood.suggestion = correction.query;
  if (!request.correct || request.match == Match::kAny || correction.in_quotes ||
      (!correction.is_unknown && correction.papers < kTimesMore * have_all))
    return understood;
  better = request;
  better.query = correction.query;
  UnderstoodQuery corrected = Execute(better, reader, false);
  corrected.matched.notes.insert(corrected.matched.notes.begin(),
                                 {Note::Kind::kCorrected, {correction.query}});
  corrected.suggestion = std::move(correction.query);
  corrected.corrected = true;
  return corrected;
}

}  // namespace dssearch
