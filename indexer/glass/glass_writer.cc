#include "indexer/glass/glass_writer.h"

#include <xxhash.h>

#include <algorithm>
#include <fstream>
#include <numeric>
#include <utility>
#include <vector>

#include "dssearch/error.h"
#include "indexer/glass/encoding.h"

namespace dssearch::indexer::glass {
namespace {

// The begins of keys of all that is no posting list. That of a term begins with the term, and zero
// bytes of terms are followed by FF.
constexpr std::string_view kMetadataKey("\0\xC0", 2);
constexpr std::string_view kLengthsKey("\0\xE0", 2);

// The bytes from which on a list is cut, as Xapian does. One of a short
// term just fits into a quarter of a block.
constexpr std::size_t kChunkBytes = 2000;

// The head of the version file: a magic, and the date of the format (years since 2014, month, day).
constexpr std::string_view kMagic("\x0F\x0DXapian Glass\x04\x6E", 16);
constexpr unsigned kRootIsFake = 1;    // There is no table.
constexpr unsigned kIsSequential = 2;  // The leaves of a table stand in the order of their keys.
constexpr unsigned kLevelShift = 2;
constexpr unsigned kBlockUnit = 2048;

// The tables, and from which size on Xapian would compress their tags. There is the first alone.
constexpr unsigned kCompressMin = 18;
constexpr unsigned kTables[] = {0, kCompressMin, kCompressMin, 0, kCompressMin, kCompressMin};

}  // namespace

GlassWriter::GlassWriter(std::filesystem::path folder)
    : folder_((std::filesystem::create_directories(folder), std::move(folder))),
      table_(folder_ / "postlist.glass") {}

void GlassWriter::AddLengths(std::span<const Xapian::termcount> lengths) {
  documents_ = static_cast<Xapian::docid>(lengths.size());
  for (const Xapian::termcount length : lengths) {
    total_length_ += length;
    longest_ = std::max(longest_, length);
    if (length > 0 && (shortest_ == 0 || length < shortest_)) shortest_ = length;
  }
  if (lengths.empty()) return;
  std::vector<Xapian::docid> all(lengths.size());
  std::iota(all.begin(), all.end(), Xapian::docid{1});
  const std::string key(kLengthsKey);
  AddList(key, key, 0, all, lengths);
}

void GlassWriter::AddPostings(std::string_view term, std::span<const Xapian::docid> documents,
                              std::span<const Xapian::termcount> wdfs) {
  std::uint64_t collection_frequency = 0;
  for (const Xapian::termcount wdf : wdfs) {
    collection_frequency += wdf;
    highest_wdf_ = std::max(highest_wdf_, wdf);
  }
  std::string key;
  AppendOrdered(term, key);
  AddList(key, key + '\0', collection_frequency, documents, wdfs);
}

// Adds a list in chunks. The first has the frequencies before it, none in the list of lengths; the
// keys of the others end with their first document.
void GlassWriter::AddList(const std::string& first_key, const std::string& later_keys,
                          std::uint64_t collection_frequency,
                          std::span<const Xapian::docid> documents,
                          std::span<const Xapian::termcount> numbers) {
  const bool is_lengths = first_key == kLengthsKey;
  std::string tag;
  for (std::size_t begin = 0, end = 0; begin < documents.size(); begin = end) {
    chunk_.clear();
    for (; end < documents.size() && chunk_.size() < kChunkBytes; ++end) {
      if (end > begin) AppendNumber(documents[end] - documents[end - 1] - 1, chunk_);
      AppendNumber(numbers[end], chunk_);
    }
    std::string key = begin == 0 ? first_key : later_keys;
    tag.clear();
    if (begin == 0) {
      AppendNumber(is_lengths ? 0 : documents.size(), tag);
      AppendNumber(collection_frequency, tag);
      AppendNumber(documents[0] - 1, tag);
    } else {
      AppendOrdered(documents[begin], key);
    }
    tag += end == documents.size() ? '1' : '0';
    AppendNumber(documents[end - 1] - documents[begin], tag);
    table_.Add(key, tag += chunk_);
  }
}

void GlassWriter::Finish(const std::map<std::string, std::string>& metadata) {
  table_.BeginFront();
  for (const auto& [key, value] : metadata)
    if (!value.empty()) table_.Add(std::string(kMetadataKey) + key, value);
  WriteVersion(table_.Finish());
}

void GlassWriter::WriteVersion(const TableRoot& root) const {
  std::string rest;
  AppendNumber(kRevision, rest);
  for (std::size_t i = 0; i < std::size(kTables); ++i) {
    const TableRoot table = i == 0 ? root : TableRoot();
    AppendNumber(table.block, rest);
    AppendNumber(i == 0 ? table.level << kLevelShift : kRootIsFake | kIsSequential, rest);
    AppendNumber(table.entries, rest);
    AppendNumber(kBlockBytes / kBlockUnit, rest);
    AppendNumber(kTables[i], rest);
    std::string free;  // The blocks that are free: none.
    if (i == 0) {
      AppendNumber(kRevision, free);
      AppendNumber(table.blocks, free);
      free.append(4, '\0');
    }
    AppendText(free, rest);
  }
  AppendNumber(documents_, rest);
  AppendNumber(0U, rest);  // The last document less their number.
  AppendNumber(shortest_, rest);
  AppendNumber(highest_wdf_, rest);
  AppendNumber(longest_ - std::min(longest_, highest_wdf_), rest);
  AppendNumber(0U, rest);  // The oldest set of changes for copies elsewhere.
  AppendNumber(total_length_, rest);
  AppendNumber(0U, rest);  // The highest frequency of a word of its spelling dictionary.
  // The id of the database, by its content.
  const XXH128_hash_t id = XXH3_128bits_withSeed(rest.data(), rest.size(), root.hash);
  XXH128_canonical_t id_bytes;
  XXH128_canonicalFromHash(&id_bytes, id);

  const std::filesystem::path path = folder_ / "iamglass";
  std::ofstream file(path, std::ios::binary);
  file << kMagic;
  file.write(reinterpret_cast<const char*>(id_bytes.digest), sizeof id_bytes.digest);
  if (!(file << rest).flush())
    throw Error(ErrorCode::kIo, "cannot write '" + path.string() + "'", "is the disk full?");
}

}  // namespace dssearch::indexer::glass
