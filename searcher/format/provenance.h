#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

namespace dssearch::format {

/// Where a paper was read from, as its document says it.
struct Provenance {
  std::vector<std::string> terms;  ///< Those of the file and of every folder above it.
  std::string source_hash;         ///< The ContentHash of the file's path.
};

/// The provenance of a paper that was read from the file `source`, a canonical path.
Provenance ProvenanceOf(std::string_view source);

/// The provenance that a document of an index has. Throws Xapian::Error.
Provenance ProvenanceOf(const Xapian::Document& document);

/// The term of a file that a paper was read from, or of a folder above it.
std::string SourceTerm(std::string_view path);

/// The value of kContentHashSlot: the ContentHash of a record and that of its source. So a paper
/// that was moved is indexed again, and is found below its new folder.
std::string SourcedHash(std::string_view record, const Provenance& provenance);

}  // namespace dssearch::format
