#include "searcher/explanation.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "searcher/date_range.h"
#include "searcher/facets.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/plan.h"
#include "searcher/query_builder.h"
#include "searcher/ranking.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

using Op = Xapian::Query::op;

// Of many alternatives only the first are named.
constexpr std::size_t kNamedAlternatives = 4;

// A part of a query that scores as one.
struct Part {
  Xapian::Query query;
  std::vector<Xapian::Query> gates;  // What must match beside it, for it to count.
};

bool IsWhole(Op type) {
  return type != Op::OP_AND && type != Op::OP_OR && type != Op::OP_AND_MAYBE &&
         type != Op::OP_FILTER && type != Op::OP_AND_NOT;
}

void TakeApart(const Xapian::Query& query, std::vector<Xapian::Query> gates,
               std::vector<Part>& parts) {
  const Op type = query.get_type();
  if (IsWhole(type)) {
    parts.push_back({query, std::move(gates)});
    return;
  }
  if (type != Op::OP_OR) gates.push_back(query);
  const bool first_only = type == Op::OP_FILTER || type == Op::OP_AND_NOT;
  const std::size_t count = first_only ? 1 : query.get_num_subqueries();
  for (std::size_t i = 0; i < count; ++i) TakeApart(query.get_subquery(i), gates, parts);
}

std::vector<std::string> TermsOf(const Xapian::Query& query) {
  std::vector<std::string> terms;
  for (auto it = query.get_terms_begin(); it != query.get_terms_end(); ++it) terms.push_back(*it);
  return terms;
}

bool BeginsUnspaced(std::string_view text) {
  std::size_t i = 0;
  return !text.empty() && text::IsUnspaced(text::Next(text, i));
}

// The words of a phrase as a reader writes them.
std::string Written(const Xapian::Query& phrase) {
  std::string written;
  bool unspaced = true;
  for (std::size_t i = 0; i < phrase.get_num_subqueries(); ++i) {
    const std::string term = TermsOf(phrase.get_subquery(i)).front();
    const std::string_view text = format::ReadTerm(term).text;
    const bool next = BeginsUnspaced(text);
    if (!written.empty() && !(unspaced && next)) written += ' ';
    written += text;
    unspaced = next;
  }
  return written;
}

bool NeedsPhrase(const Xapian::Query& synonym) {
  for (std::size_t i = 0; i < synonym.get_num_subqueries(); ++i)
    if (synonym.get_subquery(i).get_type() == Op::OP_PHRASE) return true;
  return false;
}

std::string FormOf(const format::ReadableTerm& term) {
  switch (term.kind) {
    case format::TermKind::kStem:
      return "stem";
    case format::TermKind::kBigram:
      return "bigram";
    case format::TermKind::kSurface:
      break;
  }
  return "word";
}

// What a part is, without its score.
Evidence Describe(const Xapian::Query& query) {
  const std::vector<std::string> terms = TermsOf(query);
  const bool in_title =
      !terms.empty() && format::ReadTerm(terms.front()).field == &format::FieldNamed("title");
  switch (query.get_type()) {
    case Op::LEAF_TERM: {
      const format::ReadableTerm term = format::ReadTerm(terms.front());
      return {std::string(term.text), FormOf(term) + (in_title ? " in title" : ""), {}, 0};
    }
    case Op::LEAF_POSTING_SOURCE:
      return {"", "each word", {}, 0};
    case Op::OP_PHRASE:
      return {Written(query), in_title ? "phrase in title" : "phrase", {}, 0};
    case Op::OP_SCALE_WEIGHT:
      return Describe(query.get_subquery(0));
    case Op::OP_FILTER:  // The filter says what the evidence is, e.g. a run.
      return Describe(query.get_subquery(1));
    case Op::OP_AND_MAYBE:
      return Describe(query.get_subquery(0));
    case Op::OP_SYNONYM:
      // A compound in its spellings: as it was typed, joined, and apart.
      if (NeedsPhrase(query)) {
        Evidence compound = Describe(query.get_subquery(0));
        compound.form = "compound";
        return compound;
      }
      [[fallthrough]];
    case Op::OP_AND:
      // Characters in a row: bigrams and, where there are more, a phrase.
      for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
        if (TermsOf(query.get_subquery(i)).size() > 1) return Describe(query.get_subquery(i));
      [[fallthrough]];
    default: {
      Evidence any{"", "any of", {}, 0};
      for (std::size_t i = 0; i < terms.size() && i < kNamedAlternatives; ++i)
        any.text += (i == 0 ? "" : ", ") + std::string(format::ReadTerm(terms[i]).text);
      if (terms.size() > kNamedAlternatives) any.text += ", …";
      return any;
    }
  }
}

std::uint32_t CountIn(const Xapian::Document& paper, const std::string& term) {
  auto it = paper.termlist_begin();
  it.skip_to(term);
  return it != paper.termlist_end() && *it == term ? it.get_wdf() : 0;
}

// Where a term of titles and summaries stands: a title's words count more often.
std::vector<Occurrences> WhereIs(const std::string& term, const Xapian::Document& paper) {
  format::ReadableTerm read = format::ReadTerm(term);
  if (read.field->kind != format::FieldKind::kText) return {};
  const bool anywhere = read.field == &format::FieldNamed("text");
  read.field = &format::FieldNamed("title");
  const std::uint32_t title = CountIn(paper, TermOf(read));
  std::vector<Occurrences> where;
  if (title > 0) where.push_back({"title", title});
  if (!anywhere) return where;
  const std::uint32_t weighted = CountIn(paper, term);
  if (weighted > title * format::kTitleWeight)
    where.push_back({"summary", weighted - title * format::kTitleWeight});
  return where;
}

