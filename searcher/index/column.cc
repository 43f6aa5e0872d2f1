#include "searcher/index/column.h"

#include <algorithm>
#include <utility>

#include "searcher/format/run.h"
#include "searcher/format/schema.h"
#include "searcher/index/labels.h"

namespace dssearch {
namespace {

void SetOrdinal(std::vector<std::uint32_t>& ordinals, Xapian::docid doc, std::uint32_t ordinal) {
  if (doc >= ordinals.size())
    ordinals.resize(std::max<std::size_t>(doc + 1, ordinals.size() * 3 / 2));
  ordinals[doc] = ordinal;
}

// The day of a run, whose text a column of runs has.
format::DayRange DaysOfRun(std::string_view text) {
  const int day = format::DayOfTime(format::DecodeRun(text).time);
  return {day, day};
}

// Numbers that stand for themselves.
class CommitBuilder {
 public:
  static std::uint32_t OrdinalOf(std::uint32_t commit) { return commit; }
  void Set(Xapian::docid doc, std::uint32_t commit) { SetOrdinal(commits_, doc, commit); }
  const std::vector<std::uint32_t>& commits() const { return commits_; }

 private:
  std::vector<std::uint32_t> commits_;
};

// Adds the values of a slot in all segments to a builder, which numbers what `read(text)` returns.
template <typename Builder, typename Read>
void AddColumns(unsigned slot, const IndexReader& reader, Builder& builder, const Read& read) {
  constexpr auto kUnknown = std::uint32_t{0} - 1;
  for (const SegmentReader& segment : reader.segments()) {
    const format::Columns::Column column = segment.columns->Of(slot);
    // The ordinals of the whole index by those of the segment.
    std::vector<std::uint32_t> ordinals(column.text_count(), kUnknown);
    for (Xapian::docid doc = 1; doc <= segment.last; ++doc) {
      const std::uint32_t number = column[doc];
      if (number == 0 || number >= ordinals.size() || !segment.Has(doc)) continue;
      std::uint32_t& ordinal = ordinals[number];
      if (ordinal == kUnknown) ordinal = builder.OrdinalOf(read(column.Text(number)));
      builder.Set(segment.base + doc, ordinal);
    }
  }
}

}  // namespace

PackedArray::PackedArray(const std::vector<std::uint32_t>& numbers) : size_(numbers.size()) {
  const std::uint32_t largest =
      numbers.empty() ? 0 : *std::max_element(numbers.begin(), numbers.end());
  width_ = largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4;
  bytes_.reserve(size_ * width_);
  for (const std::uint32_t number : numbers)
    for (unsigned i = 0; i < width_; ++i)
      bytes_.push_back(static_cast<std::uint8_t>(number >> 8 * i));
}

template <unsigned kWidth>
std::vector<std::uint32_t> PackedArray::CountWidth(const DocBitSet& docs, std::size_t end) const {
  std::vector<std::uint32_t> counts(end);
  docs.ForEach([&](Xapian::docid doc) { ++counts[doc < size_ ? Read<kWidth>(doc) : 0]; });
  return counts;
}

std::vector<std::uint32_t> PackedArray::Count(const DocBitSet& docs, std::size_t end) const {
  // The width is switched on once, not for each document.
  return width_ == 1   ? CountWidth<1>(docs, end)
         : width_ == 2 ? CountWidth<2>(docs, end)
                       : CountWidth<4>(docs, end);
}

void ValueColumn::Builder::Set(Xapian::docid doc, std::uint32_t ordinal) {
  SetOrdinal(ordinal_of_doc_, doc, ordinal);
}

std::uint32_t ValueColumn::Builder::OrdinalOf(const std::string& joined) {
  const auto [known, is_new] = ordinal_of_joined_.try_emplace(joined, 0);
  if (!is_new) return known->second;
  std::vector<std::uint32_t> values;
  format::ForEachValue(joined, [&](std::string_view text) {
    std::string folded = fold_(text);
    const auto next = static_cast<std::uint32_t>(values_.size());
    const auto [value, added] = value_of_folded_.try_emplace(folded, next);
    if (added) values_.push_back({std::string(text), std::move(folded)});
    values.push_back(value->second);
  });
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  known->second = static_cast<std::uint32_t>(values_of_ordinal_.size());
  values_of_ordinal_.push_back(std::move(values));
  return known->second;
}

ValueColumn ValueColumn::Builder::Build() && {
  ValueColumn column;
  column.ordinals_ = PackedArray(ordinal_of_doc_);
  column.begins_.assign(1, 0);
  for (const std::vector<std::uint32_t>& values : values_of_ordinal_) {
    column.members_.insert(column.members_.end(), values.begin(), values.end());
    column.begins_.push_back(static_cast<std::uint32_t>(column.members_.size()));
  }
  column.values_ = std::move(values_);
  return column;
}

std::size_t ValueColumn::bytes() const {
  std::size_t bytes = ordinals_.bytes();
  bytes += (begins_.capacity() + members_.capacity()) * sizeof(std::uint32_t);
  bytes += values_.capacity() * sizeof(Value);
  for (const Value& value : values_) bytes += value.text.capacity() + value.folded.capacity();
  return bytes;
}

std::uint32_t DateColumn::Builder::OrdinalOf(format::DayRange days) {
  if (days.first == 0 || days.last < days.first) return 0;  // Undated, or damaged.
  const auto next = static_cast<std::uint32_t>(days_.size());
  const auto [ordinal, added] = ordinal_of_days_.try_emplace({days.first, days.last}, next);
  if (added) days_.push_back(days);
  return ordinal->second;
}

void DateColumn::Builder::Set(Xapian::docid doc, std::uint32_t ordinal) {
  SetOrdinal(ordinal_of_doc_, doc, ordinal);
}

DateColumn DateColumn::Builder::Build() && {
  DateColumn column;
  column.ordinals_ = PackedArray(ordinal_of_doc_);
  column.days_ = std::move(days_);
  return column;
}

std::vector<bool> DateColumn::Overlapping(format::DayRange range) const {
  std::vector<bool> overlap(days_.size());
  for (std::size_t ordinal = 1; ordinal < overlap.size(); ++ordinal)
    overlap[ordinal] = Overlap(days_[ordinal], range);
  return overlap;
}

std::shared_ptr<const DocBitSet> AllDocs(const IndexReader& reader) {
  return reader.snapshot().Column<DocBitSet>("all documents", [&] {
    auto docs = std::make_shared<DocBitSet>(reader.last_doc());
    for (const SegmentReader& segment : reader.segments())
      for (Xapian::docid doc = 1; doc <= segment.last; ++doc)
        if (segment.Has(doc)) docs->Add(segment.base + doc);
    return docs;
  });
}

std::shared_ptr<const ValueColumn> ValuesOf(const format::Field& field, const IndexReader& reader) {
  return reader.snapshot().Column<ValueColumn>(std::string("values of ").append(field.name), [&] {
    const auto labels = field.has_labels ? LabelsOf(reader) : nullptr;
    ValueColumn::Builder builder([&](std::string_view text) {
      std::string folded = reader.analyzer().Fold(text);
      return labels ? labels->Canonical(folded) : folded;
    });
    AddColumns(SlotOf(field), reader, builder,
               [](std::string_view joined) { return std::string(joined); });
    return std::make_shared<ValueColumn>(std::move(builder).Build());
  });
}

std::shared_ptr<const DateColumn> DatesOf(const format::Field& field, const IndexReader& reader) {
  return reader.snapshot().Column<DateColumn>(std::string("days of ").append(field.name), [&] {
    DateColumn::Builder builder;
    AddColumns(SlotOf(field), reader, builder,
               field.kind == format::FieldKind::kRun ? DaysOfRun : format::DecodeDays);
    return std::make_shared<DateColumn>(std::move(builder).Build());
  });
}

std::shared_ptr<const PackedArray> CommitsOf(const format::Field& field,
                                             const IndexReader& reader) {
  return reader.snapshot().Column<PackedArray>(std::string("commits of ").append(field.name), [&] {
    CommitBuilder builder;
    AddColumns(SlotOf(field), reader, builder, [](std::string_view text) {
      return static_cast<std::uint32_t>(format::DecodeRun(text).commit);
    });
    return std::make_shared<PackedArray>(builder.commits());
  });
}

}  // namespace dssearch
