#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/id_set.h"
#include "indexer/paper_identity.h"

namespace dssearch::indexer {

/// The papers of a run by all that they are known again by. Not thread-safe.
class SeenPapers {
 public:
  /// Whether there is a paper with this id, and whether there is one that has this title, too.
  bool HasId(std::string_view id) const;
  bool HasTitle(std::string_view id, std::string_view title) const;
  void AddTitle(std::string_view id, std::string_view title);

  /// Whether there is a paper that this one is, whatever their ids.
  bool HasPaper(const Work& work, const std::vector<SharedIdentifier>& shared) const;
  void AddPaper(const Work& work, const std::vector<SharedIdentifier>& shared);

 private:
  IdSet titles_;  ///< Ids, and ids with titles,
  IdSet works_;   ///< works, with their details and identifiers.
};

}  // namespace dssearch::indexer
