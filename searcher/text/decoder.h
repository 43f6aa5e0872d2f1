#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dssearch::text {

/// A streaming decoder from an unknown encoding to UTF-8.
///
/// UTF-8 and UTF-16 are recognized by their byte order mark, which is dropped, and UTF-16 without
/// one by the zero bytes of its first characters. Anything else is read as UTF-8 until the first
/// bytes that are not. If these are the first beyond ASCII and ICU detects GB18030, the text is
/// read as GB18030 from there on; if it detects a language of Western Europe, bytes that are not
/// UTF-8 are read as Windows-1252, of which Latin-1 is a part; else they and the rest are passed
/// through unchanged.
///
/// Not thread-safe.
class Decoder {
 public:
  Decoder();
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  /// Decodes the next bytes of the file and appends them to `out`. The last few bytes may be held
  /// back until the next call, and up to kSampleBytes while the encoding is undecided; `last`
  /// flushes them. Truncated and invalid characters become U+FFFD.
  void Decode(std::string_view bytes, bool last, std::string& out);

  /// The encoding that was found so far: "UTF-8", "UTF-16LE", "UTF-16BE", "GB18030" or
  /// "Windows-1252".
  std::string_view encoding() const;

  static constexpr std::size_t kSampleBytes = 16'384;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dssearch::text
