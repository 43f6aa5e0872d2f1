#include "searcher/facets/facets.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "dssearch/error.h"
#include "searcher/compile/query_compiler.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/index/column.h"
#include "searcher/match/matcher.h"
#include "searcher/query/date_range.h"

namespace dssearch {
namespace {

using format::DayRange;
using format::Field;

constexpr std::string_view kDate = "date";

constexpr std::array kSteps = {std::pair{"day", DateStep::kDay},
                               std::pair{"month", DateStep::kMonth},
                               std::pair{"year", DateStep::kYear}};

// A hundred years of months.
constexpr std::size_t kMaxFilledBuckets = 1200;

std::string FieldsThatAre(bool (*is)(const Field&)) {
  std::string names;
  for (const Field& field : format::kFields) {
    if (!is(field)) continue;
    if (!names.empty()) names += ", ";
    names += field.name;
  }
  return names;
}

bool IsFacet(const Field& field) { return field.facet; }
bool IsFilter(const Field& field) { return field.facet && field.kind != format::FieldKind::kDate; }

// The bucket of a date: the day, month or year it is in, or the date itself
// where it is less exact.
DayRange BucketOf(DayRange days, DateStep step) {
  const DayRange bucket = step == DateStep::kYear    ? format::YearOf(days.first)
                          : step == DateStep::kMonth ? format::MonthOf(days.first)
                                                     : DayRange{days.first, days.first};
  return days.last <= bucket.last ? bucket : days;
}

// Counts one facet over a set of papers.
class FacetCounter {
 public:
  /// `own` are the filters of the facet's own field, nullptr if there is none.
  FacetCounter(const FacetRequest& request, Session& session, const BuiltQuery& query,
               const Filters::OfField* own)
      : request_(request), session_(session), query_(query), own_(own) {}

  Facet Count(const DocSet& papers) {
    return request_.field == kDate ? CountDates(papers) : CountValues(papers);
  }

 private:
  Facet CountDates(const DocSet& papers) {
    const auto column = session_.snapshot->Dates(session_.database);
    const std::vector<std::uint32_t> cells = column->Count(papers);
    std::map<std::pair<int, int>, std::uint64_t> buckets;
    for (std::size_t cell = 1; cell < cells.size(); ++cell) {
      if (cells[cell] == 0) continue;
      const DayRange bucket = BucketOf(column->days()[cell], request_.step);
      buckets[{bucket.first, bucket.last}] += cells[cell];
    }
    if (own_ != nullptr) {  // What is selected is listed, at zero too.
      for (const int day : {own_->clause.days.first, own_->clause.days.last}) {
        if (day == format::kFirstDay || day == format::kLastDay) continue;
        const DayRange bucket = BucketOf({day, day}, request_.step);
        buckets.try_emplace({bucket.first, bucket.last}, 0);
      }
    }
    FillGaps(buckets);
    Facet facet{std::string(kDate), {}, 0};
    for (const auto& [days, count] : buckets) {
      const DayRange bucket{days.first, days.second};
      facet.counts.push_back({format::FormatDate(bucket), count,
                              own_ != nullptr && Overlap(bucket, own_->clause.days)});
      facet.counts.back().label = facet.counts.back().value;
    }
    std::sort(facet.counts.begin(), facet.counts.end(),
              [](const FacetCount& a, const FacetCount& b) { return a.value < b.value; });
    if (cells[0] > 0) facet.counts.push_back({"", cells[0], false});
    facet.values = facet.counts.size();
    return facet;
  }

  // Adds the buckets without papers between the first and the last.
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

