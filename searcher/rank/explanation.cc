#include "searcher/rank/explanation.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "searcher/compile/query_compiler.h"
#include "searcher/facets/facets.h"
#include "searcher/format/schema.h"
#include "searcher/match/matcher.h"
#include "searcher/query/date_range.h"
#include "searcher/rank/scorer.h"
#include "searcher/search/matched_query.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

using Kind = Clause::Kind;

// Of many alternatives only the first are named.
constexpr std::size_t kNamedAlternatives = 4;

// A part of a clause that scores as one.
struct Part {
  Clause clause;
  std::vector<Clause> gates;                      // What must match beside it, for it to count,
  std::shared_ptr<const DocSet> among = nullptr;  // and the papers that it counts for, if not all.
};

bool IsWhole(const Clause& clause) {
  if (!clause.translates.empty()) return true;
  switch (clause.kind) {
    case Kind::kAnd:
    case Kind::kFilter:
    case Kind::kAndNot:
    case Kind::kPhrase:
      return clause.weight != 1;
    case Kind::kOr:
    case Kind::kAndMaybe:  // A part of the query, worth more or less.
      return clause.weight == 0;
    default:
      return true;
  }
}

// A part of a clause that scores in all its papers, or in some of them.
class Parts {
 public:
  Parts(const Session& session, const DocSet& papers) : session_(session), papers_(papers) {}

  std::vector<Part> Of(const Clause& clause) {
    Take({clause, {}}, 1);
    return std::move(parts_);
  }

 private:
  void Take(Part part, double factor) {
    Clause& clause = part.clause;
    if (clause.kind == Kind::kBest) {
      TakeBest(part, factor * clause.weight);
      return;
    }
    if (IsWhole(clause)) {
      clause.weight *= factor;
      parts_.push_back(std::move(part));
      return;
    }
    factor *= clause.weight;
    std::vector<Clause> gates = part.gates;
    if (clause.kind != Kind::kOr) gates.push_back(clause);
    const bool first_only = clause.kind == Kind::kFilter || clause.kind == Kind::kAndNot;
    const std::size_t count = first_only ? 1 : clause.children.size();
    for (std::size_t i = 0; i < count; ++i) Take({clause.children[i], gates, part.among}, factor);
  }

  // Of alternatives the one that scores most, which may be another one for each paper.
  void TakeBest(const Part& part, double factor) {
    std::vector<std::shared_ptr<DocSet>> best(part.clause.children.size());
    std::map<Xapian::docid, std::pair<double, std::size_t>> scores;
    const DocSet& among = part.among ? *part.among : papers_;
    for (std::size_t i = 0; i < best.size(); ++i) {
      best[i] = std::make_shared<DocSet>(session_.database.get_lastdocid());
      std::vector<Clause> gated = {part.clause.children[i]};
      gated.insert(gated.end(), part.gates.begin(), part.gates.end());
      const Clause clause = Clause::Of(Kind::kFilter, std::move(gated));
      const DocSet having = PapersMatching(clause, session_, &among);
      for (const Ranked& one : Best(clause, session_, having, Positions::kExact, having.size())) {
        const auto [known, fresh] = scores.try_emplace(one.paper, one.score, i);
        if (!fresh && one.score > known->second.first) known->second = {one.score, i};
      }
    }
    for (const auto& [paper, score] : scores) best[score.second]->Add(paper);
    for (std::size_t i = 0; i < best.size(); ++i)
      Take({part.clause.children[i], part.gates, best[i]}, factor);
  }

  const Session& session_;
  const DocSet& papers_;
  std::vector<Part> parts_;
};

bool BeginsUnspaced(std::string_view text) {
  std::size_t i = 0;
  return !text.empty() && text::IsUnspaced(text::Next(text, i));
}

