#include "searcher/match/matcher.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "searcher/match/phrase_matcher.h"

namespace dssearch {
namespace {

using Kind = Clause::Kind;

class Matcher {
 public:
  Matcher(const Session& session, Positions positions) : session_(session), positions_(positions) {}

  // What is outside of `among` may be in the answer or not.
  DocSet Match(const Clause& clause, const DocSet* among) const {
    switch (clause.kind) {
      case Kind::kTerm:
      case Kind::kOr:
      case Kind::kBest:
      case Kind::kSynonym: {
        DocSet papers(session_.database.get_lastdocid());
        AddAny(clause, among, papers);
        return papers;
      }
      case Kind::kEvery:
        return *session_.snapshot->Papers(session_.database);
      case Kind::kDates:
        return PapersOf(clause.days);
      case Kind::kAnd:
      case Kind::kFilter:
        return MatchAll(clause, among);
      case Kind::kAndMaybe:
        return Match(clause.children[0], among);
      case Kind::kAndNot: {
        DocSet papers = Match(clause.children[0], among);
        papers -= Matcher(session_, Positions::kExact).Match(clause.children[1], &papers);
        return papers;
      }
      case Kind::kPhrase:
      case Kind::kNear:
        break;
    }
    if (positions_ == Positions::kAssumed) return MatchAll(clause, among);
    const std::string key = KeyOf(clause);
    if (const std::shared_ptr<const Postings> kept = session_.snapshot->KeptSet(key)) {
      DocSet papers(session_.database.get_lastdocid());
      kept->AddTo(papers);
      return papers;
    }
    DocSet papers = MatchAll(clause, nullptr);
    // A part of a query is matched to count, to score and to exclude, and what
    // phrases are made of comes back in other queries, so what was found is kept.
    bool keeps = true;
    if (among != nullptr) {
      DocSet some = papers;
      some &= *among;
      // If most of the papers are to be looked at, all may be.
      if (some.size() < papers.size() / 2) {
        papers = std::move(some);
        keeps = false;
      }
    }
    LeaveThoseInPlace(clause, papers);
    if (keeps) session_.snapshot->KeepSet(key, papers, session_.database);
    return papers;
  }

 private:
  void AddAny(const Clause& clause, const DocSet* among, DocSet& papers) const {
    if (clause.kind == Kind::kTerm) {
      session_.snapshot->PostingsOf(clause.term, session_.database)->AddTo(papers);
    } else if (clause.kind == Kind::kOr || clause.kind == Kind::kBest ||
               clause.kind == Kind::kSynonym) {
      for (const Clause& child : clause.children) AddAny(child, among, papers);
    } else {
      papers |= Match(clause, among);
    }
  }

  // What needs positions comes last.
  DocSet MatchAll(const Clause& clause, const DocSet* among) const {
    std::optional<DocSet> papers;
    for (const bool positional : {false, true}) {
      for (const Clause& child : clause.children) {
        if (IsPositional(child) != positional) continue;
        if (!papers) {
          papers = Match(child, among);
          if (among != nullptr) *papers &= *among;
        } else {
          *papers &= Match(child, &*papers);
        }
      }
    }
    return papers ? *std::move(papers) : DocSet(session_.database.get_lastdocid());
  }

  DocSet PapersOf(format::DayRange days) const {
    const auto column = session_.snapshot->Dates(session_.database);
    std::vector<bool> overlaps(column->days().size());
    for (std::size_t cell = 1; cell < overlaps.size(); ++cell)
      overlaps[cell] = Overlap(column->days()[cell], days);
    const Xapian::docid last = session_.database.get_lastdocid();
    DocSet papers(last);
    for (Xapian::docid paper = 1; paper <= last; ++paper)
      if (overlaps[column->CellOf(paper)]) papers.Add(paper);
    return papers;
  }

  // Of papers that have all words of a phrase, those where they stand in place.
  void LeaveThoseInPlace(const Clause& phrase, DocSet& papers) const {
    if (papers.empty()) return;
    PhraseMatcher matcher(phrase, session_);
    WordOrders orders(session_);
    DocSet in_place(session_.database.get_lastdocid());
    papers.ForEach([&](Xapian::docid paper) {
      if (matcher.Matches(paper, orders.Of(paper))) in_place.Add(paper);
    });
    papers = std::move(in_place);
  }

  const Session& session_;
  Positions positions_;
};

}  // namespace

DocSet PapersMatching(const Clause& clause, const Session& session, const DocSet* among,
                      Positions positions) {
  DocSet papers = Matcher(session, positions).Match(clause, among);
  if (among != nullptr) papers &= *among;
  return papers;
}

Xapian::doccount CountAssumed(const Clause& clause, const Session& session) {
  const std::string key = KeyOf(clause);
  if (const std::optional<Xapian::doccount> kept = session.snapshot->KeptSize(key)) return *kept;
  const auto count = static_cast<Xapian::doccount>(
      PapersMatching(clause, session, nullptr, Positions::kAssumed).size());
  session.snapshot->KeepSize(key, count);
  return count;
}

}  // namespace dssearch
