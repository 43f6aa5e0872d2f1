#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dssearch::text {

/// Turns the bytes of a file of unknown encoding into UTF-8, a piece at a time.
///
/// UTF-8 and UTF-16 are known by their byte order mark, which is dropped, and
/// UTF-16 without one by the zero bytes of its first characters. Anything else
/// is taken for UTF-8 until bytes come that are not. Where these are the first
/// beyond ASCII and ICU finds that they are GB18030, the text is read as that
/// from there on; else they are passed on as they are, and so is the rest.
///
/// Not thread-safe.
class Decoder {
 public:
  Decoder();
  ~Decoder();
  Decoder(const Decoder&) = delete;
  Decoder& operator=(const Decoder&) = delete;

  /// Appends what `bytes` say to `out`. The last few bytes may wait for the next
  /// piece; where the encoding must be found out, up to kSampleBytes do. With
  /// `last`, nothing waits. What is cut off or no character reads as U+FFFD.
  void Decode(std::string_view bytes, bool last, std::string& out);

  static constexpr std::size_t kSampleBytes = 16'384;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dssearch::text
