#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dssearch::format {

/// What INDEX/GENERATION/manifest.json says of the generation's databases.
struct Manifest {
  struct File {
    std::string name;  ///< "shard-0/postlist.glass".
    std::uint64_t bytes = 0;
    std::string hash;  ///< XXH3 of its content, in hexadecimal.

    bool operator==(const File&) const = default;
  };

  int format = 0;
  std::string analyzer;
  std::uint64_t papers = 0;
  /// Of all ids and content hashes, whatever their order.
  std::string digest;
  /// Of the database that `files` were hashed of. Small updates write to the
  /// files; their hashes are made anew with the next generation.
  std::uint64_t revision = 0;
  std::vector<File> files;
};

/// Throws Error kIo.
void WriteManifest(const std::string& index, std::string_view generation, const Manifest& manifest);

/// Throws Error kIndexCorrupt where there is none or where it makes no sense.
Manifest ReadManifest(const std::string& index, std::string_view generation);

/// The digest of the papers of a database.
std::string DigestOf(const Xapian::Database& database);

/// The files of a generation's database, in order of their names. Reads them all.
std::vector<Manifest::File> FilesOf(const std::string& index, std::string_view generation,
                                    std::string_view shard);

}  // namespace dssearch::format
