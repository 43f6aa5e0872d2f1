#include "searcher/facets.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <unordered_map>

#include "dssearch/error.h"
#include "searcher/date_range.h"
#include "searcher/format/schema.h"
#include "searcher/query_builder.h"

namespace dssearch {
namespace {

constexpr std::string_view kDate = "date";

std::string FieldsThatAre(bool (*is)(const format::Field&)) {
  std::string names;
  for (const format::Field& field : format::kFields) {
    if (!is(field)) continue;
    if (!names.empty()) names += ", ";
    names += field.name;
  }
  return names;
}

bool IsFacet(const format::Field& field) { return field.facet; }
bool IsFilter(const format::Field& field) {
  return field.facet && field.kind != format::FieldKind::kDate;
}

Xapian::valueno SlotOf(std::string_view field) {
  return static_cast<Xapian::valueno>(format::FindField(field)->slot);
}

format::DayRange DaysOf(const Xapian::Document& paper) {
  return {format::DecodeDay(paper.get_value(SlotOf(kDate))),
          format::DecodeDay(paper.get_value(format::kLastDaySlot))};
}

bool Contains(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

}  // namespace

Filters::OfField& Filters::For(const std::string& field) {
  for (OfField& known : fields_)
    if (known.field == field) return known;
  fields_.push_back({field, {}, {}, {}});
  return fields_.back();
}

Filters::Filters(const SearchRequest& request, text::Analyzer& analyzer) : request_(request) {
  for (const Filter& filter : request.filters) {
    const format::Field* field = format::FindField(filter.field);
    if (field == nullptr || !IsFilter(*field))
      throw Error(ErrorCode::kInvalidRequest, "there is no filter on '" + filter.field + "'",
                  "there are filters on: " + FieldsThatAre(IsFilter));
    OfField& of_field = For(std::string(field->name));
    (filter.exclude ? of_field.none : of_field.any).push_back(analyzer.Fold(filter.value));
  }
  if (!request.since.empty() || !request.until.empty())
    For(std::string(kDate)).days = RangeOf(request.since, request.until);
}

Xapian::Query Filters::Query(text::Analyzer& analyzer) const {
  Xapian::Query all{std::string()};
  for (const OfField& of_field : fields_) {
    if (of_field.field == kDate) {
      all = Xapian::Query(Xapian::Query::OP_FILTER, all, DateQuery(of_field.days));
      continue;
    }
    const auto any_of = [&](const std::vector<std::string>& values) {
      Xapian::Query any;
      for (const std::string& value : values) any |= ValueQuery(of_field.field, value, analyzer);
      return any;
    };
    if (!of_field.any.empty())
      all = Xapian::Query(Xapian::Query::OP_FILTER, all, any_of(of_field.any));
    if (!of_field.none.empty())
      all = Xapian::Query(Xapian::Query::OP_AND_NOT, all, any_of(of_field.none));
  }
  return all;
}

// Sees every paper that matches. Xapian's own counting spy cannot leave out a
// facet's own filter, and sees only what the matcher did not skip.
class FacetCounter : public Xapian::MatchSpy {
 public:
  FacetCounter(const SearchRequest& request, const Filters& filters, text::Analyzer& analyzer)
      : filters_(filters), analyzer_(analyzer) {
    for (const std::string& name : request.facets) {
      const format::Field* field = format::FindField(name);
      if (field == nullptr || !field->facet)
        throw Error(ErrorCode::kInvalidRequest, "there is no facet '" + name + "'",
                    "there are facets for: " + FieldsThatAre(IsFacet));
      tallies_.push_back({std::string(field->name), SlotOf(field->name), {}});
    }
  }

  void operator()(const Xapian::Document& paper, double) override {
    std::size_t failed = 0;
    const std::string* failed_field = nullptr;
    for (const Filters::OfField& filter : filters_.fields_) {
      if (Passes(paper, filter)) continue;
      failed_field = &filter.field;
      if (++failed > 1) return;
    }
    if (failed == 0) ++total_;
    for (Tally& tally : tallies_)
      if (failed == 0 || tally.field == *failed_field) Add(paper, tally);
  }

