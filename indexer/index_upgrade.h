#pragma once

#include <cstddef>
#include <string>

namespace dssearch::indexer {

/// What UpgradeIndex() did.
struct Upgrade {
  std::string from;        ///< What the index was: "format 4", "rules 1, ICU 70.1, …".
  std::size_t papers = 0;  ///< How many papers it has now.
};

/// Rebuilds an index that another version of dsindex made, from what is stored in it alone: its
/// papers, where they were read from, labels of domains, and terms and notes of the user's own.
/// Terms are learnt anew from the papers, not from what --learn-from once named. The old index
/// answers until the new one is published. Does nothing, with an empty `from`, for an index of this
/// version.
///
/// Throws Error: kIndexNotFound, kIndexLocked, kIo, kIndexCorrupt; kIndexFormat for a format before
/// format::kOldestStoredFormat or after this one.
Upgrade UpgradeIndex(const std::string& index, unsigned jobs);

}  // namespace dssearch::indexer
