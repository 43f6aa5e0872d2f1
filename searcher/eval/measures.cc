#include "searcher/eval/measures.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace dssearch::eval {
namespace {

constexpr std::size_t kNdcgDepth = 10;
constexpr std::size_t kRecallDepth = 100;

double Discounted(int grade, std::size_t rank) {
  return grade / std::log2(static_cast<double>(rank) + 1);
}

}  // namespace

Measures Evaluate(const std::vector<std::string>& ranking, const Judgments& judgments) {
  std::vector<int> ideal;
  for (const auto& [id, grade] : judgments)
    if (grade > 0) ideal.push_back(grade);
  if (ideal.empty()) return {};
  std::sort(ideal.begin(), ideal.end(), std::greater<>());
  double ideal_gain = 0;
  for (std::size_t i = 0; i < ideal.size() && i < kNdcgDepth; ++i)
    ideal_gain += Discounted(ideal[i], i + 1);

  Measures measures;
  double gain = 0;
  double precisions = 0;
  std::size_t relevant = 0;
  for (std::size_t i = 0; i < ranking.size(); ++i) {
    const auto judged = judgments.find(ranking[i]);
    if (judged == judgments.end() || judged->second <= 0) continue;
    const std::size_t rank = i + 1;
    ++relevant;
    if (rank <= ideal.size()) measures.r_precision += 1;
    precisions += static_cast<double>(relevant) / static_cast<double>(rank);
    if (rank <= kNdcgDepth) {
      gain += Discounted(judged->second, rank);
      if (measures.mrr_10 == 0) measures.mrr_10 = 1.0 / static_cast<double>(rank);
    }
    if (rank <= kRecallDepth) measures.recall_100 += 1;
  }
  const auto count = static_cast<double>(ideal.size());
  measures.ndcg_10 = gain / ideal_gain;
  measures.map = precisions / count;
  measures.r_precision /= count;
  measures.recall_100 /= count;
  return measures;
}

Measures Mean(const std::vector<Measures>& all) {
  Measures mean;
  if (all.empty()) return mean;
  for (const Measures& measures : all) {
    mean.ndcg_10 += measures.ndcg_10;
    mean.mrr_10 += measures.mrr_10;
    mean.map += measures.map;
    mean.r_precision += measures.r_precision;
    mean.recall_100 += measures.recall_100;
  }
  const auto count = static_cast<double>(all.size());
  mean.ndcg_10 /= count;
  mean.mrr_10 /= count;
  mean.map /= count;
  mean.r_precision /= count;
  mean.recall_100 /= count;
  return mean;
}

}  // namespace dssearch::eval