  Facet CountValues(const DocSet& papers) {
    const auto column = session_.snapshot->Values(*format::FindField(request_.field),
                                                  session_.database, session_.analyzer);
    const std::vector<std::uint32_t> cells = column->Count(papers);
    std::vector<std::uint64_t> counts(column->values().size());
    for (std::uint32_t cell = 0; cell < cells.size(); ++cell)
      for (const std::uint32_t value : column->ValuesOf(cell)) counts[value] += cells[cell];

    const auto labels = session_.snapshot->DomainLabels(session_.database, session_.analyzer);
    const bool has_labels = request_.field == "domain" && !labels->empty();
    const std::string part = session_.analyzer.Fold(request_.contains);
    const auto has_part = [&](const std::string& folded) {
      return folded.find(part) != std::string::npos;
    };
    // A domain has it in either of its names.
    const auto names_have_part = [&](const std::string& folded) {
      const std::vector<std::string> names = labels->Names(folded);
      return std::any_of(names.begin(), names.end(), has_part);
    };
    Facet facet{request_.field, {}, 0};
    std::vector<bool> listed(own_ == nullptr ? 0 : own_->any.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
      const ValueColumn::Value& value = column->values()[i];
      bool selected = false;
      for (std::size_t k = 0; k < listed.size(); ++k) {
        if (own_->any[k] != value.folded) continue;
        selected = listed[k] = true;
      }
      const bool wanted = counts[i] > 0 &&
                          (has_part(value.folded) || (has_labels && names_have_part(value.folded)));
      if (wanted || selected) facet.counts.push_back({value.text, counts[i], selected});
    }
    // Selected values that no paper at all has are listed as they were typed.
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
      const format::Label* label = labels.Find(session_.analyzer.Fold(count.value));
      if (label == nullptr) continue;
      count.label = query_.NameOf(*label, count.value);
      count.label_zh = label->zh;
      count.label_en = label->en;
    }
  }

  // Most frequent first; what a limit leaves out is never a selected value.
  void Order(Facet& facet) const {
    std::vector<FacetCount>& counts = facet.counts;
    const auto before = [](const FacetCount& a, const FacetCount& b) {
      return a.count != b.count ? a.count > b.count : a.value < b.value;
    };
    if (request_.limit > 0 && request_.limit < counts.size()) {
      const auto rest = counts.begin() + static_cast<std::ptrdiff_t>(request_.limit);
      std::nth_element(counts.begin(), rest, counts.end(), before);
      counts.erase(std::remove_if(rest, counts.end(),
                                  [](const FacetCount& count) { return !count.selected; }),
                   counts.end());
    }
    std::sort(counts.begin(), counts.end(), before);
  }

  const FacetRequest& request_;
  Session& session_;
  const BuiltQuery& query_;
  const Filters::OfField* own_;
};

std::size_t BytesOf(const Counts& counts) {
  std::size_t bytes = sizeof counts + counts.papers.bytes();
  for (const Facet& facet : counts.facets)
    for (const FacetCount& count : facet.counts)
      bytes += sizeof count + count.value.capacity() + count.label.capacity() +
               count.label_zh.capacity() + count.label_en.capacity();
  return bytes;
}

// All that the counts depend on, besides the state of the index.
std::string KeyOf(const BuiltQuery& query, const Filters& filters,
                  const std::vector<FacetRequest>& facets) {
  std::string key;
  const auto add = [&key](std::string_view part) {
    key.append(std::to_string(part.size())).append(":").append(part);
  };
  add(KeyOf(query.clause));
  add(query.chinese ? "zh" : query.ranks ? "en" : "");  // The language of labels.
  for (const Filters::OfField& of_field : filters.fields()) {
    add(of_field.field);
    for (const std::string& value : of_field.typed) add(value);
    add(KeyOf(of_field.clause));
  }
  for (const FacetRequest& facet : facets) {
    add(facet.field);
    add(facet.contains);
    add(std::to_string(facet.limit) + ' ' + std::to_string(static_cast<int>(facet.step)));
  }
  return key;
}

}  // namespace

FacetRequest::FacetRequest(const std::string& text) : field(text) {
  if (const std::size_t tilde = field.find('~'); tilde != std::string::npos) {
    contains = field.substr(tilde + 1);
    field.resize(tilde);
  }
  const auto after_colon = [this] {
    const std::size_t colon = field.rfind(':');
    return colon == std::string::npos ? std::string() : field.substr(colon + 1);
  };
  const auto cut = [this] { field.resize(field.rfind(':')); };
  const std::string number = after_colon();
  std::size_t most = 0;
  const char* const end = number.data() + number.size();
  if (!number.empty() && std::from_chars(number.data(), end, most).ptr == end) {
    limit = most;
    cut();
  }
  const std::string name = after_colon();
  for (const auto& [known, value] : kSteps) {
    if (name != known) continue;
    const Field* row = format::FindField(std::string_view(field).substr(0, field.rfind(':')));
    if (row == nullptr || row->kind != format::FieldKind::kDate) continue;
    step = value;
    cut();
    break;
  }
}

