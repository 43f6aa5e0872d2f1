#include "searcher/matching.h"

#include <cstddef>
#include <vector>

namespace dssearch {
namespace {

using Op = Xapian::Query::op;

class Matcher {
 public:
  Matcher(const Xapian::Database& database, Snapshot& snapshot)
      : database_(database), snapshot_(snapshot) {}

  DocSet Match(const Xapian::Query& query) const {
    const std::size_t children = query.get_num_subqueries();
    switch (query.get_type()) {
      case Op::LEAF_TERM:
      case Op::LEAF_MATCH_ALL:
      case Op::LEAF_MATCH_NOTHING:
      case Op::LEAF_POSTING_SOURCE:
        return Any({query});
      case Op::OP_SCALE_WEIGHT:
      case Op::OP_AND_MAYBE:
        return Match(query.get_subquery(0));
      case Op::OP_OR:
      case Op::OP_SYNONYM:
      case Op::OP_MAX: {
        std::vector<Xapian::Query> alternatives;
        for (std::size_t i = 0; i < children; ++i) alternatives.push_back(query.get_subquery(i));
        return Any(alternatives);
      }
      case Op::OP_AND:
      case Op::OP_FILTER: {
        // Xapian looks at the positions and values of those papers alone that the
        // rest leaves.
        if (MatchNeedsPositions(query) || HasRange(query)) return MatchByXapian(query);
        DocSet all = Match(query.get_subquery(0));
        for (std::size_t i = 1; i < children; ++i) all &= Match(query.get_subquery(i));
        return all;
      }
      case Op::OP_AND_NOT: {
        DocSet left = Match(query.get_subquery(0));
        for (std::size_t i = 1; i < children; ++i) left -= Match(query.get_subquery(i));
        return left;
      }
      default:
        return MatchByXapian(query);
    }
  }

 private:
  DocSet Any(const std::vector<Xapian::Query>& alternatives) const {
    DocSet papers(database_.get_lastdocid());
    for (Xapian::Query query : alternatives) {
      while (query.get_type() == Op::OP_SCALE_WEIGHT) query = query.get_subquery(0);
      switch (query.get_type()) {
        case Op::LEAF_TERM:
          snapshot_.AddPapersWith(*query.get_terms_begin(), database_, papers);
          break;
        case Op::LEAF_MATCH_ALL:
        case Op::LEAF_POSTING_SOURCE:  // It only adds to the weight of any paper.
          snapshot_.AddPapersWith("", database_, papers);
          break;
        case Op::LEAF_MATCH_NOTHING:
          break;
        default:
          papers |= Match(query);
      }
    }
    return papers;
  }

  static bool HasRange(const Xapian::Query& query) {
    const Op type = query.get_type();
    if (type == Op::OP_VALUE_RANGE || type == Op::OP_VALUE_GE || type == Op::OP_VALUE_LE)
      return true;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i)
      if (HasRange(query.get_subquery(i))) return true;
    return false;
  }

  DocSet MatchByXapian(const Xapian::Query& query) const {
    Xapian::Enquire enquire(database_);
    enquire.set_query(query);
    enquire.set_weighting_scheme(Xapian::BoolWeight());
    enquire.set_docid_order(Xapian::Enquire::DONT_CARE);
    const Xapian::MSet found = enquire.get_mset(0, database_.get_doccount());
    DocSet papers(database_.get_lastdocid());
    for (auto it = found.begin(); it != found.end(); ++it) papers.Add(*it);
    return papers;
  }

  const Xapian::Database& database_;
  Snapshot& snapshot_;
};

}  // namespace

bool MatchNeedsPositions(const Xapian::Query& query) {
  const Op type = query.get_type();
  if (type == Op::OP_PHRASE || type == Op::OP_NEAR) return true;
  const std::size_t children = type == Op::OP_AND_MAYBE ? 1 : query.get_num_subqueries();
  for (std::size_t i = 0; i < children; ++i)
    if (MatchNeedsPositions(query.get_subquery(i))) return true;
  return false;
}

DocSet PapersMatching(const Xapian::Query& query, const Xapian::Database& database,
                      Snapshot& snapshot) {
  return Matcher(database, snapshot).Match(query);
}

}  // namespace dssearch
