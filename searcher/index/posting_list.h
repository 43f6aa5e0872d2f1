#pragma once

#include <xapian.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "searcher/index/doc_bit_set.h"

namespace dssearch {

/// The papers that have a term, in order, and how often each has it. Immutable.
struct Postings {
  std::vector<Xapian::docid> papers;
  std::vector<std::uint16_t> times;  ///< Of each of `papers`; 65,535 for more.
  std::optional<DocSet> set;         ///< Of a frequent term: the papers once more.

  /// Adds the papers to a set.
  void AddTo(DocSet& all) const {
    if (set) {
      all |= *set;
    } else {
      for (const Xapian::docid paper : papers) all.Add(paper);
    }
  }

  /// How often a paper has it.
  unsigned TimesIn(Xapian::docid paper) const {
    const auto found = std::lower_bound(papers.begin(), papers.end(), paper);
    if (found == papers.end() || *found != paper) return 0;
    return times[static_cast<std::size_t>(found - papers.begin())];
  }

  bool Has(Xapian::docid paper) const {
    return set ? set->Has(paper) : std::binary_search(papers.begin(), papers.end(), paper);
  }

  std::size_t bytes() const {
    return papers.capacity() * sizeof papers[0] + times.capacity() * sizeof times[0] +
           (set ? set->bytes() : 0);
  }
};

}  // namespace dssearch
