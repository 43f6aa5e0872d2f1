#include "searcher/present/yearly_counts.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>

#include "dssearch/note.h"
#include "dssearch/paper.h"
#include "searcher/text/normalizer.h"

namespace dssearch {
namespace {

constexpr std::size_t kYearSize = 4;  // Of "2024" in "2024-03".

// So many years are read at a glance. Where there are more, a year alone is left out that is so far
// from the next one, as long as no more than one paper in so many are left out.
constexpr int kFewYears = 40;
constexpr int kFar = 10;
constexpr std::uint64_t kLeftOutOf = 20;
// Fewer papers than this have no year that is far from all others.
constexpr std::uint64_t kFewPapers = 5;

using CountOfYear = std::map<int, std::uint64_t>;

// The year of a date; 0 of an undated paper.
int YearOf(std::string_view date) {
  int year = 0;
  const std::string_view digits = date.substr(0, kYearSize);
  std::from_chars(digits.data(), digits.data() + digits.size(), year);
  return year;
}

bool HasNote(const SearchResponse& response, Note::Kind kind) {
  return std::any_of(response.notes.begin(), response.notes.end(),
                     [kind](const Note& note) { return note.kind == kind; });
}

// The two dates of a range that SearchResponse::dates names: "2024-05..2026", "2024-05..", "2024".
std::pair<std::string, std::string> EndsOf(const std::string& dates) {
  const auto dots = dates.find("..");
  if (dots == std::string::npos) return {dates, dates};
  return {dates.substr(0, dots), dates.substr(dots + 2)};
}

// Counts what one request finds, and what it finds in a domain, all in the way in which the first
// search understood the request: no filter decides anew how many words a paper must have.
class YearCounter {
 public:
  YearCounter(const Searcher& searcher, const SearchRequest& request, const Budget& budget)
      : searcher_(searcher), budget_(budget), request_(request) {
    request_.offset = 0;
    request_.limit = 0;
    request_.snippet_cells = 0;
  }

  // Searches for all papers.
  SearchResponse SearchAll(std::size_t domains) {
    SearchRequest all = request_;
    all.facets = {"date:year", "domain"};
    // Domains that are excluded count among the most frequent ones.
    all.facets[1].limit = domains + all.filters.size();
    SearchResponse response = searcher_.Search(all, budget_);
    request_.match = response.match;
    if (response.corrected) request_.query = response.suggestion;
    request_.correct = false;
    has_date_words_ = HasNote(response, Note::Kind::kWordIsDates);
    if (!response.dates.empty()) {
      std::tie(request_.since, request_.until) = EndsOf(response.dates);
      request_.last.clear();
    }
    return response;
  }

  // The papers by year that a response to `request` counts; those of the year 0 are undated.
  CountOfYear CountsOf(const SearchResponse& response, const SearchRequest& request) const {
    CountOfYear counts;
    const bool has_dates = !response.dates.empty();
    for (const FacetCount& count : response.facets.at(0).counts)
      if (count.count > 0 && (!has_dates || count.selected))
        counts[YearOf(count.value)] += count.count;
    // The facet has whole years, whatever the range of dates.
    for (const std::string& end : {request.since, request.until})
      if (const int year = YearOf(end); end.size() > kYearSize && counts.contains(year))
        counts[year] = CountWithin(request, year);
    return counts;
  }

  // The papers of a domain: how many there are, and by year.
  std::pair<std::uint64_t, CountOfYear> CountsOfDomain(const std::string& domain) const {
    SearchRequest of_domain = request_;
    of_domain.facets = {"date:year"};
    // The alternatives beside it do not matter, but what is excluded does.
    std::erase_if(of_domain.filters,
                  [](const Filter& filter) { return filter.field == "domain" && !filter.exclude; });
    of_domain.filters.push_back({"domain", domain, false});
    const SearchResponse response = searcher_.Search(of_domain, budget_);
    // Where no paper of the domain is of the dates that the query names, it would be read anew.
    if (HasNote(response, Note::Kind::kWordIsDates) != has_date_words_) return {};
    return {response.total, CountsOf(response, of_domain)};
  }

  // Hands all hits to `add`, some at a time.
  void ForHits(SearchRequest request, const std::function<void(const Hit&)>& add) const {
    constexpr std::size_t kReadAtOnce = 500;
    request.offset = 0;
    request.limit = kNoLimit;
    request.snippet_cells = 0;
    Cursor cursor = searcher_.Open(request, budget_);
    for (;;) {
      const std::vector<Hit> hits = cursor.Next(kReadAtOnce, budget_);
      if (hits.empty()) return;
      for (const Hit& hit : hits) add(hit);
    }
  }

  const SearchRequest& understood() const { return request_; }

 private:
  // How many papers are of the part of a year that lies in the range of dates.
  std::uint64_t CountWithin(const SearchRequest& request, int year) const {
    SearchRequest part = request;
    part.facets.clear();
    if (YearOf(part.since) != year) part.since = YearText(year);
    if (YearOf(part.until) != year) part.until = YearText(year);
    return searcher_.Search(part, budget_).total;
  }

