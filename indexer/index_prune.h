#pragma once

#include <cstdint>
#include <string>

namespace dssearch::indexer {

/// Removes what the current commit of an index does not need at once: the files of earlier commits,
/// which else stay for their readers until the next run, and what a run that was ended left. A
/// reader that is open keeps them until its next call, as far as the kernel does.
///
/// Returns how many bytes these files have. In a `dry_run` they stay. Throws Error as ReadCommit()
/// does, kIndexLocked and kIo.
std::uint64_t PruneIndex(const std::string& index, bool dry_run);

}  // namespace dssearch::indexer
