#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dssearch::indexer {

/// What a run does with the segments that there are, the oldest first.
enum class Fate {
  kKept,
  /// Its papers are indexed anew with those of the run, from their stored records. So its deleted
  /// papers are gone.
  kRewritten,
  /// Its database is merged with that of the run.
  kMerged,
};

/// How many papers a segment has, and how many of them are deleted.
struct SegmentSize {
  std::uint64_t papers = 0;
  std::uint64_t deleted = 0;
};

/// Chooses the fates of segments when `added` papers are written, so that an update costs about its
/// own papers, few segments are searched, and deleted papers take little room.
///
/// - A segment without papers is rewritten, which is to drop it, and so is one of which more than a
///   third is deleted. To write a paper anew takes as long as to add it, so this adds at most two
///   papers for each that was deleted.
/// - The newest segments are merged with what is written as long as each has at most eight times as
///   many papers as what comes behind it. So each segment that stays has more than eight times the
///   papers of all behind it: at most seven for a million papers. Updates of one to a thousand
///   papers write each at most thirty times on the way to 200,000 (test); an update of 1,300 that
///   merged 101,000 took 3.1 s on two processors, one of 1,000 that merged none .3 s.
std::vector<Fate> ChooseFates(const std::vector<SegmentSize>& segments, std::uint64_t added);

}  // namespace dssearch::indexer
