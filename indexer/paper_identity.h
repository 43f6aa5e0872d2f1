#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"

namespace dssearch::indexer {

/// What tells papers apart by their titles: the letters and digits of the title, or else of the
/// summary, without regard to case and punctuation.
std::string TitleKey(const Paper& paper);

/// What of a key tells papers apart that have this id: all of it, but of a DOI the beginning, since
/// databases abridge titles and leave subtitles out.
std::string_view TellingPart(std::string_view key, std::string_view id);

/// Whether two keys are those of one title, which one of them may have without its subtitle.
bool IsSameTitle(std::string_view key, std::string_view other);

/// What records of one paper have in common that have no identifier in common.
struct Work {
  /// Of title, year and family name of the first author; 0 for a paper that lacks any of them.
  std::uint64_t hash = 0;
  /// What may differ nevertheless, since journals print an editorial every month: the DOI and the
  /// beginnings of the summaries; empty where the paper has none.
  std::array<std::string, 3> details = {};
};
/// `title` is the TitleKey() of the paper.
Work WorkOf(const Paper& paper, std::string_view title);

/// Whether two records may be of one paper: hashes are the same, and no detail that both have
/// differs.
bool IsSameWork(const Work& work, const Work& other);

/// A DOI or an arXiv id of a paper, in the canonical form, with a hash that records of one paper
/// share. It depends on the main title, too: the parts of a volume may have its DOI, and the record
/// of a paper in another language stays a record of its own.
struct SharedIdentifier {
  std::string text;
  std::uint64_t hash = 0;
};
std::vector<SharedIdentifier> SharedIdentifiersOf(const Paper& paper);

/// Whether an id says by itself which paper it is, whatever its title: that of arXiv, of the ACL
/// Anthology, of PubMed. A DOI may be that of a volume, and a key is what its user chose.
bool IsOfOnePaper(std::string_view id);

}  // namespace dssearch::indexer
