#include "searcher/format/columns.h"

#include <xxhash.h>

#include <algorithm>
#include <array>
#include <limits>
#include <ostream>
#include <utility>

#include "dssearch/error.h"
#include "searcher/format/damage.h"
#include "searcher/format/schema.h"
#include "searcher/format/stored_values.h"

namespace dssearch::format {
namespace {

// The file: the magic, then each column: its id, its width, its size, how many texts it has, the
// size of each of them or 0, how many bytes they have, all in four bytes, the lowest first; its
// numbers; where each text ends, unless all have one size; the texts.
constexpr std::string_view kMagic = "dscol 2\n";
constexpr std::size_t kIntBytes = 4;
constexpr std::size_t kHeadInts = 6;

unsigned WidthOf(std::uint32_t largest) { return largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4; }

[[noreturn]] void FailDamaged() {
  throw Error(ErrorCode::kIndexCorrupt, "the columns of the index are damaged", kRebuildHint);
}

void WriteHead(const std::array<std::size_t, kHeadInts>& head, std::ostream& file) {
  std::string bytes;
  for (const std::size_t number : head) {
    if (number > std::numeric_limits<std::uint32_t>::max())
      throw Error(ErrorCode::kIo, "a column of the index would have more than four gigabytes", "");
    AppendInt(number, kIntBytes, bytes);
  }
  file << bytes;
}

void WriteInts(std::span<const std::uint32_t> numbers, unsigned width, std::ostream& file) {
  constexpr std::size_t kBufferBytes = 1 << 16;
  std::string bytes;
  for (const std::uint32_t number : numbers) {
    AppendInt(number, width, bytes);
    if (bytes.size() < kBufferBytes) continue;
    file << bytes;
    bytes.clear();
  }
  file << bytes;
}

}  // namespace

std::string_view Columns::Column::Text(std::uint32_t number) const {
  if (number == 0 || number >= text_count_) return {};
  if (text_size_ > 0) return texts_.substr(std::size_t{number - 1} * text_size_, text_size_);
  const std::uint32_t begin = LoadInt<std::uint32_t>(ends_ + (number - 1) * kIntBytes);
  const std::uint32_t end = LoadInt<std::uint32_t>(ends_ + number * kIntBytes);
  return begin <= end && end <= texts_.size() ? texts_.substr(begin, end - begin)
                                              : std::string_view();
}

Columns::Columns(std::string bytes)
    : Columns(std::make_shared<const MappedFile>(std::move(bytes))) {}

std::shared_ptr<const Columns> Columns::Map(const std::string& index, const std::string& segment) {
  return std::shared_ptr<const Columns>(
      new Columns(MappedFile::Open(index + '/' + segment + '/' + kColumnsFile)));
}

// Finds the columns. Whatever the bytes are, what is found is inside of them.
Columns::Columns(std::shared_ptr<const MappedFile> file) : file_(std::move(file)) {
  std::string_view rest = file_->bytes();
  if (!rest.starts_with(kMagic)) FailDamaged();
  rest.remove_prefix(kMagic.size());
  const auto take = [&rest](std::size_t size) {
    if (size > rest.size()) FailDamaged();
    const auto* const at = reinterpret_cast<const unsigned char*>(rest.data());
    rest.remove_prefix(size);
    return at;
  };
  while (!rest.empty()) {
    const unsigned char* const head = take(kHeadInts * kIntBytes);
    const auto number = [head](std::size_t i) {
      return LoadInt<std::uint32_t>(head + i * kIntBytes);
    };
    Column column;
    column.width_ = number(1);
    column.size_ = number(2);
    column.text_count_ = number(3);
    column.text_size_ = number(4);
    const std::size_t text_bytes = number(5);
    if (column.width_ > 2 && column.width_ != 4) FailDamaged();
    if (column.text_size_ > 0 &&
        std::uint64_t{column.text_count_} * column.text_size_ != text_bytes + column.text_size_)
      FailDamaged();
    column.numbers_ = take(column.size_ * column.width_);
    column.ends_ = take(column.text_size_ > 0 ? 0 : column.text_count_ * kIntBytes);
    column.texts_ = {reinterpret_cast<const char*>(take(text_bytes)), text_bytes};
    columns_.emplace(number(0), column);
  }
}

Columns::Column Columns::Of(std::uint32_t id) const {
  const auto found = columns_.find(id);
  return found == columns_.end() ? Column() : found->second;
}

// Numbers texts in the order in which they come; the empty one is 0.
class ColumnsWriter::TextColumn {
 public:
  explicit TextColumn(std::size_t documents) : numbers_(documents + 1) {}

  void Set(Xapian::docid doc, std::string_view text) {
    numbers_[doc] = NumberOf(text);
    ++values_;
    value_bytes_ += text.size();
  }

