#include "searcher/facets/facets.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "dssearch/error.h"
#include "searcher/index/column.h"
#include "searcher/index/labels.h"
#include "searcher/index/record_pairs.h"
#include "searcher/match/matcher.h"

namespace dssearch {
namespace {

using format::DayRange;
using format::Field;

// This is a hundred years of months.
constexpr std::size_t kMaxFilledBuckets = 1200;

bool IsFacet(const Field& field) { return field.facet.has_value(); }

// The bucket of a date: the day, month or year it lies in, or the date itself if it is less exact.
DayRange BucketOf(DayRange days, DateStep step) {
  const DayRange bucket = step == DateStep::kYear    ? format::YearOf(days.first)
                          : step == DateStep::kMonth ? format::MonthOf(days.first)
                                                     : DayRange{days.first, days.first};
  return days.last <= bucket.last ? bucket : days;
}

// The bucket of each date of a column. To find it takes longer than to count the documents that
// have a date, of which an index has some thousand.
struct DateBuckets {
  std::vector<DayRange> days;             ///< Of each bucket.
  std::vector<std::uint32_t> by_ordinal;  ///< Indices into `days`; that of ordinal 0 means nothing.
};

std::shared_ptr<const DateBuckets> BucketsOf(const Field& field, DateStep step,
                                             const DateColumn& column, const IndexReader& reader) {
  const std::string name = "buckets " + std::to_string(static_cast<int>(step)) + " of ";
  return reader.snapshot().Column<DateBuckets>(name + std::string(field.name), [&] {
    auto buckets = std::make_shared<DateBuckets>();
    std::map<std::pair<int, int>, std::uint32_t> known;
    buckets->by_ordinal.resize(column.days().size());
    for (std::size_t ordinal = 1; ordinal < column.days().size(); ++ordinal) {
      const DayRange bucket = BucketOf(column.days()[ordinal], step);
      const auto next = static_cast<std::uint32_t>(buckets->days.size());
      const auto [index, is_new] = known.try_emplace({bucket.first, bucket.last}, next);
      if (is_new) buckets->days.push_back(bucket);
      buckets->by_ordinal[ordinal] = index->second;
    }
    return buckets;
  });
}

// Counts one facet over a set of documents.
class FacetCounter {
 public:
  /// `own` are the filters of the facet's own field, nullptr if there are none.
  FacetCounter(const Field& field, const FacetRequest& request, const IndexReader& reader,
               const CompiledQuery& query, const Filters::OfField* own)
      : field_(field), request_(request), reader_(reader), query_(query), own_(own) {}

  /// The records of each of `pairs`, which are in `docs`, count as one.
  Facet Count(const DocBitSet& docs, const std::vector<RecordPair>& pairs) {
    return field_.kind == format::FieldKind::kDate ? CountDates(docs, pairs)
                                                   : CountValues(docs, pairs);
  }

 private:
  Facet CountDates(const DocBitSet& docs, const std::vector<RecordPair>& pairs) {
    const auto column = DatesOf(field_, reader_);
    const auto bucket_of = BucketsOf(field_, request_.step, *column, reader_);
    std::vector<std::uint32_t> by_ordinal = column->Count(docs);
    for (const RecordPair& pair : pairs) {
      const std::uint32_t zh = column->OrdinalOf(pair.zh);
      const std::uint32_t en = column->OrdinalOf(pair.en);
      // Undated records have an ordinal, and no bucket.
      if (zh == en ||
          (zh != 0 && en != 0 && bucket_of->by_ordinal[zh] == bucket_of->by_ordinal[en]))
        --by_ordinal[en];
    }
    std::vector<std::uint64_t> counts(bucket_of->days.size());
    for (std::size_t ordinal = 1; ordinal < by_ordinal.size(); ++ordinal)
      counts[bucket_of->by_ordinal[ordinal]] += by_ordinal[ordinal];
    std::map<std::pair<int, int>, std::uint64_t> buckets;
    for (std::size_t i = 0; i < counts.size(); ++i)
      if (counts[i] > 0) buckets[{bucket_of->days[i].first, bucket_of->days[i].last}] = counts[i];
    if (own_ != nullptr) {  // Selected buckets are listed even if they are empty.
      for (const int day : {own_->query.days.first, own_->query.days.last}) {
        if (day == format::kFirstDay || day == format::kLastDay) continue;
        const DayRange bucket = BucketOf({day, day}, request_.step);
        buckets.try_emplace({bucket.first, bucket.last}, 0);
      }
    }
    FillGaps(buckets);
    Facet facet{std::string(field_.name), {}, 0};
    for (const auto& [days, count] : buckets) {
      const DayRange bucket{days.first, days.second};
      facet.counts.push_back({format::FormatDate(bucket), count,
                              own_ != nullptr && Overlap(bucket, own_->query.days)});
      facet.counts.back().label = facet.counts.back().value;
    }
    std::sort(facet.counts.begin(), facet.counts.end(),
              [](const FacetCount& a, const FacetCount& b) { return a.value < b.value; });
    if (by_ordinal[0] > 0) facet.counts.push_back({"", by_ordinal[0], false});
    facet.values = facet.counts.size();
    Cut(facet);
    return facet;
  }

