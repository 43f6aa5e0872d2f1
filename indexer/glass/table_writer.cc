#include "indexer/glass/table_writer.h"

#include <xapian.h>
#include <xxhash.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include "dssearch/error.h"

namespace dssearch::indexer::glass {
namespace {

// A block: its revision (4 bytes), its level (1), the bytes between directory and items (2), all
// free bytes (2), where the directory ends (2); then the directory, the place of each item (2). An
// item of a leaf: its size less 3 with flags in the highest bits (2), the size of its key (1), the
// key, the number of the component (2) unless it is the first, the bytes of the component. An item
// of a branch: a block (4), the size of the key (1), the key, the number of the component (2). All
// numbers have their highest byte first.
constexpr std::size_t kEntryBytes = 2;
constexpr std::size_t kSizeBytes = 2;
constexpr std::size_t kKeySizeBytes = 1;
constexpr std::size_t kComponentBytes = 2;
constexpr std::size_t kBlockNumberBytes = 4;
constexpr std::size_t kLeastItemBytes = kSizeBytes + kKeySizeBytes;
constexpr unsigned kFirstFlag = 0x2000;
constexpr unsigned kLastFlag = 0x4000;

constexpr std::size_t kMostKeyBytes = 255;
constexpr std::size_t kMostComponents = 0xFFFF;

// Xapian's own writer wants a block to hold four items.
constexpr std::size_t kMostItemBytes = (kBlockBytes - 11) / 4 - kEntryBytes;

// A tag is cut to fill a block where that fills more than the second head takes, as Xapian does.
constexpr std::size_t kLeastPart = 34;

unsigned char* Put(std::size_t number, std::size_t bytes, unsigned char* at) {
  for (std::size_t i = bytes; i-- > 0;) *at++ = static_cast<unsigned char>(number >> 8 * i);
  return at;
}

unsigned char* Put(std::string_view text, unsigned char* at) {
  if (!text.empty()) std::memcpy(at, text.data(), text.size());
  return at + text.size();
}

}  // namespace

std::size_t TableWriter::Block::Room() const {
  const std::size_t free = items_begin_ - directory_end_;
  return free < kEntryBytes ? 0 : free - kEntryBytes;
}

unsigned char* TableWriter::Block::Append(std::size_t size) {
  items_begin_ -= size;
  Put(items_begin_, kEntryBytes, bytes_.data() + directory_end_);
  directory_end_ += kEntryBytes;
  return bytes_.data() + items_begin_;
}

void TableWriter::Block::Seal() {
  const std::size_t free = items_begin_ - directory_end_;
  unsigned char* at = Put(kRevision, 4, bytes_.data());
  at = Put(level_, 1, at);
  at = Put(free, 2, at);
  at = Put(free, 2, at);
  Put(directory_end_, 2, at);
  std::memset(bytes_.data() + directory_end_, 0, free);
}

std::string_view TableWriter::Block::bytes() const {
  return {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()};
}

TableWriter::TableWriter(std::filesystem::path path)
    : path_(std::move(path)), file_(path_, std::ios::binary) {}

void TableWriter::Add(std::string_view key, std::string_view tag) {
  if (key.size() > kMostKeyBytes)
    throw Xapian::InvalidArgumentError("a key has more than 255 bytes: " + std::string(key));
  ++root_.entries;
  for (unsigned component = 1;; ++component) {
    if (component > kMostComponents) throw Xapian::UnimplementedError("a tag is too long");
    const std::size_t head = kLeastItemBytes + key.size() + (component > 1 ? kComponentBytes : 0);
    std::size_t room = std::min(leaf_.Room(), kMostItemBytes);
    if (head + tag.size() > room && room < head + key.size() + kLeastPart) {
      WriteLeaf();
      room = std::min(leaf_.Room(), kMostItemBytes);
    }
    const std::string_view part = tag.substr(0, room - head);
    tag.remove_prefix(part.size());
    AppendItem(key, component, part, tag.empty());
    if (tag.empty()) break;
  }
  is_first_ = false;
}

void TableWriter::AppendItem(std::string_view key, unsigned component, std::string_view part,
                             bool last) {
  BeginLeaf(key, component);
  const std::size_t size =
      kLeastItemBytes + key.size() + (component > 1 ? kComponentBytes : 0) + part.size();
  unsigned char* at = leaf_.Append(size);
  at = Put((size - kLeastItemBytes) | (component == 1 ? kFirstFlag : 0) | (last ? kLastFlag : 0),
           kSizeBytes, at);
  at = Put(key.size(), kKeySizeBytes, at);
  at = Put(key, at);
  if (component > 1) at = Put(component, kComponentBytes, at);
  Put(part, at);
  last_key_ = key;
}

// Notes what divides a new leaf from the one before.
void TableWriter::BeginLeaf(std::string_view key, unsigned component) {
  if (leaf_is_begun_) return;
  leaf_is_begun_ = true;
  std::string_view divider = key;
  if (!is_first_) {
    const auto differ = std::mismatch(key.begin(), key.end(), last_key_.begin(), last_key_.end());
    const auto same = static_cast<std::size_t>(differ.first - key.begin());
    divider = key.substr(0, same + 1);
  }
  children_.push_back({std::string(divider), static_cast<std::uint16_t>(component), /*block=*/0});
}

void TableWriter::WriteLeaf() {
  if (!leaf_is_begun_) return;
  children_.back().block = Write(leaf_);
  leaf_ = Block(0);
  leaf_is_begun_ = false;
}

std::uint32_t TableWriter::Write(Block& block) {
  block.Seal();
  const std::string_view bytes = block.bytes();
  file_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!file_)
    throw Error(ErrorCode::kIo, "cannot write '" + path_.string() + "'", "is the disk full?");
  root_.hash = XXH3_64bits_withSeed(bytes.data(), bytes.size(), root_.hash);
  return root_.blocks++;
}

void TableWriter::BeginFront() {
  WriteLeaf();
  behind_ = std::exchange(children_, {});
  is_first_ = true;
  AppendItem({}, 1, {}, true);  // Every table begins with an empty key, which counts for none.
  is_first_ = false;
}

TableRoot TableWriter::Finish() {
  WriteLeaf();
  std::vector<Child> children = std::exchange(children_, {});
  std::move(behind_.begin(), behind_.end(), std::back_inserter(children));
  while (children.size() > 1) children = WriteBranches(std::move(children), ++root_.level);
  root_.block = children.front().block;
  if (!file_.flush())
    throw Error(ErrorCode::kIo, "cannot write '" + path_.string() + "'", "is the disk full?");
  file_.close();
  return root_;
}

// Writes a level of branches, and returns them as the children of the next. The first item of a
// branch has no key, since its parent has it.
std::vector<TableWriter::Child> TableWriter::WriteBranches(std::vector<Child> children,
                                                           unsigned level) {
  std::vector<Child> branches;
  Block branch(level);
  for (Child& child : children) {
    const auto size = [&] {
      return kBlockNumberBytes + kKeySizeBytes + child.key.size() + kComponentBytes;
    };
    if (!branch.empty() && size() > branch.Room()) {
      branches.back().block = Write(branch);
      branch = Block(level);
    }
    if (branch.empty()) {
      branches.push_back({std::exchange(child.key, {}), std::exchange(child.component, 0), 0});
    }
    unsigned char* at = branch.Append(size());
    at = Put(child.block, kBlockNumberBytes, at);
    at = Put(child.key.size(), kKeySizeBytes, at);
    at = Put(child.key, at);
    Put(child.component, kComponentBytes, at);
  }
  branches.back().block = Write(branch);
  return branches;
}

}  // namespace dssearch::indexer::glass
