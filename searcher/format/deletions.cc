#include "searcher/format/deletions.h"

#include <filesystem>
#include <string_view>

#include "searcher/format/damage.h"
#include "searcher/format/index_names.h"
#include "searcher/format/little_endian.h"
#include "searcher/format/regular_file.h"
#include "searcher/format/replace_file.h"

namespace dssearch::format {
namespace {

// The file: eight bytes that say what it is, then each docid in four bytes, the lowest first.
constexpr std::string_view kMagic = "dsdel 1\n";
constexpr std::size_t kIdBytes = 4;

}  // namespace

CommitFile WriteDeletions(const std::string& index, const CommitSegment& segment,
                          unsigned long commit, const std::vector<Xapian::docid>& deleted) {
  std::string bytes(kMagic);
  for (const Xapian::docid doc : deleted) AppendInt(doc, kIdBytes, bytes);
  const std::string name = segment.name + '/' + NumberedName(kDeletionsPrefix, commit);
  ReplaceFile((std::filesystem::path(index) / name).string(), bytes);
  return FileOf(index, name);
}

std::vector<Xapian::docid> ReadDeletions(const std::string& index, const CommitSegment& segment) {
  std::vector<Xapian::docid> deleted;
  if (!segment.deletions) return deleted;
  const std::string path = (std::filesystem::path(index) / segment.deletions->name).string();
  std::error_code error;
  const std::optional<std::string> bytes =
      ReadRegularFile(path, segment.deletions->bytes + 1, error);
  FailIfDenied(error, path);
  if (!bytes || !IsContentOf(*bytes, *segment.deletions) || !bytes->starts_with(kMagic) ||
      (bytes->size() - kMagic.size()) % kIdBytes != 0)
    FailDamaged("'" + path + "'");
  for (std::size_t i = kMagic.size(); i < bytes->size(); i += kIdBytes) {
    const auto doc = LoadInt<Xapian::docid>(bytes->data() + i);
    if (doc == 0 || doc > segment.papers || (!deleted.empty() && doc <= deleted.back()))
      FailDamaged("'" + path + "'");
    deleted.push_back(doc);
  }
  return deleted;
}

}  // namespace dssearch::format
