#include "searcher/index/local/column.h"

#include <algorithm>
#include <utility>

#include "searcher/format/run.h"
#include "searcher/format/schema.h"
#include "searcher/index/labels.h"

namespace dssearch {
namespace {

// The day of a run, whose text a column of runs has.
format::DayRange DaysOfRun(std::string_view text) {
  const int day = format::DayOfTime(format::DecodeRun(text).time);
  return {day, day};
}

// The ordinals that `ordinal_of(text)` gives to the texts of a column, which it is asked for in the
// order of the first documents that have them.
template <typename OrdinalOf>
OrdinalColumn OrdinalsOf(unsigned slot, const LocalReader& reader, const OrdinalOf& ordinal_of) {
  constexpr auto kUnknown = std::uint32_t{0} - 1;
  OrdinalColumn all;
  for (const SegmentReader& segment : reader.segments()) {
    const format::Columns::Column column = segment.columns->Of(slot);
    std::vector<std::uint32_t> ordinals(column.text_count(), kUnknown);
    const auto add = [&](std::uint32_t number) {
      if (number >= ordinals.size() || ordinals[number] != kUnknown) return;
      const std::string_view text = column.Text(number);
      ordinals[number] = text.empty() ? 0 : ordinal_of(text);
    };
    if (segment.deleted) {
      // Some texts are of deleted documents alone.
      for (Xapian::docid doc = 1; doc <= segment.last; ++doc)
        if (segment.Has(doc)) add(column[doc]);
      std::replace(ordinals.begin(), ordinals.end(), kUnknown, 0U);
    } else {
      for (std::uint32_t number = 0; number < ordinals.size(); ++number) add(number);
    }
    all.Add(segment, column, std::move(ordinals));
  }
  return all;
}

}  // namespace

void OrdinalColumn::Add(const SegmentReader& segment, const format::Columns::Column& column,
                        std::vector<std::uint32_t> ordinals) {
  if (ordinals.empty()) ordinals.push_back(0);
  parts_.push_back({segment.base, segment.end, segment.columns, column, std::move(ordinals)});
}

std::vector<std::uint32_t> OrdinalColumn::Count(const DocBitSet& docs, std::size_t end) const {
  std::vector<std::uint32_t> counts(end);
  // Few documents are counted one by one; many by the numbers of their segments, which are not
  // translated for each.
  if (docs.size() < end) {
    docs.ForEach([&](Xapian::docid doc) { ++counts[(*this)[doc]]; });
    return counts;
  }
  for (const Part& part : parts_) {
    std::vector<std::uint32_t> by_number(part.ordinals.size());
    part.column.Visit([&](const auto& numbers) {
      docs.ForEachIn(part.base, part.end, [&](Xapian::docid doc) {
        ++by_number[part.NumberOf(numbers[doc - part.base])];
      });
    });
    for (std::size_t number = 0; number < by_number.size(); ++number)
      counts[part.ordinals[number]] += by_number[number];
  }
  return counts;
}

std::uint32_t ValueColumn::Builder::Add(std::string_view joined) {
  const std::ptrdiff_t begin = begins_.back();
  format::ForEachValue(joined, [&](std::string_view text) { members_.push_back(IndexOf(text)); });
  std::sort(members_.begin() + begin, members_.end());
  members_.erase(std::unique(members_.begin() + begin, members_.end()), members_.end());
  begins_.push_back(static_cast<std::uint32_t>(members_.size()));
  return static_cast<std::uint32_t>(begins_.size() - 2);
}

// The index of a value into values().
std::uint32_t ValueColumn::Builder::IndexOf(std::string_view text) {
  const auto [known, is_new] = index_of_text_.try_emplace(text);
  if (!is_new) return known->second;
  std::string folded = fold_(text);
  const auto [index, added] =
      index_of_folded_.try_emplace(folded, static_cast<std::uint32_t>(values_.size()));
  if (added) values_.push_back({std::string(text), std::move(folded)});
  return known->second = index->second;
}

ValueColumn ValueColumn::Builder::Build(OrdinalColumn ordinals) && {
  ValueColumn column;
  column.ordinals_ = std::move(ordinals);
  column.begins_ = std::move(begins_);
  column.members_ = std::move(members_);
  column.values_ = std::move(values_);
  return column;
}

std::uint32_t DateColumn::Builder::OrdinalOf(format::DayRange days) {
  if (days.first == 0 || days.last < days.first) return 0;  // Undated, or damaged.
  const auto next = static_cast<std::uint32_t>(days_.size());
  const auto [ordinal, added] = ordinal_of_days_.try_emplace({days.first, days.last}, next);
  if (added) days_.push_back(days);
  return ordinal->second;
}

DateColumn DateColumn::Builder::Build(OrdinalColumn ordinals) && {
  DateColumn column;
  column.ordinals_ = std::move(ordinals);
  column.days_ = std::move(days_);
  return column;
}

std::vector<bool> DateColumn::Overlapping(format::DayRange range) const {
  std::vector<bool> overlap(days_.size());
  for (std::size_t ordinal = 1; ordinal < overlap.size(); ++ordinal)
    overlap[ordinal] = Overlap(days_[ordinal], range);
  return overlap;
}

std::shared_ptr<const DocBitSet> AllDocs(const LocalReader& reader) {
  return reader.snapshot().Column<DocBitSet>("all documents", [&] {
    auto docs = std::make_shared<DocBitSet>(reader.last_doc());
    for (const SegmentReader& segment : reader.segments()) {
      if (segment.last > 0) docs->AddRange(segment.base + 1, segment.base + segment.last);
      if (segment.deleted)
        segment.deleted->ForEach([&](Xapian::docid doc) { docs->Remove(segment.base + doc); });
    }
    return docs;
  });
}

std::shared_ptr<const ValueColumn> ValuesOf(const format::Field& field, const LocalReader& reader) {
  return reader.snapshot().Column<ValueColumn>(std::string("values of ").append(field.name), [&] {
    const auto labels = field.has_labels ? LabelsOf(reader) : nullptr;
    ValueColumn::Builder builder([&](std::string_view text) {
      std::string folded = reader.analyzer().Fold(text);
      return labels ? labels->Canonical(folded) : folded;
    });
    OrdinalColumn ordinals = OrdinalsOf(
        SlotOf(field), reader, [&](std::string_view joined) { return builder.Add(joined); });
    return std::make_shared<ValueColumn>(std::move(builder).Build(std::move(ordinals)));
  });
}

std::shared_ptr<const DateColumn> DatesOf(const format::Field& field, const LocalReader& reader) {
  return reader.snapshot().Column<DateColumn>(std::string("days of ").append(field.name), [&] {
    const auto read = field.kind == format::FieldKind::kRun ? DaysOfRun : format::DecodeDays;
    DateColumn::Builder builder;
    OrdinalColumn ordinals = OrdinalsOf(SlotOf(field), reader, [&](std::string_view text) {
      return builder.OrdinalOf(read(text));
    });
    return std::make_shared<DateColumn>(std::move(builder).Build(std::move(ordinals)));
  });
}

std::shared_ptr<const OrdinalColumn> CommitsOf(const format::Field& field,
                                               const LocalReader& reader) {
  return reader.snapshot().Column<OrdinalColumn>(
      std::string("commits of ").append(field.name), [&] {
        return std::make_shared<OrdinalColumn>(
            OrdinalsOf(SlotOf(field), reader, [](std::string_view text) {
              return static_cast<std::uint32_t>(format::DecodeRun(text).commit);
            }));
      });
}

}  // namespace dssearch
