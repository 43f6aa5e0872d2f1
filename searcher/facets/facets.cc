#include "searcher/facets/facets.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "dssearch/error.h"
#include "searcher/index/date_bucket.h"
#include "searcher/index/labels.h"

namespace dssearch {
namespace {

using format::DayRange;
using format::Field;

// This is a hundred years of months.
constexpr std::size_t kMaxFilledBuckets = 1200;

bool IsFacet(const Field& field) { return field.facet.has_value(); }

// Makes a facet of what was counted.
class FacetMaker {
 public:
  /// `own` are the filters of the facet's own field, nullptr if there are none.
  FacetMaker(const Field& field, const FacetRequest& request, const IndexReader& reader,
             const CompiledQuery& query, const Filters::OfField* own)
      : field_(field), request_(request), reader_(reader), query_(query), own_(own) {}

  Facet Make(const Counts& counts) const {
    return field_.kind == format::FieldKind::kDate ? OfDates(counts) : OfValues(counts);
  }

 private:
  Facet OfDates(const Counts& counted) const {
    std::map<std::pair<int, int>, std::uint64_t> buckets;
    for (const DateCount& one : counted.dates) buckets[{one.days.first, one.days.last}] = one.count;
    if (own_ != nullptr) {  // Selected buckets are listed even if they are empty.
      for (const int day : {own_->query.days.first, own_->query.days.last}) {
        if (day == format::kFirstDay || day == format::kLastDay) continue;
        const DayRange bucket = DateBucket({day, day}, request_.step);
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
    if (counted.undated > 0) facet.counts.push_back({"", counted.undated, false});
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
      if (DateBucket({bucket.first, bucket.first}, request_.step) != bucket) continue;
      if (!first) first = bucket;
      last = bucket;
    }
    if (!first) return;
    std::vector<DayRange> between;
    for (DayRange bucket = *first; bucket != *last;) {
      if (between.size() == kMaxFilledBuckets) return;
      between.push_back(bucket);
      const int next = format::NextDay(bucket.last);
      bucket = DateBucket({next, next}, request_.step);
    }
    for (const DayRange& bucket : between) buckets.try_emplace({bucket.first, bucket.last}, 0);
  }

  Facet OfValues(const Counts& counted) const {
    const auto labels = LabelsOf(reader_);
    const bool has_labels = field_.has_labels && !labels->empty();
    const std::string contains = reader_.analyzer().Fold(request_.contains);
    const auto matches = [&](std::string_view folded) {
      return folded.find(contains) != std::string_view::npos;
    };
    // A domain matches by either of its names.
    const auto names_match = [&](std::string_view folded) {
      const std::vector<std::string> names = labels->Names(std::string(folded));
      return std::any_of(names.begin(), names.end(), matches);
    };
    Facet facet{std::string(field_.name), {}, 0};
    std::vector<bool> listed(own_ == nullptr ? 0 : own_->any.size());
    for (const ValueCount& value : counted.values) {
      bool selected = false;
      for (std::size_t k = 0; k < listed.size(); ++k) {
        if (own_->any[k] != value.folded) continue;
        selected = listed[k] = true;
      }
      const bool wanted =
          value.count > 0 && (matches(value.folded) || (has_labels && names_match(value.folded)));
      if (wanted || selected)
        facet.counts.push_back({std::string(value.text), value.count, selected});
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
  std::size_t bytes = matches->bytes();
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
                                                 const std::optional<Near>& near) {
  Execution execution{
      .query = &query.root, .fold = fold, .prefer_chinese = query.chinese, .near = near};
  for (const Filters::OfField& of_field : filters.fields())
    execution.filters.push_back({of_field.field, &of_field.query});
  for (FacetRequest& facet : facets) {
    const Field& field = FieldOf(facet);
    facet.field = field.name;
    const Filters::OfField* own = filters.Find(field);
    execution.counts.push_back(
        {&field, facet.step, own == nullptr ? std::vector<std::string>() : own->any});
  }
  const std::string key = near ? "" : KeyOf(query, filters, facets, fold);
  if (!near)
    if (auto cached = reader.cache().Get<MatchResult>(key)) return cached;
  Executed executed = reader.Execute(execution);
  auto result = std::make_shared<MatchResult>(MatchResult{.matches = std::move(executed.matches)});
  result->total = result->matches->total();
  result->folded = result->matches->folded();
  for (std::size_t i = 0; i < facets.size(); ++i) {
    const Field& field = *execution.counts[i].field;
    const FacetMaker maker(field, facets[i], reader, query, filters.Find(field));
    result->facets.push_back(maker.Make(executed.counts[i]));
  }
  if (!near) reader.cache().Put<MatchResult>(key, result);
  return result;
}

}  // namespace dssearch
