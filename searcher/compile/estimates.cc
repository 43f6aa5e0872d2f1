#include "searcher/compile/estimates.h"

#include <algorithm>

#include "searcher/index/bm25.h"

namespace dssearch {

using Kind = QueryNode::Kind;

Xapian::doccount DocFreqUpperBound(const QueryNode& query, const IndexReader& reader) {
  const Xapian::doccount all = reader.doc_count();
  switch (query.kind) {
    case Kind::kTerm:
      return reader.StatsOf(query.term).doc_freq;
    case Kind::kMatchAll:
    case Kind::kDateRange:
    case Kind::kAddedAfter:
      return all;
    case Kind::kFilter:  // Most filters pass most documents.
    case Kind::kAndMaybe:
    case Kind::kAndNot:
      return DocFreqUpperBound(query.children.front(), reader);
    default:
      break;
  }
  Xapian::doccount bound = IsConjunction(query.kind) && !query.children.empty() ? all : 0;
  for (const QueryNode& child : query.children) {
    const Xapian::doccount one = DocFreqUpperBound(child, reader);
    bound = IsConjunction(query.kind) ? std::min(bound, one) : std::max(bound, one);
  }
  return bound;
}

double EstimatedScore(const QueryNode& query, Xapian::doccount least_doc_freq,
                      const IndexReader& reader) {
  if (query.boost == 0) return 0;
  const auto of_child = [&](const QueryNode& child) {
    return EstimatedScore(child, least_doc_freq, reader);
  };
  switch (query.kind) {
    case Kind::kTerm:
    case Kind::kSynonym:
      return query.boost *
             Idf(std::max(least_doc_freq, DocFreqUpperBound(query, reader)), reader.doc_count());
    case Kind::kMatchAll:
    case Kind::kDateRange:
    case Kind::kAddedAfter:
      return 0;
    case Kind::kFilter:
    case Kind::kAndNot:
      return query.boost * of_child(query.children.front());
    case Kind::kDisMax: {
      double highest = 0;
      for (const QueryNode& child : query.children) highest = std::max(highest, of_child(child));
      return query.boost * highest;
    }
    default:
      break;
  }
  double sum = 0;
  for (const QueryNode& child : query.children) sum += of_child(child);
  return query.boost * sum;
}

}  // namespace dssearch
