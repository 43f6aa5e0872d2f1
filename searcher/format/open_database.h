#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/format/commit.h"

namespace dssearch::format {

/// Opens a database of an index for reading. Throws Error kIndexCorrupt where it is missing or no
/// database, and kIo where it may not be read.
Xapian::Database OpenDatabase(const std::string& path);

/// The same for a folder that a commit names, whose files have the sizes that the commit says, and
/// those up to 4 MB the hashes, else kIndexCorrupt.
Xapian::Database OpenDatabase(const std::string& index, const std::string& folder,
                              const std::vector<CommitFile>& files);

}  // namespace dssearch::format
