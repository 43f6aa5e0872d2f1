#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "dssearch/request.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// Positions of a text: [begin, end).
struct Places {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  Places Shifted(std::uint32_t by) const { return {begin + by, end + by}; }
  bool Cover(const Places& other) const { return begin <= other.begin && end >= other.end; }
  bool operator==(const Places&) const = default;
};

/// A query, or a part of it: what must match, and what besides it counts for
/// ranking where it matches.
struct Part {
  Clause required;
  std::vector<Clause> extra = {};
  /// Where any word will do, what is extra will do too: these are words, not a
  /// phrase and nothing that a filter or an exclusion holds for.
  bool words = false;
  /// What is required, standing together in some way: counts where it is there.
  std::vector<Clause> evidence = {};
  /// More that is extra and evidence, of a run as a whole.
  std::vector<Clause> run_extra = {};
  std::vector<Clause> run_evidence = {};
  /// Of a run that has other names: all the words of any of these.
  std::vector<Clause> whole = {};
  Places at = {};  ///< Of the text that it is of.
  /// Of a run that has other names: the words that it is cut into.
  std::vector<Places> pieces = {};
};

/// What matches `required`, ranked by all of `more` as well.
Clause RankedBy(Clause required, std::vector<Clause> more);

/// What a part matches, ranked by all that counts.
Clause Ranked(Part part);

/// The parts as one: all of them in kAll, else any. Nothing of none.
std::optional<Part> Together(std::vector<Part> parts, Match match);

/// The papers that have all words of the parts; scores nothing.
Clause WholeOf(const std::vector<Part>& parts);

/// Lets what is of runs as a whole count.
void CountRuns(std::vector<Part>& parts);

}  // namespace dssearch
