#include "searcher/matching.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace dssearch {
namespace {

using Kind = Clause::Kind;

// Matches the papers of a set, in the shard that it is asked to look at: Xapian
// numbers the papers of each shard on their own.
class SetSource : public Xapian::PostingSource {
 public:
  SetSource(const DocSet& papers, const Session& session) : papers_(papers), session_(session) {}

  PostingSource* clone() const override { return new SetSource(papers_, session_); }

  void init(const Xapian::Database& database) override {
    const auto shards = static_cast<Xapian::docid>(session_.shards.size());
    Xapian::docid shard = 0;
    if (shards > 1)
      while (session_.shards[shard].get_uuid() != database.get_uuid()) ++shard;
    here_.clear();
    papers_.ForEach([&](Xapian::docid paper) {
      if ((paper - 1) % shards == shard) here_.push_back((paper - 1) / shards + 1);
    });
    place_ = 0;
    begun_ = false;
  }

  Xapian::doccount get_termfreq_min() const override { return get_termfreq_max(); }
  Xapian::doccount get_termfreq_est() const override { return get_termfreq_max(); }
  Xapian::doccount get_termfreq_max() const override {
    return static_cast<Xapian::doccount>(here_.size());
  }

  void next(double) override { place_ += std::exchange(begun_, true) ? 1 : 0; }
  void skip_to(Xapian::docid paper, double) override {
    begun_ = true;
    const auto from = here_.begin() + static_cast<std::ptrdiff_t>(place_);
    place_ += static_cast<std::size_t>(std::lower_bound(from, here_.end(), paper) - from);
  }
  bool at_end() const override { return place_ == here_.size(); }
  Xapian::docid get_docid() const override { return here_[place_]; }

 private:
  const DocSet& papers_;
  const Session& session_;
  std::vector<Xapian::docid> here_;
  std::size_t place_ = 0;
  bool begun_ = false;  ///< Xapian asks for the first paper, too, by moving on to it.
};

// A phrase, or what is in one.
Xapian::Query ToXapian(const Clause& clause) {
  if (clause.kind == Kind::kTerm) return Xapian::Query(clause.term);
  std::vector<Xapian::Query> children;
  for (const Clause& child : clause.children) children.push_back(ToXapian(child));
  const auto op = clause.kind == Kind::kPhrase ? Xapian::Query::OP_PHRASE
                  : clause.kind == Kind::kNear ? Xapian::Query::OP_NEAR
                                               : Xapian::Query::OP_OR;
  return {op, children.begin(), children.end(), clause.window};
}

class Matcher {
 public:
  Matcher(const Session& session, Positions positions) : session_(session), positions_(positions) {}

  // What is outside of `among` may be in the answer or not.
  DocSet Match(const Clause& clause, const DocSet* among) const {
    switch (clause.kind) {
      case Kind::kTerm:
      case Kind::kOr:
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
    DocSet papers = MatchAll(clause, among);
    // What takes long is kept: 3d is looked for as 3 d, too, and papers have both.
    constexpr std::uint64_t kMany = 200;
    if (among != nullptr || papers.size() < kMany) {
      LeaveThoseInPlace(clause, papers);
      return papers;
    }
    const std::string key = KeyOf(clause);
    if (const auto kept = session_.snapshot->KeptSet(key)) return *kept;
    LeaveThoseInPlace(clause, papers);
    session_.snapshot->KeepSet(key, papers);
    return papers;
  }

 private:
  void AddAny(const Clause& clause, const DocSet* among, DocSet& papers) const {
    if (clause.kind == Kind::kTerm) {
      session_.snapshot->PostingsOf(clause.term, session_.database)->AddTo(papers);
    } else if (clause.kind == Kind::kOr || clause.kind == Kind::kSynonym) {
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
    SetSource source(papers, session_);
    Xapian::Enquire enquire(session_.database);
    enquire.set_query({Xapian::Query::OP_FILTER, ToXapian(phrase), Xapian::Query(&source)});
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
    const Xapian::MSet found = enquire.get_mset(0, session_.database.get_doccount());
    DocSet in_place(session_.database.get_lastdocid());
    for (auto it = found.begin(); it != found.end(); ++it) in_place.Add(*it);
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

}  // namespace dssearch
