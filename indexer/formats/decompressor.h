#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dssearch::indexer {

/// Unpacks compressed bytes a piece at a time. What is behind the end of one
/// compressed stream is another one, as the programs of that format have it.
class Decompressor {
 public:
  virtual ~Decompressor() = default;

  /// Takes some of `packed` away and appends what it holds to `out`, not more
  /// than a piece at a time. Returns false where the bytes are broken.
  virtual bool Unpack(std::string_view& packed, std::string& out) = 0;

  /// Whether what was unpacked so far ends where a stream does.
  virtual bool whole() const = 0;

  /// "gzip", "bzip2", "zstd".
  virtual const char* name() const = 0;
};

/// The one for bytes that begin like `head` (4 bytes or more, or all there are),
/// or nullptr where these are not compressed.
std::unique_ptr<Decompressor> DecompressorFor(std::string_view head);

/// Whether the extension says that a file is compressed: .gz, .bz2, .zst.
bool IsCompressedExtension(std::string_view extension);

}  // namespace dssearch::indexer
