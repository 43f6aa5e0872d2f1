#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dssearch::format {

/// The content of INDEX/GENERATION/manifest.json, which describes the databases of a generation.
struct Manifest {
  struct File {
    std::string name;  ///< Such as "shard-0/postlist.glass".
    std::uint64_t bytes = 0;
    std::string hash;  ///< The XXH3 hash of its content, in hexadecimal.

    bool operator==(const File&) const = default;
  };

  int format = 0;
  std::string analyzer;
  std::uint64_t papers = 0;
  /// A digest of all ids and content hashes, independent of their order.
  std::string digest;
  /// The revision of the database whose files `files` lists. Small updates change the files; their
  /// hashes are computed anew with the next generation.
  std::uint64_t revision = 0;
  std::vector<File> files;
};

/// Writes the manifest of a generation. Throws Error kIo.
void WriteManifest(const std::string& index, std::string_view generation, const Manifest& manifest);

/// Reads the manifest of a generation. Throws Error kIndexCorrupt if it is missing or malformed.
Manifest ReadManifest(const std::string& index, std::string_view generation);

/// The digest of the papers of a database.
std::string DigestOf(const Xapian::Database& database);

/// The files of a shard of a generation, in the order of their names. Reads all of them for their
/// hashes.
std::vector<Manifest::File> FilesOf(const std::string& index, std::string_view generation,
                                    std::string_view shard);

}  // namespace dssearch::format
