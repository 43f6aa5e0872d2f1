#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace dssearch::eval {

/// The papers judged for one query: paper id to grade. A paper with grade 0 or below, and one
/// without a judgment, is not relevant.
using Judgments = std::unordered_map<std::string, int>;

/// The quality of one ranking, each measure from 0 to 1, as trec_eval defines them.
struct Measures {
  double ndcg_10 = 0;  ///< nDCG@10. The gain is the grade, the discount log2(rank + 1).
  double mrr_10 = 0;   ///< 1 / rank of the first relevant paper; 0 where the first 10 have none.
  double map = 0;      ///< Average precision: the mean of the precisions at relevant papers.
  /// R-precision: of the first R papers the share that is relevant, where R are. With one relevant
  /// paper, whether it is the first.
  double r_precision = 0;
  double recall_100 = 0;  ///< The share of the relevant papers that are among the first 100.
};

/// The measures of a ranking: paper ids, best first, without repetitions. All are 0 where no paper
/// is relevant.
Measures Evaluate(const std::vector<std::string>& ranking, const Judgments& judgments);

/// The mean of each measure over queries; zeros for no queries.
Measures Mean(const std::vector<Measures>& all);

}  // namespace dssearch::eval
