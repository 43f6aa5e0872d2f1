#include "dssearch/searcher.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "searcher/compile/query_compiler.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/format/xapian_guard.h"
#include "searcher/index/index_reader.h"
#include "searcher/present/snippets.h"
#include "searcher/query/date_range.h"
#include "searcher/query/query_ast.h"
#include "searcher/rank/explanation.h"
#include "searcher/rank/ranking.h"
#include "searcher/search/matched_query.h"
#include "searcher/suggest/completion.h"
#include "searcher/suggest/spelling.h"

namespace dssearch {
namespace {

// An index does not change this often while a search goes on, even where the
// machine is busy.
constexpr int kAttempts = 10;

// Similar papers are looked for by this many of a paper's most telling terms;
// all of them would cost a hundred times as much (122 ms for 1.3, 150,000 papers).
constexpr Xapian::termcount kSimilarTerms = 20;

// Terms that speak of a paper's content and that another paper has as well:
// words, names of things. Not single characters, bigrams, and the terms
// of fields.
class SharedTerms : public Xapian::ExpandDecider {
 public:
  explicit SharedTerms(const Xapian::Database& database) : database_(database) {}

  bool operator()(const std::string& term) const override {
    const char c = term.front();
    const bool content = !(c >= 'A' && c <= 'Z') && (text::IsEnglish(term) || term.size() > 4);
    return content && database_.get_termfreq(term) > 1;
  }

 private:
  const Xapian::Database& database_;
};

std::vector<Hit> HitsOf(Session& session, const SearchRequest& request, const Plan& plan) {
  std::vector<Hit> hits;
  const auto labels = session.snapshot->DomainLabels(session.database, session.analyzer);
  std::vector<Xapian::docid> shown;
  for (const Ranked& ranked : Retrieve(session, plan.built, plan.counts.papers, request.sort,
                                       request.offset, request.limit)) {
    shown.push_back(ranked.paper);
    Hit hit;
    hit.paper = session.Read(ranked.paper);
    hit.score = ranked.score;
    for (const std::string& domain : hit.paper.domains) {
      const format::Label* label = labels->Find(session.analyzer.Fold(domain));
      hit.domains.push_back(label == nullptr ? domain : plan.built.NameOf(*label, domain));
    }
    hit.snippets = MakeSnippets(hit.paper, plan.built.concepts, plan.built.chinese,
                                request.snippet_cells, session.analyzer);
    hits.push_back(std::move(hit));
  }
  if (!request.explain || request.sort != Sort::kRelevance) return hits;
  std::vector<std::vector<Evidence>> evidence = Explain(session, plan.built.clause, shown);
  for (std::size_t i = 0; i < hits.size(); ++i) hits[i].evidence = std::move(evidence[i]);
  return hits;
}

// A better spelled query that finds something.
std::string Suggestion(Session& session, const SearchRequest& request, const Plan& plan) {
  const bool nothing = plan.counts.total == 0 || plan.widened;
  // A word that is found in the other language alone is not misspelt.
  if (!nothing && !plan.built.added.empty()) return {};
  SearchRequest better = request;
  better.query = CorrectSpelling(plan.root, request.query, nothing, session);
  if (better.query.empty()) return {};
  better.match = Match::kAll;
  better.facets.clear();
  return MakePlan(session, better).counts.total > 0 ? better.query : "";
}

SearchResponse Answer(Session& session, const SearchRequest& request) {
  const auto start = std::chrono::steady_clock::now();
  if (request.limit > kMaxLimit)
    throw Error(ErrorCode::kInvalidRequest,
                "a search returns at most " + std::to_string(kMaxLimit) + " hits",
                "ask for pages with offset");
  Plan plan = MakePlan(session, request);
  SearchResponse response;
  response.request = request;
  response.match = plan.match;
  if (const auto days = DaysOf(request)) response.dates = FormatDateRange(*days);
  response.total = plan.counts.total;
  response.hits = HitsOf(session, request, plan);
  response.facets = std::move(plan.counts.facets);
  response.notes = std::move(plan.notes);
  response.suggestion = Suggestion(session, request, plan);
  response.translations = std::move(plan.built.added);
  if (request.explain) response.tree = ToString(plan.root);
  response.took_ms =
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return response;
}

}  // namespace

struct Searcher::Impl {
  explicit Impl(const std::string& path) : sessions(path) {}

