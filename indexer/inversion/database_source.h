#pragma once

#include <xapian.h>

#include <memory>

#include "indexer/inversion/merge_source.h"
#include "searcher/format/columns.h"
#include "searcher/format/stored_values.h"

namespace dssearch::indexer {

/// Reads a published segment for MergeSources(). Documents are there from 1 on without a gap. The
/// sort keys of its titles are made anew from its records, which takes six microseconds and some
/// hundred bytes a document. Throws Xapian::Error, and so do the members of what it returns.
std::unique_ptr<MergeSource> OpenDatabaseSource(const Xapian::Database& database,
                                                std::shared_ptr<const format::Columns> columns,
                                                std::shared_ptr<const format::StoredValues> values);

}  // namespace dssearch::indexer
