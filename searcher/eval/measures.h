#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace dssearch::eval {

/// The papers judged for one query: id → grade; 0 and below is not relevant.
using Grades = std::unordered_map<std::string, int>;

/// How good one ranking is, each from 0 to 1, as trec_eval defines them.
struct Measures {
  double ndcg_10 = 0;     ///< Gain is the grade, discount log2(rank + 1).
  double mrr_10 = 0;      ///< 1 / rank of the first relevant paper, if within 10.
  double map = 0;         ///< Mean of the precision at each relevant paper.
  double recall_100 = 0;  ///< Of the relevant papers, those within 100.
};

/// Measures of a ranking, best first, without repetitions.
Measures Evaluate(const std::vector<std::string>& ranking, const Grades& grades);

/// The mean over queries; zeros for none.
Measures Mean(const std::vector<Measures>& all);

}  // namespace dssearch::eval