  const Searcher& searcher_;
  const Budget& budget_;
  SearchRequest request_;
  bool has_date_words_ = false;
};

// The years to draw. Leaves out single years that are far from the others, then the first ones of
// more than `most`.
std::pair<int, int> DrawnYears(const CountOfYear& counts, std::size_t most) {
  CountOfYear left = counts;
  left.erase(0);
  if (left.empty()) return {1, 0};
  std::uint64_t papers = 0;
  for (const auto& [year, count] : left) papers += count;
  std::uint64_t may_go = papers < kFewPapers ? 0 : std::max<std::uint64_t>(1, papers / kLeftOutOf);
  while (left.size() > 1 && left.rbegin()->first - left.begin()->first >= kFewYears) {
    const auto first = left.begin();
    const auto last = std::prev(left.end());
    const int before = std::next(first)->first - first->first;
    const int behind = last->first - std::prev(last)->first;
    const auto farther = before >= behind ? first : last;
    if (std::max(before, behind) < kFar || farther->second > may_go) break;
    may_go -= farther->second;
    left.erase(farther);
  }
  const int last = left.rbegin()->first;
  const int longest = static_cast<int>(std::max<std::size_t>(most, 1));
  return {left.lower_bound(last - longest + 1)->first, last};
}

// Puts the years of all papers into `result`, as far as they are drawn.
void FillYears(const CountOfYear& counts, std::size_t most, YearlyCounts& result) {
  const auto [first, last] = DrawnYears(counts, most);
  result.first_year = first;
  result.counts.resize(first > last ? 0 : static_cast<std::size_t>(last - first) + 1);
  for (const auto& [year, count] : counts) {
    if (year == 0) {
      result.undated = count;
    } else if (year < first) {
      if (result.earlier == 0) result.earliest_year = year;
      result.earlier += count;
    } else if (year > last) {
      result.later += count;
      result.latest_year = year;
    } else {
      result.counts[static_cast<std::size_t>(year - first)] = count;
    }
  }
}

// The counts of the years that are drawn.
std::vector<std::uint64_t> Drawn(const CountOfYear& counts, const YearlyCounts& result) {
  std::vector<std::uint64_t> drawn(result.counts.size());
  for (const auto& [year, count] : counts)
    if (year >= result.first_year && year <= result.last_year())
      drawn[static_cast<std::size_t>(year - result.first_year)] = count;
  return drawn;
}

// The papers of the hits by year and by domain, in the order of `domains`.
std::vector<CountOfYear> CountHits(const YearCounter& counter, const SearchRequest& request,
                                   std::vector<DomainYears>& domains, CountOfYear& all) {
  std::map<std::string, std::size_t> known;
  for (std::size_t i = 0; i < domains.size(); ++i)
    for (const std::string& name : {domains[i].domain, domains[i].label_zh, domains[i].label_en})
      if (!name.empty()) known.emplace(text::Fold(name), i);
  std::vector<CountOfYear> of_domains(domains.size());
  counter.ForHits(request, [&](const Hit& hit) {
    const int year = YearOf(hit.paper.date);
    ++all[year];
    std::set<std::size_t> has;
    for (const std::string& domain : hit.paper.domains)
      if (const auto found = known.find(text::Fold(domain)); found != known.end())
        has.insert(found->second);
    for (const std::size_t i : has) {
      ++of_domains[i][year];
      ++domains[i].total;
    }
  });
  return of_domains;
}

// The domains of a response that may be drawn: those by which it filters, or all.
std::vector<DomainYears> CandidatesOf(const SearchResponse& response) {
  const std::vector<FacetCount>& counts = response.facets.at(1).counts;
  const bool selected = std::any_of(counts.begin(), counts.end(),
                                    [](const FacetCount& count) { return count.selected; });
  std::vector<DomainYears> domains;
  for (const FacetCount& count : counts)
    if (count.count > 0 && count.selected == selected)
      domains.push_back({.domain = count.value,
                         .label = count.label,
                         .label_zh = count.label_zh,
                         .label_en = count.label_en});
  return domains;
}

}  // namespace

std::string YearText(int year) {
  const std::string digits = std::to_string(year);
  return std::string(kYearSize - std::min(digits.size(), kYearSize), '0') + digits;
}

YearlyCounts CountByYear(const Searcher& searcher, const SearchRequest& request,
                         const YearlyLimits& limits, const Budget& budget) {
  const Searcher pinned = searcher.Pin();
  YearCounter counter(pinned, request, budget);
  YearlyCounts result{.response = counter.SearchAll(limits.domains)};
  std::vector<DomainYears> domains = CandidatesOf(result.response);
  std::vector<CountOfYear> of_domains;
  if (HasNote(result.response, Note::Kind::kFewHaveAll)) {
    CountOfYear all;
    of_domains = CountHits(counter, request, domains, all);
    FillYears(all, limits.years, result);
  } else {
    FillYears(counter.CountsOf(result.response, counter.understood()), limits.years, result);
    for (DomainYears& domain : domains)
      std::tie(domain.total, of_domains.emplace_back()) = counter.CountsOfDomain(domain.domain);
  }
  for (std::size_t i = 0; i < domains.size(); ++i) domains[i].counts = Drawn(of_domains[i], result);
  // One that is excluded, or of no paper within the dates, has none.
  std::erase_if(domains, [](const DomainYears& domain) { return domain.total == 0; });
  std::stable_sort(domains.begin(), domains.end(),
                   [](const DomainYears& a, const DomainYears& b) { return a.total > b.total; });
  if (domains.size() > limits.domains) domains.resize(limits.domains);
  result.domains = std::move(domains);
  result.response.request.facets.clear();
  return result;
}

}  // namespace dssearch
