#pragma once

#include <xapian.h>

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/format/columns.h"
#include "searcher/format/run.h"

namespace dssearch::format {

/// Where a paper was read from, and when.
struct Provenance {
  std::string source_hash;         ///< The ContentHash of the file's path.
  std::vector<std::string> paths;  ///< The hashes of the file's path and of every folder above it.
  Run added = {};                  ///< The run that first had the paper,
  Run changed = {};  ///< and the one that last changed it. One that moves it does not.
};

/// The provenance of a paper that was read from the file `source`, a canonical path, by no run yet.
Provenance ProvenanceOf(std::string_view source);

/// The provenance of a document of a segment. Throws Xapian::Error.
Provenance ProvenanceOf(Xapian::docid document, const Columns& columns,
                        const Xapian::Database& segment);

/// The same of an index of a format before kFirstColumnsFormat; without runs before
/// kFirstRunFormat. Throws Xapian::Error.
Provenance OldProvenanceOf(const Xapian::Document& document, const Xapian::Database& segment,
                           int format);

/// The metadata entry of a segment, key and value, that notes the paths of a source, of which
/// documents have the hash alone.
std::pair<std::string, std::string> SourceEntry(const Provenance& provenance);

/// The hashes of the sources of a segment in or below a path. Throws Xapian::Error.
std::set<std::string, std::less<>> SourcesBelow(std::string_view path,
                                                const Xapian::Database& segment);

}  // namespace dssearch::format