  // Where few documents share a text, each has one of its own, which takes no numbers. Texts that
  // have one size take no ends; documents without a text have one of another size.
  void WriteTo(std::uint32_t id, std::ostream& file) const {
    const auto size = static_cast<std::uint32_t>(TextOf(std::min(count(), 1U)).size());
    const bool has_one_size = HasOneSize(size);
    const bool is_full = has_one_size && values_ + 1 == numbers_.size();
    const unsigned width = WidthOf(count());
    const std::size_t shared =
        numbers_.size() * width + (has_one_size ? 0 : ends_.size() * kIntBytes) + texts_.size();
    const std::size_t unshared = (is_full ? 0 : numbers_.size() * kIntBytes) + value_bytes_;
    if (shared <= unshared) {
      WriteHead({id, width, numbers_.size(), ends_.size(), has_one_size ? size : 0, texts_.size()},
                file);
      WriteInts(numbers_, width, file);
      if (!has_one_size) WriteInts(ends_, kIntBytes, file);
      file << texts_;
      return;
    }
    WriteHead({id, 0, numbers_.size(), numbers_.size(), is_full ? size : 0, value_bytes_}, file);
    if (!is_full) {
      std::vector<std::uint32_t> ends;
      std::size_t end = 0;
      for (const std::uint32_t number : numbers_)
        ends.push_back(static_cast<std::uint32_t>(end += TextOf(number).size()));
      WriteInts(ends, kIntBytes, file);
    }
    for (const std::uint32_t number : numbers_) file << TextOf(number);
  }

 private:
  // How many texts there are, the empty one not counted.
  std::uint32_t count() const { return static_cast<std::uint32_t>(ends_.size() - 1); }

  std::string_view TextOf(std::uint32_t number) const {
    const std::size_t begin = number == 0 ? 0 : ends_[number - 1];
    return std::string_view(texts_).substr(begin, ends_[number] - begin);
  }

  bool HasOneSize(std::uint32_t size) const {
    if (size == 0) return false;
    for (std::uint32_t number = 1; number <= count(); ++number)
      if (TextOf(number).size() != size) return false;
    return true;
  }

  std::uint32_t NumberOf(std::string_view text) {
    if (2 * ends_.size() > buckets_.size()) GrowBuckets();
    std::uint32_t& number = buckets_[BucketOf(text)];
    if (number == 0 && !text.empty()) {
      number = count() + 1;
      texts_ += text;
      ends_.push_back(static_cast<std::uint32_t>(texts_.size()));
    }
    return number;
  }

  // Where the number of a text stands, or would stand.
  std::size_t BucketOf(std::string_view text) const {
    for (std::size_t i = XXH3_64bits(text.data(), text.size());; ++i) {
      const std::size_t bucket = i & (buckets_.size() - 1);
      if (buckets_[bucket] == 0 || TextOf(buckets_[bucket]) == text) return bucket;
    }
  }

  void GrowBuckets() {
    buckets_.assign(std::max<std::size_t>(2 * buckets_.size(), 64), 0);
    for (std::uint32_t number = 1; number <= count(); ++number)
      buckets_[BucketOf(TextOf(number))] = number;
  }

  std::vector<std::uint32_t> numbers_;  ///< By document.
  std::string texts_;                   ///< One after the other.
  std::vector<std::uint32_t> ends_{0};  ///< Where each of them ends.
  std::vector<std::uint32_t> buckets_;  ///< A hash table of numbers, 0 for none.
  std::size_t values_ = 0;              ///< How many documents have one,
  std::size_t value_bytes_ = 0;         ///< and the bytes of these, shared ones counted again.
};

ColumnsWriter::ColumnsWriter(std::ostream& file, std::size_t documents)
    : file_(file), documents_(documents) {
  file_ << kMagic;
}

ColumnsWriter::~ColumnsWriter() = default;

void ColumnsWriter::Add(unsigned slot, Xapian::docid doc, std::string_view value) {
  if (value.empty()) return;
  if (!open_ || slot_ != slot) {
    Finish();
    open_ = std::make_unique<TextColumn>(documents_);
    slot_ = slot;
  }
  open_->Set(doc, value);
}

void ColumnsWriter::AddNumbers(std::uint32_t id, std::span<const std::uint32_t> numbers) {
  Finish();
  const auto largest = std::max_element(numbers.begin(), numbers.end());
  const unsigned width = WidthOf(largest == numbers.end() ? 0 : *largest);
  WriteHead({id, width, numbers.size(), 0, 0, 0}, file_);
  WriteInts(numbers, width, file_);
}

void ColumnsWriter::Finish() {
  if (open_) open_->WriteTo(slot_, file_);
  open_.reset();
}

void WriteColumns(const Xapian::Database& database, std::ostream& file) {
  std::vector<std::uint32_t> lengths(database.get_lastdocid() + 1);
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it)
    lengths[*it] = it.get_doclength();
  ColumnsWriter writer(file, database.get_lastdocid());
  writer.AddNumbers(Columns::kLengths, lengths);
  for (unsigned slot = 0; slot < kSlotEnd; ++slot) {
    if (IsStored(slot)) continue;
    for (auto it = database.valuestream_begin(slot); it != database.valuestream_end(slot); ++it)
      writer.Add(slot, it.get_docid(), *it);
  }
  writer.Finish();
}

}  // namespace dssearch::format