  // Adds the empty buckets between the first and the last.
  void FillGaps(std::map<std::pair<int, int>, std::uint64_t>& buckets) const {
    std::optional<DayRange> first;
    std::optional<DayRange> last;
    for (const auto& [days, count] : buckets) {
      const DayRange bucket{days.first, days.second};
      if (BucketOf({bucket.first, bucket.first}, request_.step) != bucket) continue;
      if (!first) first = bucket;
      last = bucket;
    }
    if (!first) return;
    std::vector<DayRange> between;
    for (DayRange bucket = *first; bucket != *last;) {
      if (between.size() == kMaxFilledBuckets) return;
      between.push_back(bucket);
      const int next = format::NextDay(bucket.last);
      bucket = BucketOf({next, next}, request_.step);
    }
    for (const DayRange& bucket : between) buckets.try_emplace({bucket.first, bucket.last}, 0);
  }

  Facet CountValues(const DocBitSet& docs, const std::vector<RecordPair>& pairs) {
    const auto column = ValuesOf(field_, reader_);
    const std::vector<std::uint32_t> by_ordinal = column->Count(docs);
    std::vector<std::uint64_t> counts(column->values().size());
    for (std::uint32_t ordinal = 0; ordinal < by_ordinal.size(); ++ordinal) {
      if (by_ordinal[ordinal] == 0) continue;
      for (const std::uint32_t value : column->ValuesOf(ordinal))
        counts[value] += by_ordinal[ordinal];
    }
    for (const RecordPair& pair : pairs) {
      const auto zh = column->ValuesOf(column->OrdinalOf(pair.zh));
      for (const std::uint32_t value : column->ValuesOf(column->OrdinalOf(pair.en)))
        if (std::binary_search(zh.begin(), zh.end(), value)) --counts[value];
    }

    const auto labels = LabelsOf(reader_);
    const bool has_labels = field_.has_labels && !labels->empty();
    const std::string contains = reader_.analyzer().Fold(request_.contains);
    const auto matches = [&](const std::string& folded) {
      return folded.find(contains) != std::string::npos;
    };
    // A domain matches by either of its names.
    const auto names_match = [&](const std::string& folded) {
      const std::vector<std::string> names = labels->Names(folded);
      return std::any_of(names.begin(), names.end(), matches);
    };
    Facet facet{std::string(field_.name), {}, 0};
    std::vector<bool> listed(own_ == nullptr ? 0 : own_->any.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const ValueColumn::Value& value = column->values()[i];
      bool selected = false;
      for (std::size_t k = 0; k < listed.size(); ++k) {
        if (own_->any[k] != value.folded) continue;
        selected = listed[k] = true;
      }
      const bool wanted =
          counts[i] > 0 && (matches(value.folded) || (has_labels && names_match(value.folded)));
      if (wanted || selected) facet.counts.push_back({value.text, counts[i], selected});
    }
    // Selected values that no document has are listed as typed.
    for (std::size_t k = 0; k < listed.size(); ++k)
      if (!listed[k]) facet.counts.push_back({own_->typed[k], 0, true});
    facet.values = facet.counts.size();
    Order(facet);
    for (FacetCount& count : facet.counts) count.label = count.value;
    if (has_labels) AddLabels(*labels, facet);
    return facet;
  }

  void AddLabels(const Labels& labels, Facet& facet) const {
    for (FacetCount& count : facet.counts) {
      const format::Label* label = labels.Find(reader_.analyzer().Fold(count.value));
      if (label == nullptr) continue;
      count.label = query_.NameOf(*label, count.value);
      count.label_zh = label->zh;
      count.label_en = label->en;
    }
  }

  // Sorts by descending count, and leaves those that are asked for.
  void Order(Facet& facet) const {
    std::vector<FacetCount>& counts = facet.counts;
    const auto before = [](const FacetCount& a, const FacetCount& b) {
      return a.count != b.count ? a.count > b.count : a.value < b.value;
    };
    std::partial_sort(counts.begin(), counts.begin() + EndOf(counts.size()), counts.end(), before);
    Cut(facet);
    std::sort(counts.begin(), counts.end(), before);
  }

  // Where the values that are asked for end, of so many.
  std::ptrdiff_t EndOf(std::size_t size) const {
    const std::size_t first = std::min(request_.offset, size);
    const std::size_t most = request_.limit == 0 ? size : request_.limit;
    return static_cast<std::ptrdiff_t>(first + std::min(most, size - first));
  }

