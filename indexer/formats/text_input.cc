#include "indexer/formats/text_input.h"

#include <algorithm>

namespace dssearch::indexer {
namespace {

constexpr const char* kFetchAgainHint = "what came before was read; fetch the file again";

}  // namespace

TextInput::TextInput(std::string name, std::istream& stream, std::size_t chunk_bytes)
    : name_(std::move(name)), stream_(stream), packed_(chunk_bytes, '\0') {}

bool TextInput::Fill() {
  if (ended_) return false;
  if (packed_left_.empty()) {
    std::size_t size = 0;
    constexpr std::size_t kLongestMagic = 4;  // Needed to tell how the file is packed.
    do {
      stream_.read(packed_.data() + size, static_cast<std::streamsize>(packed_.size() - size));
      size += static_cast<std::size_t>(stream_.gcount());
      bytes_read_ += static_cast<std::uint64_t>(stream_.gcount());
      if (!began_ && packed_.size() < kLongestMagic) packed_.resize(kLongestMagic);
    } while (!began_ && size < kLongestMagic && stream_);
    if (stream_.bad()) throw UnreadableInput("the file cannot be read", "check its permissions");
    packed_left_ = std::string_view(packed_).substr(0, size);
    if (!began_) decompressor_ = DecompressorFor(packed_left_);
    began_ = true;
  }
  text_.erase(0, position_);
  position_ = 0;
  const bool last = packed_left_.empty();
  const std::size_t begin = text_.size();
  if (decompressor_ == nullptr) {
    decoder_.Decode(packed_left_, last, text_);
    packed_left_ = {};
    ended_ = last;
    return MendLines(begin) || Fill();
  }
  // At the end of the file there may still be text to unpack.
  unpacked_.clear();
  if (!(last && decompressor_->at_stream_end()) && !decompressor_->Unpack(packed_left_, unpacked_))
    throw UnreadableInput(std::string("the ") + decompressor_->name() + " data is broken",
                          kFetchAgainHint);
  ended_ = last && unpacked_.empty();
  if (ended_ && !decompressor_->at_stream_end())
    throw UnreadableInput(std::string("the ") + decompressor_->name() + " data ends too early",
                          kFetchAgainHint);
  decoder_.Decode(unpacked_, ended_, text_);
  return MendLines(begin) || Fill();
}

bool TextInput::MendLines(std::size_t begin) {
  if (lines_ == Lines::kLineFeed) return true;
  if (lines_ == Lines::kUnknown) {
    // The end of a line may have come with the chunk before.
    if (begin > 0) --begin;
    const std::size_t end = text_.find_first_of("\r\n", begin);
    if (end == std::string::npos) return true;
    if (text_[end] == '\r' && end + 1 == text_.size() && !ended_) return false;
    const bool alone = text_[end] == '\r' && text_.compare(end + 1, 1, "\n") != 0;
    lines_ = alone ? Lines::kCarriageReturn : Lines::kLineFeed;
    if (!alone) return true;
  }
  std::replace(text_.begin() + static_cast<std::ptrdiff_t>(begin), text_.end(), '\r', '\n');
  return true;
}

std::string_view TextInput::Peek() {
  while (position_ == text_.size() && Fill()) {
  }
  return std::string_view(text_).substr(position_);
}

std::string_view TextInput::Peek(std::size_t bytes) {
  while (text_.size() - position_ < bytes && Fill()) {
  }
  return std::string_view(text_).substr(position_, bytes);
}

void TextInput::Skip(std::size_t bytes) {
  const auto begin = text_.begin() + static_cast<std::ptrdiff_t>(position_);
  line_ +=
      static_cast<std::size_t>(std::count(begin, begin + static_cast<std::ptrdiff_t>(bytes), '\n'));
  position_ += bytes;
}

bool TextInput::TakeLine(std::string& line) {
  line.clear();
  bool any = false;
  for (std::string_view chunk; !(chunk = Peek()).empty();) {
    any = true;
    const std::size_t end = chunk.find('\n');
    const std::size_t size = std::min(end, chunk.size());
    line.append(chunk.substr(0, std::min(size, kMaxRecordBytes + 1 - line.size())));
    const bool ended = end != std::string_view::npos;
    position_ += size + (ended ? 1 : 0);
    if (!ended) continue;
    ++line_;
    break;
  }
  if (line.ends_with('\r')) line.pop_back();
  return any;
}

std::string TextInput::TakeAll() {
  std::string all;
  for (std::string_view chunk; !(chunk = Peek()).empty(); Skip(chunk.size()))
    all.append(chunk.substr(0, std::min(chunk.size(), kMaxRecordBytes + 1 - all.size())));
  return all;
}

}  // namespace dssearch::indexer
