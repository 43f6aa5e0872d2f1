#pragma once

#include <xapian.h>

#include <memory>

#include "indexer/inversion/merge_source.h"

namespace dssearch::indexer {

/// Reads a published segment for MergeSources(). Documents are there from 1 on without a gap.
/// Throws Xapian::Error, and so do the members of what it returns.
std::unique_ptr<MergeSource> OpenDatabaseSource(const Xapian::Database& database);

}  // namespace dssearch::indexer
