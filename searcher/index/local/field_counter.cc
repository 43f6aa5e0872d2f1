#include "searcher/index/local/field_counter.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "searcher/index/date_bucket.h"
#include "searcher/index/local/column.h"

namespace dssearch {
namespace {

using format::DayRange;
using format::Field;

// The bucket of each date of a column. To find it takes longer than to count the documents that
// have a date, of which an index has some thousand.
struct DateBuckets {
  std::vector<DayRange> days;             ///< Of each bucket.
  std::vector<std::uint32_t> by_ordinal;  ///< Indices into `days`; that of ordinal 0 means nothing.
};

std::shared_ptr<const DateBuckets> BucketsOf(const Field& field, DateStep step,
                                             const DateColumn& column, const LocalReader& reader) {
  const std::string name = "buckets " + std::to_string(static_cast<int>(step)) + " of ";
  return reader.snapshot().Column<DateBuckets>(name + std::string(field.name), [&] {
    auto buckets = std::make_shared<DateBuckets>();
    std::map<std::pair<int, int>, std::uint32_t> known;
    buckets->by_ordinal.resize(column.days().size());
    for (std::size_t ordinal = 1; ordinal < column.days().size(); ++ordinal) {
      const DayRange bucket = DateBucket(column.days()[ordinal], step);
      const auto next = static_cast<std::uint32_t>(buckets->days.size());
      const auto [index, is_new] = known.try_emplace({bucket.first, bucket.last}, next);
      if (is_new) buckets->days.push_back(bucket);
      buckets->by_ordinal[ordinal] = index->second;
    }
    return buckets;
  });
}

Counts CountDates(const FieldCount& count, const DocBitSet& docs,
                  const std::vector<RecordPair>& pairs, const LocalReader& reader) {
  const auto column = DatesOf(*count.field, reader);
  const auto bucket_of = BucketsOf(*count.field, count.step, *column, reader);
  std::vector<std::uint32_t> by_ordinal = column->Count(docs);
  for (const RecordPair& pair : pairs) {
    const std::uint32_t zh = column->OrdinalOf(pair.zh);
    const std::uint32_t en = column->OrdinalOf(pair.en);
    // Undated records have an ordinal, and no bucket.
    if (zh == en || (zh != 0 && en != 0 && bucket_of->by_ordinal[zh] == bucket_of->by_ordinal[en]))
      --by_ordinal[en];
  }
  std::vector<std::uint64_t> by_bucket(bucket_of->days.size());
  for (std::size_t ordinal = 1; ordinal < by_ordinal.size(); ++ordinal)
    by_bucket[bucket_of->by_ordinal[ordinal]] += by_ordinal[ordinal];
  Counts counts{.undated = by_ordinal[0]};
  for (std::size_t i = 0; i < by_bucket.size(); ++i)
    if (by_bucket[i] > 0) counts.dates.push_back({bucket_of->days[i], by_bucket[i]});
  return counts;
}

Counts CountValues(const FieldCount& count, const DocBitSet& docs,
                   const std::vector<RecordPair>& pairs, const LocalReader& reader) {
  const auto column = ValuesOf(*count.field, reader);
  const std::vector<std::uint32_t> by_ordinal = column->Count(docs);
  std::vector<std::uint64_t> by_value(column->values().size());
  for (std::uint32_t ordinal = 0; ordinal < by_ordinal.size(); ++ordinal) {
    if (by_ordinal[ordinal] == 0) continue;
    for (const std::uint32_t value : column->ValuesOf(ordinal))
      by_value[value] += by_ordinal[ordinal];
  }
  for (const RecordPair& pair : pairs) {
    const auto zh = column->ValuesOf(column->OrdinalOf(pair.zh));
    for (const std::uint32_t value : column->ValuesOf(column->OrdinalOf(pair.en)))
      if (std::binary_search(zh.begin(), zh.end(), value)) --by_value[value];
  }
  const auto is_listed = [&count](const std::string& folded) {
    return std::find(count.listed.begin(), count.listed.end(), folded) != count.listed.end();
  };
  Counts counts{.texts = column};
  for (std::size_t i = 0; i < by_value.size(); ++i) {
    const ValueColumn::Value& value = column->values()[i];
    if (by_value[i] > 0 || is_listed(value.folded))
      counts.values.push_back({value.text, value.folded, by_value[i]});
  }
  return counts;
}

}  // namespace

Counts CountField(const FieldCount& count, const DocBitSet& docs,
                  const std::vector<RecordPair>& pairs, const LocalReader& reader) {
  return format::HasDays(*count.field) ? CountDates(count, docs, pairs, reader)
                                       : CountValues(count, docs, pairs, reader);
}

}  // namespace dssearch