  // Leaves the values that are asked for, and all that are selected where these begin with the
  // first.
  void Cut(Facet& facet) const {
    std::vector<FacetCount>& counts = facet.counts;
    const auto rest = counts.begin() + EndOf(counts.size());
    const auto first =
        counts.begin() + static_cast<std::ptrdiff_t>(std::min(request_.offset, counts.size()));
    const auto is_left_out = [this](const FacetCount& count) {
      return request_.offset > 0 || !count.selected;
    };
    counts.erase(std::remove_if(rest, counts.end(), is_left_out), counts.end());
    counts.erase(counts.begin(), first);
  }

  const Field& field_;
  const FacetRequest& request_;
  const IndexReader& reader_;
  const CompiledQuery& query_;
  const Filters::OfField* own_;
};

// The cache key: everything that a result depends on besides the state of the index.
std::string KeyOf(const CompiledQuery& query, const Filters& filters,
                  const std::vector<FacetRequest>& facets, bool fold) {
  std::string key;
  const auto add = [&key](std::string_view part) {
    key.append(std::to_string(part.size())).append(":").append(part);
  };
  add(CacheKey(query.root));
  add(query.chinese ? "zh" : query.ranks ? "en" : "");  // This decides the language of labels.
  add(fold ? "fold" : "");
  for (const Filters::OfField& of_field : filters.fields()) {
    add(of_field.field->name);
    for (const std::string& value : of_field.typed) add(value);
    add(CacheKey(of_field.query));
  }
  for (const FacetRequest& facet : facets) {
    add(facet.field);
    add(facet.contains);
    add(std::to_string(facet.limit) + ' ' + std::to_string(facet.offset) + ' ' +
        std::to_string(static_cast<int>(facet.step)));
  }
  return key;
}

}  // namespace

std::size_t MatchResult::bytes() const {
  std::size_t bytes = docs.bytes();
  for (const Facet& facet : facets) {
    bytes += sizeof facet;
    for (const FacetCount& count : facet.counts)
      bytes += sizeof count + count.value.capacity() + count.label.capacity() +
               count.label_zh.capacity() + count.label_en.capacity();
  }
  return bytes;
}

const format::Field& FieldOf(const FacetRequest& facet) {
  const Field* const field = format::FindField(facet.field);
  if (field == nullptr || !IsFacet(*field))
    throw Error(ErrorCode::kInvalidRequest, "there is no facet '" + facet.field + "'",
                "there are facets for: " + format::NamesOfFields(IsFacet));
  return *field;
}

std::shared_ptr<const MatchResult> MatchAndCount(const IndexReader& reader,
                                                 const CompiledQuery& query,
                                                 std::vector<FacetRequest> facets,
                                                 const Filters& filters, bool fold,
                                                 const DocBitSet* among) {
  std::vector<const Field*> fields;
  for (FacetRequest& facet : facets) {
    fields.push_back(&FieldOf(facet));
    facet.field = fields.back()->name;
  }
  const std::string key = KeyOf(query, filters, facets, fold);
  if (among == nullptr)
    if (auto cached = reader.cache().Get<MatchResult>(key)) return cached;
  DocBitSet matching = among == nullptr ? DocsMatching(query.root, reader) : *among;
  std::vector<DocBitSet> passed;
  passed.reserve(filters.fields().size());
  for (const Filters::OfField& of_field : filters.fields())
    passed.push_back(DocsMatching(of_field.query, reader));
  // The documents that pass all filters but those of one field.
  const auto passing = [&](const Filters::OfField* but) {
    DocBitSet docs = matching;
    for (std::size_t i = 0; i < passed.size(); ++i)
      if (&filters.fields()[i] != but) docs &= passed[i];
    return docs;
  };
  // The pairs of which both records are among `docs`.
  const auto pairs = fold ? RecordPairsOf(reader) : std::make_shared<const RecordPairs>();
  const auto both_in = [&pairs](const DocBitSet& docs) {
    std::vector<RecordPair> both;
    for (const RecordPair& pair : pairs->all())
      if (docs.Has(pair.zh) && docs.Has(pair.en)) both.push_back(pair);
    return both;
  };
  auto result = std::make_shared<MatchResult>(
      MatchResult{passed.empty() ? std::move(matching) : passing(nullptr)});
  const std::vector<RecordPair> both = both_in(result->docs);
  for (std::size_t i = 0; i < facets.size(); ++i) {
    const Filters::OfField* own = filters.Find(*fields[i]);
    FacetCounter counter(*fields[i], facets[i], reader, query, own);
    if (own == nullptr) {
      result->facets.push_back(counter.Count(result->docs, both));
    } else {
      const DocBitSet docs = passing(own);
      result->facets.push_back(counter.Count(docs, both_in(docs)));
    }
  }
  for (const RecordPair& pair : both) result->docs.Remove(pair.In(!query.chinese));
  result->folded = both.size();
  result->total = result->docs.size();
  if (among == nullptr) reader.cache().Put<MatchResult>(key, result);
  return result;
}

}  // namespace dssearch
