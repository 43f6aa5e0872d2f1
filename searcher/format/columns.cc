#include "searcher/format/columns.h"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dssearch/error.h"
#include "searcher/format/damage.h"
#include "searcher/format/little_endian.h"
#include "searcher/format/run.h"
#include "searcher/format/schema.h"
#include "searcher/format/slot_reader.h"

namespace dssearch::format {
namespace {

// The file: the magic, then each column: its id, its width, its size, how many texts it has, how
// many bytes these have, all in four bytes, the lowest first; its numbers; where each text ends;
// the texts.
constexpr std::string_view kMagic = "dscol 1\n";
constexpr std::size_t kIntBytes = 4;
constexpr std::size_t kHeadInts = 5;

unsigned WidthOf(std::uint32_t largest) { return largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4; }

void AppendColumn(std::uint32_t id, const std::vector<std::uint32_t>& numbers,
                  const std::vector<std::string>& texts, std::string& bytes) {
  const std::uint32_t largest =
      numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end());
  const unsigned width = WidthOf(largest);
  std::uint32_t text_bytes = 0;
  for (const std::string& text : texts) text_bytes += static_cast<std::uint32_t>(text.size());
  for (const std::uint32_t head : {id, width, static_cast<std::uint32_t>(numbers.size()),
                                   static_cast<std::uint32_t>(texts.size()), text_bytes})
    AppendInt(head, kIntBytes, bytes);
  for (const std::uint32_t number : numbers) AppendInt(number, width, bytes);
  std::uint32_t end = 0;
  for (const std::string& text : texts)
    AppendInt(end += static_cast<std::uint32_t>(text.size()), kIntBytes, bytes);
  for (const std::string& text : texts) bytes += text;
}

// Numbers texts in the order in which they come; the empty one is 0.
class TextColumn {
 public:
  explicit TextColumn(std::size_t documents) : numbers_(documents + 1) {}

  void Set(Xapian::docid doc, const std::string& text) {
    const auto [known, is_new] =
        number_of_text_.try_emplace(text, static_cast<std::uint32_t>(texts_.size()));
    if (is_new) texts_.push_back(text);
    numbers_[doc] = known->second;
  }

  void AppendTo(std::uint32_t id, std::string& bytes) const {
    AppendColumn(id, numbers_, texts_, bytes);
  }

 private:
  std::vector<std::uint32_t> numbers_;
  std::vector<std::string> texts_{{}};
  std::unordered_map<std::string, std::uint32_t> number_of_text_{{"", 0}};
};

void ForEachInSlot(const Xapian::Database& database, Xapian::valueno slot,
                   const std::function<void(Xapian::docid, const std::string&)>& visit) {
  for (auto it = database.valuestream_begin(slot); it != database.valuestream_end(slot); ++it)
    visit(it.get_docid(), *it);
}

[[noreturn]] void FailDamaged() {
  throw Error(ErrorCode::kIndexCorrupt, "the columns of the index are damaged", kRebuildHint);
}

}  // namespace

std::string_view Columns::Column::Text(std::uint32_t number) const {
  if (number >= text_count_) return {};
  const std::uint32_t begin =
      number == 0 ? 0 : LoadInt<std::uint32_t>(ends_ + (number - 1) * kIntBytes);
  const std::uint32_t end = LoadInt<std::uint32_t>(ends_ + number * kIntBytes);
  return begin <= end && end <= texts_.size() ? texts_.substr(begin, end - begin)
                                              : std::string_view();
}

std::string Columns::Encode(const Xapian::Database& database) {
  std::string bytes(kMagic);
  const Xapian::docid last = database.get_lastdocid();
  std::vector<std::uint32_t> lengths(last + 1);
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it)
    lengths[*it] = it.get_doclength();
  AppendColumn(kLengths, lengths, {}, bytes);

  TextColumn days(last);
  SlotReader last_days(database, kLastDaySlot);
  ForEachInSlot(database, SlotOf(kDateField), [&](Xapian::docid doc, const std::string& first) {
    days.Set(doc, first + kValueSeparator + last_days.Of(doc));
  });
  days.AppendTo(kDays, bytes);

  std::unordered_map<std::string, std::string> run_texts;
  for (const Field& field : kFields) {
    if (field.kind != FieldKind::kRun) continue;
    TextColumn runs(last);
    ForEachInSlot(database, SlotOf(field), [&](Xapian::docid doc, const std::string& number) {
      const auto [known, is_new] = run_texts.try_emplace(number);
      if (is_new) known->second = RunTextOf(number, database);
      runs.Set(doc, known->second);
    });
    runs.AppendTo(SlotOf(field), bytes);
  }

  for (const Field& field : kFields) {
    if (!field.facet || field.kind == FieldKind::kDate) continue;
    TextColumn values(last);
    ForEachInSlot(database, SlotOf(field),
                  [&](Xapian::docid doc, const std::string& joined) { values.Set(doc, joined); });
    values.AppendTo(SlotOf(field), bytes);
  }
  return bytes;
}

Columns::Columns(std::string bytes)
    : Columns(std::make_shared<const MappedFile>(std::move(bytes))) {}

std::shared_ptr<const Columns> Columns::Map(const std::string& path) {
  return std::shared_ptr<const Columns>(new Columns(MappedFile::Open(path)));
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
    Column column;
    column.width_ = LoadInt<std::uint32_t>(head + kIntBytes);
    column.size_ = LoadInt<std::uint32_t>(head + 2 * kIntBytes);
    column.text_count_ = LoadInt<std::uint32_t>(head + 3 * kIntBytes);
    if (column.width_ != 1 && column.width_ != 2 && column.width_ != 4) FailDamaged();
    column.numbers_ = take(column.size_ * column.width_);
    column.ends_ = take(column.text_count_ * kIntBytes);
    const std::size_t text_bytes = LoadInt<std::uint32_t>(head + 4 * kIntBytes);
    column.texts_ = {reinterpret_cast<const char*>(take(text_bytes)), text_bytes};
    columns_.emplace(LoadInt<std::uint32_t>(head), column);
  }
}

Columns::Column Columns::Of(std::uint32_t id) const {
  const auto found = columns_.find(id);
  return found == columns_.end() ? Column() : found->second;
}

}  // namespace dssearch::format
