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

/// No record is longer than this, as text: a paper has a thousandth of it. What
/// is longer is a Reject, so that memory is bounded.
inline constexpr std::size_t kMaxRecordBytes = 16'777'216;

/// What to say of one.
inline constexpr const char* kTooLongHint = "index summaries, not whole texts";

/// What ends the reading of a file before its end.
struct UnreadableInput : std::runtime_error {
  UnreadableInput(const std::string& reason, std::string what_to_do)
      : std::runtime_error(reason), hint(std::move(what_to_do)) {}
  std::string hint;
};

/// The text of a file: unpacked, as UTF-8 (see text::Decoder), a piece at a
/// time. Memory does not grow with the file. Not thread-safe.
///
/// Members throw UnreadableInput.
class TextInput {
 public:
  /// `name` is the file in locations. `stream` must outlive the object.
  TextInput(std::string name, std::istream& stream, std::size_t piece_bytes = 65'536);

  const std::string& name() const { return name_; }

  /// How much of the stream was read, packed or not.
  std::uint64_t bytes_read() const { return bytes_read_; }

  /// The number of the line that the next byte is in, from 1.
  std::size_t line() const { return line_; }

  /// Some of what comes next, at least one byte; nothing at the end.
  std::string_view Peek();

  /// The next `bytes`, or all where there are fewer.
  std::string_view Peek(std::size_t bytes);

  /// Takes `bytes` of what Peek() showed.
  void Skip(std::size_t bytes);

  /// Takes a line, without its end ("\n" or "\r\n"). False at the end. A line
  /// longer than `kMaxRecordBytes` is cut to one byte more.
  bool TakeLine(std::string& line);

  /// Takes all that is left; cut as a line is.
  std::string TakeAll();

 private:
  // Appends a piece to the text. False at the end.
  bool Fill();

  std::string name_;
  std::istream& stream_;
  std::uint64_t bytes_read_ = 0;
  std::string packed_;            // The piece read last,
  std::string_view packed_left_;  // what is still to be unpacked of it,
  bool began_ = false;            // and whether there was one.
  std::unique_ptr<Decompressor> decompressor_;
  std::string unpacked_;
  text::Decoder decoder_;
  std::string text_;  // UTF-8; what is before position_ was taken.
  std::size_t position_ = 0;
  std::size_t line_ = 1;
  bool ended_ = false;
};

}  // namespace dssearch::indexer
