#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dssearch::indexer {

/// Unpacks compressed bytes in chunks. Behind the end of a compressed stream another one may begin,
/// as the programs of each format have it. Not thread-safe.
class Decompressor {
 public:
  virtual ~Decompressor() = default;

  /// Removes bytes from the beginning of `packed` and appends what they hold to `out`, at most a
  /// chunk of 64 kB. Returns false where the bytes are broken.
  virtual bool Unpack(std::string_view& packed, std::string& out) = 0;

  /// Whether what was unpacked so far ends where a stream does. At the end of a file it must.
  virtual bool at_stream_end() const = 0;

  /// The name of the format: "gzip", "bzip2", "zstd".
  virtual const char* name() const = 0;
};

/// A decompressor for bytes that begin with `head`, of which there are at least 4 unless there are
/// no more; nullptr where the bytes are not compressed.
std::unique_ptr<Decompressor> DecompressorFor(std::string_view head);

/// Whether an extension is that of compressed files: ".gz", ".bz2" or ".zst".
bool IsCompressedExtension(std::string_view extension);

}  // namespace dssearch::indexer
