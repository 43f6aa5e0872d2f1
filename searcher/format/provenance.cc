#include "searcher/format/provenance.h"

#include <algorithm>
#include <filesystem>

#include "searcher/format/record.h"
#include "searcher/format/schema.h"

namespace dssearch::format {
namespace fs = std::filesystem;
namespace {

// Before kFirstColumnsFormat the slot of content hashes had that of the source behind that of the
// record, and those of runs had the numbers of commits, which are keys of metadata.
constexpr std::string_view kOldPrefix = "XR";  // Before kFirstCommitFormat, of terms for paths.
constexpr std::string_view kOldRunKey = "run ";
constexpr std::string_view kSourceKey = "source ";
constexpr std::size_t kHashBytes = 8;

std::vector<std::string> PathsIn(std::string_view joined) {
  std::vector<std::string> paths;
  ForEachValue(joined, [&](std::string_view path) { paths.emplace_back(path); });
  return paths;
}

std::vector<std::string> PathsOf(const std::string& source_hash, const Xapian::Database& segment) {
  return PathsIn(segment.get_metadata(std::string(kSourceKey) + source_hash));
}

std::vector<std::string> OldPathsOf(const Xapian::Document& document) {
  std::vector<std::string> paths;
  Xapian::TermIterator it = document.termlist_begin();
  for (it.skip_to(std::string(kOldPrefix)); it != document.termlist_end(); ++it) {
    const std::string term = *it;
    if (!term.starts_with(kOldPrefix)) break;
    paths.push_back(term.substr(kOldPrefix.size()));
  }
  return paths;
}

}  // namespace

Provenance ProvenanceOf(std::string_view source) {
  Provenance provenance{.source_hash = ContentHash(source), .paths = {}};
  for (fs::path path = source;; path = path.parent_path()) {
    provenance.paths.push_back(HexHash(path.string()));
    if (path == path.parent_path() || path.parent_path().empty()) return provenance;
  }
}

Provenance ProvenanceOf(Xapian::docid document, const Columns& columns,
                        const Xapian::Database& segment) {
  const auto text = [&](unsigned slot) { return columns.Of(slot).TextOf(document); };
  Provenance provenance{.source_hash = std::string(text(kSourceSlot)), .paths = {}};
  provenance.paths = PathsOf(provenance.source_hash, segment);
  provenance.added = DecodeRun(text(SlotOf(kAddedField)));
  provenance.changed = DecodeRun(text(SlotOf(kChangedField)));
  return provenance;
}

Provenance OldProvenanceOf(const Xapian::Document& document, const Xapian::Database& segment,
                           int format) {
  Provenance provenance;
  if (const std::string hashes = document.get_value(kContentHashSlot);
      hashes.size() == 2 * kHashBytes)
    provenance.source_hash = hashes.substr(kHashBytes);
  provenance.paths =
      format < kFirstCommitFormat ? OldPathsOf(document) : PathsOf(provenance.source_hash, segment);
  const auto run = [&](const Field& field) {
    const std::string number = document.get_value(SlotOf(field));
    return DecodeRun(segment.get_metadata(std::string(kOldRunKey) + number));
  };
  if (format >= kFirstRunFormat) {
    provenance.added = run(kAddedField);
    provenance.changed = run(kChangedField);
  }
  return provenance;
}

std::pair<std::string, std::string> SourceEntry(const Provenance& provenance) {
  std::string joined;
  for (const std::string& path : provenance.paths)
    joined.append(joined.empty() ? 0 : 1, kValueSeparator).append(path);
  return {std::string(kSourceKey) + provenance.source_hash, joined};
}

std::set<std::string, std::less<>> SourcesBelow(std::string_view path,
                                                const Xapian::Database& segment) {
  std::set<std::string, std::less<>> sources;
  const std::string key(kSourceKey);
  const std::string hash = HexHash(path);
  for (auto it = segment.metadata_keys_begin(key); it != segment.metadata_keys_end(key); ++it) {
    const std::vector<std::string> paths = PathsIn(segment.get_metadata(*it));
    if (std::find(paths.begin(), paths.end(), hash) != paths.end())
      sources.insert((*it).substr(key.size()));
  }
  return sources;
}

}  // namespace dssearch::format
