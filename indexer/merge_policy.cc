#include "indexer/merge_policy.h"

namespace dssearch::indexer {
namespace {

constexpr std::uint64_t kMostDeleted = 3;  // A third.
constexpr std::uint64_t kMergedTimes = 8;

}  // namespace

std::vector<Fate> ChooseFates(const std::vector<SegmentSize>& segments, std::uint64_t added) {
  std::vector<Fate> fates(segments.size(), Fate::kKept);
  std::uint64_t behind = added;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const auto [papers, deleted] = segments[i];
    if (deleted < papers && kMostDeleted * deleted <= papers) continue;
    fates[i] = Fate::kRewritten;
    behind += papers - deleted;
  }
  if (behind == 0) return fates;  // Nothing is written.
  for (std::size_t i = segments.size(); i-- > 0;) {
    if (fates[i] == Fate::kRewritten) continue;
    if (segments[i].papers > kMergedTimes * behind) break;
    fates[i] = Fate::kMerged;
    behind += segments[i].papers;
  }
  return fates;
}

}  // namespace dssearch::indexer