const Filters::OfField* Filters::Find(std::string_view field) const {
  for (const OfField& known : fields_)
    if (known.field == field) return &known;
  return nullptr;
}

Filters::OfField& Filters::For(std::string_view field) {
  for (OfField& known : fields_)
    if (known.field == field) return known;
  fields_.push_back({std::string(field), {}, {}, {}, {}});
  return fields_.back();
}

Filters::Filters(const SearchRequest& request, Session& session) {
  const auto labels = session.snapshot->DomainLabels(session.database, session.analyzer);
  for (const Filter& filter : request.filters) {
    const Field* field = format::FindField(filter.field);
    if (field == nullptr || !IsFilter(*field))
      throw Error(ErrorCode::kInvalidRequest, "there is no filter on '" + filter.field + "'",
                  "there are filters on: " + FieldsThatAre(IsFilter));
    OfField& of_field = For(field->name);
    std::vector<std::string>& values = filter.exclude ? of_field.none : of_field.any;
    std::string folded = session.analyzer.Fold(filter.value);
    if (of_field.field == "domain") folded = labels->Canonical(folded);
    if (std::find(values.begin(), values.end(), folded) != values.end()) continue;
    values.push_back(std::move(folded));
    if (!filter.exclude) of_field.typed.push_back(filter.value);
  }
  if (const auto days = DaysOf(request))
    For(kDate).clause = {.kind = Clause::Kind::kDates, .days = *days};

  for (OfField& of_field : fields_) {
    if (of_field.field == kDate) continue;
    const auto any_of = [&](const std::vector<std::string>& values) {
      Clause any;
      for (const std::string& value : values)
        any.children.push_back(ValueClause(of_field.field, value, session));
      return any;
    };
    of_field.clause = of_field.any.empty() ? Clause::Every() : any_of(of_field.any);
    if (!of_field.none.empty())
      of_field.clause =
          Clause::Of(Clause::Kind::kAndNot, std::move(of_field.clause), any_of(of_field.none));
  }
}

Counts Count(Session& session, const BuiltQuery& query, std::vector<FacetRequest> facets,
             const Filters& filters) {
  for (FacetRequest& facet : facets) {
    const Field* field = format::FindField(facet.field);
    if (field == nullptr || !field->facet)
      throw Error(ErrorCode::kInvalidRequest, "there is no facet '" + facet.field + "'",
                  "there are facets for: " + FieldsThatAre(IsFacet));
    facet.field = field->name;
  }
  const std::string key = KeyOf(query, filters, facets);
  if (const auto kept = session.snapshot->KeptCounts(key)) return *kept;
  const DocSet matching = PapersMatching(query.clause, session);
  std::vector<DocSet> passed;
  passed.reserve(filters.fields().size());
  for (const Filters::OfField& of_field : filters.fields())
    passed.push_back(PapersMatching(of_field.clause, session));
  // Those that pass all filters but those of one field.
  const auto passing = [&](const Filters::OfField* but) {
    DocSet papers = matching;
    for (std::size_t i = 0; i < passed.size(); ++i)
      if (&filters.fields()[i] != but) papers &= passed[i];
    return papers;
  };
  Counts counts{passing(nullptr), 0, {}};
  counts.total = counts.papers.size();
  for (const FacetRequest& facet : facets) {
    const Filters::OfField* own = filters.Find(facet.field);
    FacetCounter counter(facet, session, query, own);
    counts.facets.push_back(counter.Count(own == nullptr ? counts.papers : passing(own)));
  }
  session.snapshot->KeepCounts(key, std::make_shared<Counts>(counts), BytesOf(counts) + key.size());
  return counts;
}

}  // namespace dssearch
