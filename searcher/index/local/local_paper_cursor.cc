#include "searcher/index/local/local_paper_cursor.h"

#include <algorithm>
#include <utility>

#include "searcher/index/local/rank/ranking.h"

namespace dssearch {
namespace {

// How many are ranked at once: ranking takes as long for one as for all.
constexpr std::size_t kRankedAtOnce = 20'000;

}  // namespace

LocalPaperCursor::LocalPaperCursor(const QueryNode& query,
                                   std::shared_ptr<const LocalMatches> matches, Sort sort,
                                   std::size_t offset, std::size_t limit, const LocalReader& reader)
    : query_(query),
      matches_(std::move(matches)),
      sort_(sort),
      offset_(offset),
      left_(limit),
      reader_(reader) {
  RankMore();
}

void LocalPaperCursor::RankMore() {
  ranked_ =
      RankDocs(reader_, query_, matches_->docs(), sort_, offset_, std::min(left_, kRankedAtOnce));
  next_ = 0;
  offset_ += ranked_.size();
  left_ = ranked_.empty() ? 0 : left_ - ranked_.size();
}

std::vector<RankedPaper> LocalPaperCursor::Next(std::size_t count) {
  reader_.CheckBudget();
  if (next_ == ranked_.size() && left_ > 0) RankMore();
  std::vector<RankedPaper> papers;
  const std::size_t end = std::min(next_ + count, ranked_.size());
  for (std::size_t i = next_; i < end; ++i)
    papers.push_back({reader_.ReadStored(ranked_[i].doc, matches_->fold()), ranked_[i].score});
  next_ = end;
  return papers;
}

}  // namespace dssearch
