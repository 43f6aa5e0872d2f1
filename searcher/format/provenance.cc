#include "searcher/format/provenance.h"

#include <algorithm>
#include <filesystem>

#include "searcher/format/record.h"
#include "searcher/format/schema.h"

namespace dssearch::format {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kOldPrefix = "XR";
constexpr std::string_view kSourceKey = "source ";
constexpr std::size_t kHashBytes = 8;

std::vector<std::string> PathsIn(std::string_view joined) {
  std::vector<std::string> paths;
  ForEachValue(joined, [&](std::string_view path) { paths.emplace_back(path); });
  return paths;
}

Provenance WithSourceOf(const Xapian::Document& document) {
  return {.source_hash = std::string(SourceHashIn(document.get_value(kContentHashSlot))),
          .paths = {}};
}

}  // namespace

Provenance ProvenanceOf(std::string_view source) {
  Provenance provenance{.source_hash = ContentHash(source), .paths = {}};
  for (fs::path path = source;; path = path.parent_path()) {
    provenance.paths.push_back(HexHash(path.string()));
    if (path == path.parent_path() || path.parent_path().empty()) return provenance;
  }
}

Provenance ProvenanceOf(const Xapian::Document& document, const Xapian::Database& segment) {
  Provenance provenance = WithSourceOf(document);
  provenance.paths =
      PathsIn(segment.get_metadata(std::string(kSourceKey) + provenance.source_hash));
  const auto run = [&](const Field& field) {
    return DecodeRun(RunTextOf(document.get_value(SlotOf(field)), segment));
  };
  provenance.added = run(kAddedField);
  provenance.changed = run(kChangedField);
  return provenance;
}

Provenance OldProvenanceOf(const Xapian::Document& document) {
  Provenance provenance = WithSourceOf(document);
  Xapian::TermIterator it = document.termlist_begin();
  for (it.skip_to(std::string(kOldPrefix)); it != document.termlist_end(); ++it) {
    const std::string term = *it;
    if (!term.starts_with(kOldPrefix)) break;
    provenance.paths.push_back(term.substr(kOldPrefix.size()));
  }
  return provenance;
}

std::pair<std::string, std::string> SourceEntry(const Provenance& provenance) {
  std::string joined;
  for (const std::string& path : provenance.paths)
    joined.append(joined.empty() ? 0 : 1, kValueSeparator).append(path);
  return {std::string(kSourceKey) + provenance.source_hash, joined};
}

std::set<std::string> SourcesBelow(std::string_view path, const Xapian::Database& segment) {
  std::set<std::string> sources;
  const std::string key(kSourceKey);
  const std::string hash = HexHash(path);
  for (auto it = segment.metadata_keys_begin(key); it != segment.metadata_keys_end(key); ++it) {
    const std::vector<std::string> paths = PathsIn(segment.get_metadata(*it));
    if (std::find(paths.begin(), paths.end(), hash) != paths.end())
      sources.insert((*it).substr(key.size()));
  }
  return sources;
}

std::string SourcedHash(std::string_view record, const Provenance& provenance) {
  return ContentHash(record) + provenance.source_hash;
}

std::string_view SourceHashIn(std::string_view value) {
  return value.size() == 2 * kHashBytes ? value.substr(kHashBytes) : std::string_view();
}

}  // namespace dssearch::format