// The same evidence twice (a bigram that two words share) is one, worth both.
void Add(Evidence one, std::vector<Evidence>& all) {
  for (Evidence& known : all) {
    if (known.text != one.text || known.form != one.form || known.where != one.where) continue;
    known.score += one.score;
    return;
  }
  all.push_back(std::move(one));
}

// The request's filters field by field, each as a request of its own.
std::vector<SearchRequest> OneFilterEach(const SearchRequest& request) {
  std::vector<SearchRequest> all;
  for (const Filter& filter : request.filters) {
    auto same = std::find_if(all.begin(), all.end(), [&filter](const SearchRequest& known) {
      return known.filters[0].field == filter.field && known.filters[0].exclude == filter.exclude;
    });
    if (same == all.end()) same = all.insert(all.end(), SearchRequest{});
    same->filters.push_back(filter);
  }
  if (DaysOf(request))
    all.push_back({.since = request.since,
                   .until = request.until,
                   .last = request.last,
                   .today = request.today});
  return all;
}

// domain = 数学推理 or 代码智能; date = 2024..2025-06.
std::string TextOfFilters(const SearchRequest& one) {
  if (one.filters.empty()) return "date = " + FormatDateRange(*DaysOf(one));
  std::string text = one.filters[0].field + (one.filters[0].exclude ? " is not " : " = ");
  for (const Filter& filter : one.filters)
    text += (&filter == one.filters.data() ? "" : " or ") + filter.value;
  return text;
}

}  // namespace

std::vector<std::vector<Evidence>> Explain(const Xapian::Database& database,
                                           const Xapian::Query& query,
                                           const std::vector<std::string>& ids) {
  std::vector<std::vector<Evidence>> explained(ids.size());
  Xapian::Query papers;
  std::map<std::string, std::size_t, std::less<>> places;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    papers |= Xapian::Query(format::IdTerm(ids[i]));
    places.emplace(ids[i], i);
  }
  std::vector<Part> parts;
  TakeApart(query, {papers}, parts);

  const auto id_slot = SlotOf(format::FieldNamed("id"));
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(*RankingWeight());
  for (const Part& part : parts) {
    enquire.set_query({Op::OP_FILTER, part.query,
                       Xapian::Query(Op::OP_AND, part.gates.begin(), part.gates.end())});
    const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(ids.size()));
    for (auto it = found.begin(); it != found.end(); ++it) {
      if (it.get_weight() <= 0) continue;
      const Xapian::Document paper = it.get_document();
      Evidence one = Describe(part.query);
      one.score = it.get_weight();
      const std::vector<std::string> terms = TermsOf(part.query);
      if (terms.size() == 1) one.where = WhereIs(terms.front(), paper);
      Add(std::move(one), explained[places.find(paper.get_value(id_slot))->second]);
    }
  }
  for (std::vector<Evidence>& evidence : explained)
    std::stable_sort(evidence.begin(), evidence.end(),
                     [](const Evidence& a, const Evidence& b) { return a.score > b.score; });
  return explained;
}

Verdict WhyNot(Session& session, const SearchRequest& request, std::string_view id) {
  const Plan plan = MakePlan(session, request);
  Verdict verdict;
  verdict.id = id;
  verdict.match = plan.match;
  const Xapian::Query paper(format::IdTerm(id));
  Xapian::Enquire enquire(session.database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  const auto holds = [&](const Xapian::Query& query) {
    enquire.set_query({Op::OP_FILTER, query, paper});
    return !enquire.get_mset(0, 1).empty();
  };
  const auto clause_holds = [&](const Query& clause) {
    return holds(BuildQuery(clause, Match::kAll, session).query);
  };
  const std::optional<Xapian::docid> found = session.Find(id);
  verdict.known = found.has_value();
  verdict.found = found && plan.counts.papers.Has(*found);
  if (!verdict.known) return verdict;

  const bool several = plan.root.kind == Query::Kind::kAnd;
  for (const Query& clause : several ? plan.root.children : std::vector<Query>{plan.root}) {
    if (clause.kind == Query::Kind::kAll) continue;
    // Stop words and signs beside words are not insisted on.
    if (several && clause.kind == Query::Kind::kText && clause.field.empty() &&
        !HasWantedWord(clause, session.analyzer) && HasWantedWord(plan.root, session.analyzer))
      continue;
    // Of a text without blanks it is of interest which of its words is missing.
    const bool holds_whole = clause_holds(clause);
    const std::vector<Query> words = WordsOf(clause, session.analyzer);
    if (holds_whole || words.size() == 1) {
      verdict.conditions.push_back({ToString(clause), holds_whole});
    } else {
      for (Query word : words) {
        const bool word_holds = clause_holds(word);
        word.kind = Query::Kind::kText;  // To be shown without quotes.
        verdict.conditions.push_back({ToString(word), word_holds});
      }
    }
  }
  for (const SearchRequest& one : OneFilterEach(request))
    verdict.conditions.push_back(
        {TextOfFilters(one), holds(Filters(one, session).fields().front().query)});
  return verdict;
}

}  // namespace dssearch
