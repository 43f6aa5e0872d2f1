#include "searcher/format/provenance.h"

#include <filesystem>

#include "searcher/format/record.h"
#include "searcher/format/schema.h"

namespace dssearch::format {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kPrefix = "XR";

}  // namespace

std::string SourceTerm(std::string_view path) { return std::string(kPrefix) + HexHash(path); }

Provenance ProvenanceOf(std::string_view source) {
  Provenance provenance{{}, ContentHash(source)};
  for (fs::path path = source;; path = path.parent_path()) {
    provenance.terms.push_back(SourceTerm(path.string()));
    if (path == path.parent_path() || path.parent_path().empty()) return provenance;
  }
}

Provenance ProvenanceOf(const Xapian::Document& document) {
  Provenance provenance;
  Xapian::TermIterator it = document.termlist_begin();
  for (it.skip_to(std::string(kPrefix)); it != document.termlist_end(); ++it) {
    const std::string term = *it;
    if (!term.starts_with(kPrefix)) break;
    provenance.terms.push_back(term);
  }
  const std::string hashes = document.get_value(kContentHashSlot);
  const std::size_t size = ContentHash("").size();
  if (hashes.size() == 2 * size) provenance.source_hash = hashes.substr(size);
  return provenance;
}

std::string SourcedHash(std::string_view record, const Provenance& provenance) {
  return ContentHash(record) + provenance.source_hash;
}

}  // namespace dssearch::format