  Counts Result(const SearchRequest& request) {
    Counts counts{total_, {}};
    for (Tally& tally : tallies_) {
      AddSelected(tally, request);
      Facet facet{tally.field, {}};
      for (auto& [value, count] : tally.counts)
        facet.counts.push_back({value, count, IsSelected(tally.field, value)});
      std::sort(facet.counts.begin(), facet.counts.end(),
                [dates = tally.field == kDate](const FacetCount& a, const FacetCount& b) {
                  if (!dates && a.count != b.count) return a.count > b.count;
                  return a.value < b.value;
                });
      counts.facets.push_back(std::move(facet));
    }
    return counts;
  }

 private:
  struct Tally {
    std::string field;
    Xapian::valueno slot;
    std::unordered_map<std::string, std::uint64_t> counts;
  };

  bool Passes(const Xapian::Document& paper, const Filters::OfField& filter) {
    if (filter.field == kDate) {
      const format::DayRange days = DaysOf(paper);
      return days.first != 0 && days.first <= filter.days.last && days.last >= filter.days.first;
    }
    bool some = filter.any.empty();
    bool excluded = false;
    format::ForEachValue(paper.get_value(SlotOf(filter.field)), [&](std::string_view value) {
      const std::string& folded = Folded(value);
      some = some || Contains(filter.any, folded);
      excluded = excluded || Contains(filter.none, folded);
    });
    return some && !excluded;
  }

  static void Add(const Xapian::Document& paper, Tally& tally) {
    if (tally.field == kDate) {
      if (const format::DayRange days = DaysOf(paper); days.first != 0)
        ++tally.counts[format::DateBucket(days)];
      return;
    }
    format::ForEachValue(paper.get_value(tally.slot),
                         [&tally](std::string_view value) { ++tally.counts[std::string(value)]; });
  }

  // A selected value that no paper has is listed all the same, as it was typed.
  void AddSelected(Tally& tally, const SearchRequest& request) {
    for (const Filter& filter : request.filters) {
      if (filter.exclude || format::FindField(filter.field)->name != tally.field) continue;
      const std::string folded = Folded(filter.value);
      const bool listed = std::any_of(tally.counts.begin(), tally.counts.end(),
                                      [&](const auto& c) { return Folded(c.first) == folded; });
      if (!listed) tally.counts[filter.value] = 0;
    }
  }

  bool IsSelected(const std::string& field, const std::string& value) {
    for (const Filters::OfField& filter : filters_.fields_) {
      if (filter.field != field) continue;
      if (field != kDate) return Contains(filter.any, Folded(value));
      const auto days = format::ParseDate(value);
      return days && days->first <= filter.days.last && days->last >= filter.days.first;
    }
    return false;
  }

  const std::string& Folded(std::string_view value) {
    auto [it, added] = folded_.try_emplace(std::string(value));
    if (added) it->second = analyzer_.Fold(value);
    return it->second;
  }

  const Filters& filters_;
  text::Analyzer& analyzer_;
  std::uint64_t total_ = 0;
  std::vector<Tally> tallies_;
  std::unordered_map<std::string, std::string> folded_;
};

Counts Count(const Xapian::Database& database, const Xapian::Query& query,
             const SearchRequest& request, const Filters& filters, text::Analyzer& analyzer) {
  FacetCounter counter(request, filters, analyzer);
  Xapian::Enquire enquire(database);
  enquire.set_query(query);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.add_matchspy(&counter);
  // Nothing less than all papers makes the counts exact: a spy sees only what
  // the matcher looks at.
  enquire.get_mset(0, 0, database.get_doccount());
  return counter.Result(request);
}

}  // namespace dssearch
