#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/format/commit.h"

namespace dssearch::format {

/// Writes the deleted documents of a segment as a file of a commit, durably. The docids ascend.
/// Throws Error kIo.
CommitFile WriteDeletions(const std::string& index, const CommitSegment& segment,
                          unsigned long commit, const std::vector<Xapian::docid>& deleted);

/// The deleted documents of a segment, ascending. Throws Error kIndexCorrupt where the file is not
/// that of the commit, and kIo.
std::vector<Xapian::docid> ReadDeletions(const std::string& index, const CommitSegment& segment);

}  // namespace dssearch::format