// The words of a phrase as a reader writes them.
std::string Written(const Clause& phrase) {
  std::string written;
  bool unspaced = true;
  for (const Clause& child : phrase.children) {
    const std::string term = TermsOf(child).front();
    auto [kind, field, text] = format::ReadTerm(term);
    // The one before has its first character.
    if (kind == format::TermKind::kBigram && !written.empty())
      text.remove_prefix(text::FirstSize(text));
    const bool next = BeginsUnspaced(text);
    if (!written.empty() && !(unspaced && next)) written += ' ';
    written += text;
    unspaced = next;
  }
  return written;
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
Evidence Describe(const Clause& clause) {
  const std::vector<std::string> terms = TermsOf(clause);
  const bool in_title =
      !terms.empty() && format::ReadTerm(terms.front()).field == &format::FieldNamed("title");
  const std::vector<Clause>& children = clause.children;
  if (!clause.translates.empty())
    return {clause.term, "translation of " + clause.translates, {}, 0};
  switch (clause.kind) {
    case Kind::kTerm: {
      const format::ReadableTerm term = format::ReadTerm(clause.term);
      return {std::string(term.text), FormOf(term) + (in_title ? " in title" : ""), {}, 0};
    }
    case Kind::kPhrase:
      return {Written(clause), in_title ? "phrase in title" : "phrase", {}, 0};
    case Kind::kFilter:  // The filter says what the evidence is, e.g. a run.
      return Describe(children[1]);
    case Kind::kAndMaybe:
      return Describe(children[0]);
    case Kind::kSynonym:
      if (children.size() == 1) return Describe(children[0]);
      // A compound in its spellings: as it was typed, joined, and apart.
      if (IsPositional(clause)) {
        Evidence compound = Describe(children[0]);
        compound.form = "compound";
        return compound;
      }
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

// Where a term of titles and summaries stands: a title's words count more often.
std::vector<Occurrences> WhereIs(const std::string& term, Xapian::docid paper,
                                 const Session& session) {
  const auto count = [&](const std::string& one) -> std::uint32_t {
    return session.snapshot->PostingsOf(one, session.database)->TimesIn(paper);
  };
  format::ReadableTerm read = format::ReadTerm(term);
  if (read.field->kind != format::FieldKind::kText) return {};
  const bool anywhere = read.field == &format::FieldNamed("text");
  read.field = &format::FieldNamed("title");
  const std::uint32_t title = count(TermOf(read));
  std::vector<Occurrences> where;
  if (title > 0) where.push_back({"title", title});
  if (!anywhere) return where;
  const std::uint32_t weighted = count(term);
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

std::vector<std::vector<Evidence>> Explain(const Session& session, const Clause& clause,
                                           const std::vector<Xapian::docid>& papers) {
  std::vector<std::vector<Evidence>> explained(papers.size());
  DocSet all(session.database.get_lastdocid());
  std::map<Xapian::docid, std::size_t> places;
  for (std::size_t i = 0; i < papers.size(); ++i) {
    all.Add(papers[i]);
    places.emplace(papers[i], i);
  }
  for (Part& part : Parts(session, all).Of(clause)) {
    const std::vector<std::string> terms = TermsOf(part.clause);
    Evidence described = Describe(part.clause);
    part.gates.insert(part.gates.begin(), std::move(part.clause));
    const Clause gated = Clause::Of(Kind::kFilter, std::move(part.gates));
    const DocSet having = PapersMatching(gated, session, part.among ? part.among.get() : &all);
    for (const Ranked& one : Best(gated, session, having, Positions::kExact, papers.size())) {
      if (one.score <= 0) continue;
      described.score = one.score;
      described.where.clear();
      if (terms.size() == 1) described.where = WhereIs(terms.front(), one.paper, session);
      Add(described, explained[places.find(one.paper)->second]);
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
  const std::optional<Xapian::docid> found = session.Find(id);
  verdict.known = found.has_value();
  verdict.found = found && plan.counts.papers.Has(*found);
  if (!verdict.known) return verdict;
  DocSet paper(session.database.get_lastdocid());
  paper.Add(*found);
  const auto holds = [&](const Clause& clause) {
    return !PapersMatching(clause, session, &paper).empty();
  };
  const auto clause_holds = [&](const Query& clause) {
    return holds(BuildQuery(clause, Match::kAll, session, request.translate).clause);
  };

  const bool several = plan.root.kind == Query::Kind::kAnd;
  const std::vector<Query> clauses = several ? plan.root.children : std::vector<Query>{plan.root};
  // Words beside each other may hold as a term that is there in translation.
  std::vector<bool> together(clauses.size());
  for (std::size_t begin = 0, end = 0; begin < clauses.size(); begin = end) {
    for (end = begin + 1; end < clauses.size() && clauses[begin].kind == Query::Kind::kText &&
                          clauses[end].kind == Query::Kind::kText &&
                          clauses[end].field == clauses[begin].field;)
      ++end;
    const auto at = [&](std::size_t i) { return clauses.begin() + static_cast<std::ptrdiff_t>(i); };
    if (end - begin > 1 && clause_holds({Query::Kind::kAnd, {}, {}, {at(begin), at(end)}, 0}))
      std::fill(together.begin() + static_cast<std::ptrdiff_t>(begin),
                together.begin() + static_cast<std::ptrdiff_t>(end), true);
  }
  for (std::size_t i = 0; i < clauses.size(); ++i) {
    const Query& clause = clauses[i];
    if (clause.kind == Query::Kind::kAll) continue;
    // Stop words and signs beside words are not insisted on.
    if (several && clause.kind == Query::Kind::kText && clause.field.empty() &&
        !HasWantedWord(clause, session.analyzer) && HasWantedWord(plan.root, session.analyzer))
      continue;
    // Of a text without blanks it is of interest which of its words is missing.
    const bool holds_whole = together[i] || clause_holds(clause);
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
        {TextOfFilters(one), holds(Filters(one, session).fields().front().clause)});
  return verdict;
}

}  // namespace dssearch