  // Runs `body` with a session, and again when the index changed under it: a
  // commit discarded the revision being read, or a switch removed its files.
  template <typename Body>
  auto With(Body&& body) {
    return format::Guard([&] {
      for (int attempt = 1;; ++attempt) {
        const SessionPool::Lease session = sessions.Borrow();
        try {
          return body(*session);
        } catch (const Xapian::DatabaseModifiedError&) {
          if (attempt == kAttempts) throw;
        } catch (const Xapian::DatabaseError&) {
          if (attempt == kAttempts || sessions.IsCurrent(*session)) throw;
        }
      }
    });
  }

  SessionPool sessions;
};

Searcher::Searcher(const std::string& path) : impl_(std::make_unique<Impl>(path)) {}
Searcher::~Searcher() = default;
Searcher::Searcher(Searcher&&) noexcept = default;
Searcher& Searcher::operator=(Searcher&&) noexcept = default;

SearchResponse Searcher::Search(const SearchRequest& request) const {
  return impl_->With([&](Session& session) { return Answer(session, request); });
}

Verdict Searcher::WhyNot(const SearchRequest& request, std::string_view id) const {
  return impl_->With([&](Session& session) { return dssearch::WhyNot(session, request, id); });
}

AnalyzedText Searcher::Analyze(std::string_view text) const {
  return impl_->With([&](Session& session) {
    AnalyzedText analyzed = dssearch::Analyze(text);
    std::vector<AnalyzedTerm>& all = analyzed.terms;
    const Query query{Query::Kind::kText, {}, std::string(text), {}, 0};
    for (const WholeTerm& term : BuildQuery(query, Match::kAny, session, false).terms) {
      const auto inside = [&](const AnalyzedTerm& one) {
        return one.position >= term.position &&
               one.position + one.positions <= term.position + term.positions;
      };
      const auto first = std::find_if(all.begin(), all.end(), inside);
      if (first == all.end()) continue;
      AnalyzedTerm whole{.kind = "term",
                         .counts = term.counts,
                         .position = term.position,
                         .positions = term.positions,
                         .span = first->span};
      for (auto one = first; one != all.end(); ++one)
        if (inside(*one)) whole.span.end = std::max(whole.span.end, one->span.end);
      whole.text =
          session.analyzer.Fold(text.substr(whole.span.begin, whole.span.end - whole.span.begin));
      all.insert(first, std::move(whole));
    }
    return analyzed;
  });
}

std::vector<std::string> Searcher::Suggest(std::string_view prefix, std::size_t limit) const {
  return impl_->With([&](Session& session) { return Complete(session, prefix, limit); });
}

std::optional<Paper> Searcher::Get(std::string_view id) const {
  return impl_->With([&](Session& session) -> std::optional<Paper> {
    const std::optional<Xapian::docid> found = session.Find(id);
    if (!found) return std::nullopt;
    return session.Read(*found);
  });
}

std::vector<Hit> Searcher::Similar(std::string_view id, std::size_t limit) const {
  return impl_->With([&](Session& session) {
    std::vector<Hit> hits;
    const std::optional<Xapian::docid> found = session.Find(id);
    if (!found) return hits;
    Xapian::RSet paper;
    paper.add_document(*found);
    Xapian::Enquire enquire(session.database);
    enquire.set_query(Xapian::Query(format::IdTerm(id)));
    const SharedTerms content(session.database);
    const Xapian::ESet telling = enquire.get_eset(kSimilarTerms, paper, &content);
    Clause any;
    std::set<std::string> terms;
    for (auto it = telling.begin(); it != telling.end(); ++it)
      terms.insert(text::IsEnglish(*it)
                       ? format::StemTerm(format::FieldNamed("text"), session.analyzer.Stem(*it))
                       : *it);
    for (const std::string& term : terms) any.children.push_back(Clause::Term(term));
    DocSet others = PapersMatching(any, session);
    others.Remove(*found);
    for (const Ranked& near :
         RankByRelevance(session, any, others, Positions::kExact, 0, std::min(limit, kMaxLimit)))
      hits.push_back({.paper = session.Read(near.paper), .score = near.score});
    for (Hit& hit : hits) hit.domains = hit.paper.domains;
    return hits;
  });
}

std::uint64_t Searcher::size() const {
  return impl_->With(
      [](Session& session) -> std::uint64_t { return session.database.get_doccount(); });
}

IndexState Searcher::state() const {
  return impl_->With([](Session& session) -> IndexState {
    return {session.generation, session.snapshot->state(), session.database.get_doccount()};
  });
}

}  // namespace dssearch
