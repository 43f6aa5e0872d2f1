#include "searcher/format/manifest.h"

#include <xxhash.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>

#include "dssearch/error.h"
#include "searcher/format/record.h"
#include "searcher/format/regular_file.h"
#include "searcher/format/replace_file.h"
#include "searcher/format/schema.h"
#include "searcher/format/slot_reader.h"

namespace dssearch::format {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxManifestBytes = 1'000'000;  // It names ten files.

std::string PathOf(const std::string& index, std::string_view generation) {
  return (fs::path(index) / generation / "manifest.json").string();
}

std::string HashOf(const fs::path& file) {
  const std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> state(XXH3_createState(),
                                                                              XXH3_freeState);
  XXH3_64bits_reset(state.get());
  std::ifstream in(file, std::ios::binary);
  std::vector<char> block(std::size_t{1} << 20);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0)
    XXH3_64bits_update(state.get(), block.data(), static_cast<std::size_t>(in.gcount()));
  if (!in.eof())
    throw Error(ErrorCode::kIo, "cannot read '" + file.string() + "'", "check its permissions");
  return Hex(XXH3_64bits_digest(state.get()));
}

}  // namespace

void WriteManifest(const std::string& index, std::string_view generation,
                   const Manifest& manifest) {
  nlohmann::ordered_json json = {
      {"format", manifest.format},     {"analyzer", manifest.analyzer},
      {"papers", manifest.papers},     {"digest", manifest.digest},
      {"revision", manifest.revision}, {"files", nlohmann::json::array()}};
  for (const Manifest::File& file : manifest.files)
    json["files"].push_back(
        nlohmann::ordered_json{{"name", file.name}, {"bytes", file.bytes}, {"hash", file.hash}});
  ReplaceFile(PathOf(index, generation), json.dump(2) + '\n');
}

Manifest ReadManifest(const std::string& index, std::string_view generation) {
  const std::string path = PathOf(index, generation);
  std::error_code error;
  const std::optional<std::string> text = ReadRegularFile(path, kMaxManifestBytes, error);
  if (error == std::errc::permission_denied)
    throw Error(ErrorCode::kIo, "cannot read '" + path + "': " + error.message(),
                "check its permissions");
  try {
    const nlohmann::json json = nlohmann::json::parse(text.value_or(""));
    Manifest manifest;
    manifest.format = json.at("format").get<int>();
    manifest.analyzer = json.at("analyzer").get<std::string>();
    manifest.papers = json.at("papers").get<std::uint64_t>();
    manifest.digest = json.at("digest").get<std::string>();
    manifest.revision = json.at("revision").get<std::uint64_t>();
    for (const nlohmann::json& file : json.at("files"))
      manifest.files.push_back({file.at("name").get<std::string>(),
                                file.at("bytes").get<std::uint64_t>(),
                                file.at("hash").get<std::string>()});
    return manifest;
  } catch (const nlohmann::json::exception&) {
    throw Error(ErrorCode::kIndexCorrupt, "'" + path + "' is missing or damaged",
                "rebuild the index: dsindex --rebuild PATH");
  }
}

std::string DigestOf(const Xapian::Database& database) {
  const auto id_slot = SlotOf(kIdField);
  // The hashes are added, so that their order does not matter.
  std::uint64_t sum = 0;
  SlotReader hashes(database, kContentHashSlot);
  for (auto id = database.valuestream_begin(id_slot); id != database.valuestream_end(id_slot);
       ++id) {
    const std::string paper = *id + '\0' + hashes.Of(id.get_docid());
    sum += XXH3_64bits(paper.data(), paper.size());
  }
  return Hex(sum);
}

std::vector<Manifest::File> FilesOf(const std::string& index, std::string_view generation,
                                    std::string_view shard) {
  std::vector<Manifest::File> files;
  const fs::path folder = fs::path(index) / generation / shard;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name == "flintlock") continue;
    files.push_back({std::string(shard) + '/' + name, entry.file_size(), HashOf(entry.path())});
  }
  std::sort(files.begin(), files.end(),
            [](const Manifest::File& a, const Manifest::File& b) { return a.name < b.name; });
  return files;
}

}  // namespace dssearch::format
