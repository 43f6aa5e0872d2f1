#include "searcher/format/stored_values.h"

#include <ostream>
#include <utility>

#include "dssearch/error.h"
#include "searcher/format/damage.h"
#include "searcher/format/little_endian.h"

namespace dssearch::format {
namespace {

// The file: the magic; the values of each slot, one document after the other; then for each slot
// where the value of each document ends, from that of document 0 on, which has none; then for each
// slot its number, where its values begin and where its ends begin; how many slots there are. All
// numbers have kNumberBytes, the lowest first.
constexpr std::string_view kMagic = "dsval 1\n";
constexpr std::size_t kNumberBytes = 5;  // A terabyte.
constexpr std::size_t kTableNumbers = 3;

void AppendNumber(std::uint64_t number, std::string& bytes) {
  AppendInt(number, kNumberBytes, bytes);
}

std::uint64_t NumberAt(std::string_view bytes, std::size_t i) {
  return LoadInt(bytes.data() + i * kNumberBytes, kNumberBytes);
}

[[noreturn]] void FailDamaged() {
  throw Error(ErrorCode::kIndexCorrupt, "the stored values of the index are damaged", kRebuildHint);
}

}  // namespace

StoredValues::StoredValues(std::string bytes)
    : StoredValues(std::make_shared<const MappedFile>(std::move(bytes))) {}

std::shared_ptr<const StoredValues> StoredValues::Map(const std::string& index,
                                                      const std::string& segment) {
  return std::shared_ptr<const StoredValues>(
      new StoredValues(MappedFile::Open(index + '/' + segment + '/' + kStoredValuesFile)));
}

// Finds the slots. Whatever the bytes are, what is found is inside of them.
StoredValues::StoredValues(std::shared_ptr<const MappedFile> file) : file_(std::move(file)) {
  const std::string_view bytes = file_->bytes();
  if (!bytes.starts_with(kMagic) || bytes.size() < kMagic.size() + kNumberBytes) FailDamaged();
  std::size_t end = bytes.size() - kNumberBytes;
  const std::uint64_t slots = NumberAt(bytes.substr(end), 0);
  if (slots > kSlots.size() || end < slots * kTableNumbers * kNumberBytes) FailDamaged();
  end -= slots * kTableNumbers * kNumberBytes;
  const std::string_view table = bytes.substr(end);
  // From the last to the first, since the ends of one end where those of the next begin.
  for (std::size_t i = slots; i-- > 0;) {
    const std::uint64_t begin = NumberAt(table, kTableNumbers * i + 1);
    const std::uint64_t ends = NumberAt(table, kTableNumbers * i + 2);
    if (begin > ends || ends > end) FailDamaged();
    Slot& slot = slots_[static_cast<unsigned>(NumberAt(table, kTableNumbers * i))];
    slot.values = bytes.substr(begin, ends - begin);
    slot.ends = bytes.substr(ends, end - ends);
    end = ends;
  }
}

std::string_view StoredValues::Of(unsigned slot, Xapian::docid doc) const {
  const auto found = slots_.find(slot);
  if (found == slots_.end() || doc == 0) return {};
  const auto& [values, ends] = found->second;
  if (doc >= ends.size() / kNumberBytes) return {};
  const std::uint64_t begin = NumberAt(ends, doc - 1);
  const std::uint64_t end = NumberAt(ends, doc);
  return begin <= end && end <= values.size() ? values.substr(begin, end - begin)
                                              : std::string_view();
}

StoredValuesWriter::StoredValuesWriter(std::ostream& file) : file_(file), size_(kMagic.size()) {
  file_ << kMagic;
}

void StoredValuesWriter::Add(unsigned slot, Xapian::docid doc, std::string_view value) {
  if (slots_.empty() || slots_.back().number != slot) slots_.push_back({slot, size_, {0}});
  Slot& added = slots_.back();
  added.ends.resize(doc, added.ends.back());
  added.ends.push_back(added.ends.back() + value.size());
  file_ << value;
  size_ += value.size();
}

void StoredValuesWriter::Finish() {
  std::string table;
  std::string bytes;
  for (const Slot& slot : slots_) {
    for (const std::uint64_t number :
         {std::uint64_t{slot.number}, slot.begin, size_ + bytes.size()})
      AppendNumber(number, table);
    for (const std::uint64_t end : slot.ends) AppendNumber(end, bytes);
  }
  AppendNumber(slots_.size(), table);
  file_ << bytes << table;
}

void WriteStoredValues(const Xapian::Database& database, std::ostream& file) {
  StoredValuesWriter writer(file);
  for (const unsigned slot : StoredValues::kSlots)
    for (auto it = database.valuestream_begin(slot); it != database.valuestream_end(slot); ++it)
      writer.Add(slot, it.get_docid(), *it);
  writer.Finish();
}

}  // namespace dssearch::format
