#pragma once

#include <cstddef>
#include <cstdint>
#include <istream>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "indexer/formats/decompressor.h"
#include "searcher/text/decoder.h"

namespace dssearch::indexer {

/// The longest text of a record. A paper has a thousandth of it; what is longer is a Reject, so
/// that memory is bounded.
inline constexpr std::size_t kMaxRecordBytes = 16'777'216;

/// The hint of such a Reject.
inline constexpr const char* kTooLongHint = "index summaries, not whole texts";

/// Thrown where a file cannot be read to its end.
struct UnreadableInput : std::runtime_error {
  UnreadableInput(const std::string& reason, std::string what_to_do)
      : std::runtime_error(reason), hint(std::move(what_to_do)) {}
  std::string hint;
};

/// The text of a file, unpacked and decoded to UTF-8 (see text::Decoder) in chunks, so that memory
/// does not grow with the file. Where its first line ends with a carriage return alone, as on old
/// Macs, all carriage returns are line feeds. Not thread-safe. Members throw UnreadableInput.
class TextInput {
 public:
  /// Reads `stream`, which must outlive the object, in chunks of `chunk_bytes`.
  TextInput(std::string name, std::istream& stream, std::size_t chunk_bytes = 65'536);

  /// The name of the file, as it stands in locations.
  const std::string& name() const { return name_; }

  /// The encoding of what was read, see text::Decoder::encoding().
  std::string_view encoding() const { return decoder_.encoding(); }

  /// How many bytes of the stream were read, compressed ones where it is compressed.
  std::uint64_t bytes_read() const { return bytes_read_; }

  /// The number of the line that has the next byte, from 1.
  std::size_t line() const { return line_; }

  /// The text that comes next, at least one byte of it; empty at the end. The view is good until
  /// the next call of a member.
  std::string_view Peek();

  /// The next `bytes` of the text, or all that is left where there are fewer.
  std::string_view Peek(std::size_t bytes);

  /// Skips `bytes` of what Peek() returned.
  void Skip(std::size_t bytes);

  /// Reads a line into `line`, without its end ("\n" or "\r\n"). Returns false at the end. A line
  /// longer than kMaxRecordBytes is cut to one byte more than that.
  bool TakeLine(std::string& line);

  /// Reads all that is left, cut as a line is.
  std::string TakeAll();

 private:
  // Appends a chunk to the text. Returns false at the end.
  bool Fill();
  // Sees to the ends of lines from `begin` of the text on. Returns false where more text is needed.
  bool MendLines(std::size_t begin);

  std::string name_;
  std::istream& stream_;
  std::uint64_t bytes_read_ = 0;
  std::string packed_;            // The chunk that was read last,
  std::string_view packed_left_;  // what is still to be unpacked of it,
  bool began_ = false;            // and whether there was one.
  std::unique_ptr<Decompressor> decompressor_;
  std::string unpacked_;
  text::Decoder decoder_;
  std::string text_;  // UTF-8; what is before position_ was read.
  std::size_t position_ = 0;
  std::size_t line_ = 1;
  bool ended_ = false;
  enum class Lines { kUnknown, kLineFeed, kCarriageReturn };
  Lines lines_ = Lines::kUnknown;
};

}  // namespace dssearch::indexer
