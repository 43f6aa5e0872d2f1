#pragma once

#include <xapian.h>

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

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

/// The provenance of a document of a segment; without runs before kFirstRunFormat. Throws
/// Xapian::Error.
Provenance ProvenanceOf(const Xapian::Document& document, const Xapian::Database& segment);

/// The same of an index before format 7, whose documents have terms for it. Throws Xapian::Error.
Provenance OldProvenanceOf(const Xapian::Document& document);

/// The metadata entry of a segment, key and value, that notes the paths of a source, of which
/// documents have the hash alone.
std::pair<std::string, std::string> SourceEntry(const Provenance& provenance);

/// The hashes of the sources of a segment in or below a path. Throws Xapian::Error.
std::set<std::string> SourcesBelow(std::string_view path, const Xapian::Database& segment);

/// The value of kContentHashSlot: the ContentHash of a record and that of its source. So a paper
/// that was moved is indexed again, and is found below its new folder.
std::string SourcedHash(std::string_view record, const Provenance& provenance);

/// The hash of the source in a value of kContentHashSlot; empty where it has none.
std::string_view SourceHashIn(std::string_view value);

}  // namespace dssearch::format
