// Totals, facets, orders and pages against a linear scan of generated papers, which implements the
// facets and filters of a request as plainly as can be.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "indexer/index_writer.h"
#include "searcher/format/calendar.h"
#include "searcher/text/collation.h"
#include "tests/search/draw.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using format::DayRange;
using format::ParseDate;
using testing::Draw;

const std::vector<std::string> kWords = {"graph", "推理", "lemma", "检索", "kernel"};
// The first two are names of the same domain.
const std::vector<std::string> kDomains = {"数学", "Mathematics", "NLP", "视觉", "Systems"};
const std::vector<std::string> kAuthors = {"Wei Zhang", "梁文锋", "Maria Kraus", "Émile Noël"};
const std::vector<std::string> kKeywords = {"强化学习", "RL", "trees"};
const std::vector<std::string> kVenues = {"ICLR", "软件学报"};
const std::vector<std::string> kDates = {"",        "",           "2021",       "2022-02",
                                         "2022-12", "2022-12-31", "2023-01-01", "2023-02-28",
                                         "2024",    "2024-02-29", "2024-03",    "2024-03-01"};
const std::vector<std::string> kFields = {"domain", "lang", "author", "keyword", "venue"};

std::vector<Paper> GeneratedPapers(Draw& draw) {
  std::vector<Paper> papers(300);
  for (std::size_t i = 0; i < papers.size(); ++i) {
    Paper& paper = papers[i];
    paper.id = std::to_string(1000 + draw.Below(8) * 1000 + i);
    for (const std::string& word : draw.Some(kWords))
      paper.title += (paper.title.empty() ? "" : " ") + word;
    // Papers with the same title, year and author would be one.
    paper.title += (paper.title.empty() ? "other" : " ") + std::to_string(i);
    paper.domains = draw.Some(kDomains);
    paper.authors = draw.Some(kAuthors);
    for (const std::string& keyword : draw.Some(kKeywords))
      (keyword == "强化学习" ? paper.keywords_zh : paper.keywords_en).push_back(keyword);
    if (draw.OneIn(2)) paper.venue = draw.Of(kVenues);
    paper.date = draw.Of(kDates);
  }
  return papers;
}

// One name for a domain with two names.
std::string Same(const std::string& value) { return value == "Mathematics" ? "数学" : value; }

std::set<std::string> ValuesOf(const Paper& paper, const std::string& field) {
  std::vector<std::string> values;
  if (field == "domain") values = paper.domains;
  if (field == "author") values = paper.authors;
  if (field == "keyword") {
    values = paper.keywords_zh;
    values.insert(values.end(), paper.keywords_en.begin(), paper.keywords_en.end());
  }
  if (field == "venue" && !paper.venue.empty()) values = {paper.venue};
  if (field == "lang") {
    const bool chinese =
        paper.title.find("推") != std::string::npos || paper.title.find("检") != std::string::npos;
    values = {chinese ? "zh" : "en"};
  }
  std::set<std::string> same;
  for (const std::string& value : values) same.insert(Same(value));
  return same;
}

bool HasWords(const Paper& paper, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(), [&paper](const std::string& word) {
    return paper.title.find(word) != std::string::npos;
  });
}

bool PassesField(const Paper& paper, const SearchRequest& request, const std::string& field) {
  if (field == "date") {
    if (request.since.empty() && request.until.empty()) return true;
    const auto days = ParseDate(paper.date);
    return days && (request.since.empty() || days->last >= ParseDate(request.since)->first) &&
           (request.until.empty() || days->first <= ParseDate(request.until)->last);
  }
  const std::set<std::string> values = ValuesOf(paper, field);
  bool wanted = false;
  bool has_wanted = false;
  for (const Filter& filter : request.filters) {
    if (filter.field != field) continue;
    const bool has = values.contains(Same(filter.value));
    if (filter.exclude && has) return false;
    wanted = wanted || !filter.exclude;
    has_wanted = has_wanted || (!filter.exclude && has);
  }
  return !wanted || has_wanted;
}

bool Passes(const Paper& paper, const SearchRequest& request, const std::string& but_field) {
  if (but_field != "date" && !PassesField(paper, request, "date")) return false;
  return std::all_of(kFields.begin(), kFields.end(), [&](const std::string& field) {
    return field == but_field || PassesField(paper, request, field);
  });
}

using Counted = std::map<std::string, std::uint64_t>;

Counted CountedValues(const std::vector<Paper>& papers, const SearchRequest& request,
                      const std::string& field) {
  Counted counts;
  for (const Paper& paper : papers)
    if (Passes(paper, request, field))
      for (const std::string& value : ValuesOf(paper, field)) ++counts[value];
  for (const Filter& filter : request.filters)
    if (filter.field == field && !filter.exclude) counts.try_emplace(Same(filter.value), 0);
  return counts;
}

// The counts of dates, each truncated to a day, a month or a year if it is as exact as that.
Counted CountedDates(const std::vector<Paper>& papers, const SearchRequest& request,
                     std::size_t digits) {
  Counted counts;
  for (const Paper& paper : papers)
    if (Passes(paper, request, "date")) ++counts[paper.date.substr(0, digits)];
  // The ends of the selected range, and the buckets between the first and the last one of the full
  // width, are listed even if they are empty.
  const auto day_at = [digits](int day) {
    return format::FormatDate({day, day}).substr(0, digits);
  };
  if (!request.since.empty()) counts.try_emplace(day_at(ParseDate(request.since)->first), 0);
  if (!request.until.empty()) counts.try_emplace(day_at(ParseDate(request.until)->last), 0);
  std::string first;
  std::string last;
  for (const auto& [bucket, count] : counts) {
    if (bucket.size() != digits) continue;
    if (first.empty()) first = bucket;
    last = bucket;
  }
  if (first.empty()) return counts;
  std::set<std::string> between;
  for (int day = ParseDate(first)->first; day <= ParseDate(last)->last; day = format::NextDay(day))
    between.insert(day_at(day));
  if (between.size() <= 1201)  // More buckets are not filled in.
    for (const std::string& bucket : between) counts.try_emplace(bucket, 0);
  return counts;
}

Counted CountsOf(const Facet& facet) {
  Counted counts;
  for (const FacetCount& count : facet.counts) {
    EXPECT_TRUE(counts.emplace(Same(count.value), count.count).second) << count.value;
  }
  return counts;
}

std::string Described(const SearchRequest& request) {
  std::string text = request.query;
  for (const Filter& filter : request.filters)
    text += "  " + filter.field + (filter.exclude ? " != " : " = ") + filter.value;
  return text + "  " + request.since + ".." + request.until;
}

SearchRequest GeneratedRequest(Draw& draw, std::vector<std::string>& words) {
  SearchRequest request;
  request.match = Match::kAll;
  request.snippet_cells = 0;
  words.clear();
  for (std::size_t n = draw.Below(3); n > 0; --n) words.push_back(draw.Of(kWords));
  for (const std::string& word : words) request.query += (request.query.empty() ? "" : " ") + word;
  const std::map<std::string, std::vector<std::string>> values = {{"domain", kDomains},
                                                                  {"lang", {"zh", "en"}},
                                                                  {"author", kAuthors},
                                                                  {"keyword", kKeywords},
                                                                  {"venue", kVenues}};
  for (std::size_t n = draw.Below(4); n > 0; --n) {
    const std::string& field = draw.Of(kFields);
    request.filters.push_back({field, draw.Of(values.at(field)), draw.OneIn(4)});
  }
  if (draw.OneIn(3)) request.since = kDates[2 + draw.Below(kDates.size() - 2)];
  if (draw.OneIn(3)) request.until = kDates[2 + draw.Below(kDates.size() - 2)];
  if (!request.since.empty() && !request.until.empty() &&
      ParseDate(request.since)->first > ParseDate(request.until)->last)
    std::swap(request.since, request.until);
  return request;
}

// The ids in an order that does not depend on scores.
std::vector<std::string> Sorted(std::vector<Paper> papers, Sort sort) {
  const text::Collation collation;
  const auto key = [&](const Paper& paper) {
    const auto days = ParseDate(paper.date);
    const int day = days ? days->first : 0;
    const int order = sort == Sort::kTitle    ? 0
                      : day == 0              ? format::kLastDay + 1
                      : sort == Sort::kNewest ? -day
                                              : day;
    return std::tuple(sort == Sort::kTitle ? collation.SortKey(paper.title) : "", order, paper.id);
  };
  std::sort(papers.begin(), papers.end(),
            [&key](const Paper& a, const Paper& b) { return key(a) < key(b); });
  std::vector<std::string> ids;
  ids.reserve(papers.size());
  for (const Paper& paper : papers) ids.push_back(paper.id);
  return ids;
}

std::vector<std::string> IdsOf(const SearchResponse& response) {
  std::vector<std::string> ids;
  for (const Hit& hit : response.hits) ids.push_back(hit.paper.id);
  return ids;
}

std::vector<std::string> Page(const std::vector<std::string>& ids, const SearchRequest& request) {
  const std::size_t first = std::min(request.offset, ids.size());
  const std::size_t last = std::min(first + request.limit, ids.size());
  return {ids.begin() + static_cast<std::ptrdiff_t>(first),
          ids.begin() + static_cast<std::ptrdiff_t>(last)};
}

TEST(Scan, AgreesOnTotalsFacetsOrdersAndPages) {
  Draw draw(20);
  const std::vector<Paper> papers = GeneratedPapers(draw);
  const testing::TestIndex index(papers);
  {
    indexer::IndexWriter writer(index.path(), indexer::IndexWriter::Mode::kUpdate);
    writer.AddLabels({{"数学", "Mathematics"}});
    writer.Publish();
  }
  std::size_t partial = 0;  // Queries that match some papers and not all.
  for (int i = 0; i < 500; ++i) {
    std::vector<std::string> words;
    SearchRequest request = GeneratedRequest(draw, words);
    SCOPED_TRACE(Described(request));
    std::vector<Paper> with_words;
    for (const Paper& paper : papers)
      if (HasWords(paper, words)) with_words.push_back(paper);
    std::vector<Paper> found;
    for (const Paper& paper : with_words)
      if (Passes(paper, request, "")) found.push_back(paper);
    partial += !found.empty() && found.size() < papers.size();

    request.facets = {"domain", "lang",      "author",     "keyword",
                      "venue",  "date:year", "date:month", "date:day"};
    request.limit = papers.size();
    const SearchResponse all = index.searcher().Search(request);
    ASSERT_EQ(all.total, found.size());
    for (std::size_t f = 0; f < kFields.size(); ++f)
      ASSERT_EQ(CountsOf(all.facets[f]), CountedValues(with_words, request, all.facets[f].field))
          << all.facets[f].field;
    ASSERT_EQ(CountsOf(all.facets[5]), CountedDates(with_words, request, 4));
    ASSERT_EQ(CountsOf(all.facets[6]), CountedDates(with_words, request, 7));
    ASSERT_EQ(CountsOf(all.facets[7]), CountedDates(with_words, request, 10));

    for (const Sort sort : {Sort::kRelevance, Sort::kNewest, Sort::kOldest, Sort::kTitle}) {
      request.sort = sort;
      request.offset = 0;
      request.limit = papers.size();
      const std::vector<std::string> whole = IdsOf(index.searcher().Search(request));
      std::vector<std::string> expected =
          Sorted(found, sort == Sort::kRelevance ? Sort::kNewest : sort);
      if (sort != Sort::kRelevance || words.empty()) {
        ASSERT_EQ(whole, expected);
      } else {
        EXPECT_TRUE(
            std::is_permutation(whole.begin(), whole.end(), expected.begin(), expected.end()));
      }
      request.offset = draw.Below(found.size() + 3);
      request.limit = 1 + draw.Below(20);
      const SearchResponse page = index.searcher().Search(request);
      ASSERT_EQ(IdsOf(page), Page(whole, request));
      ASSERT_EQ(page.total, all.total);
      ASSERT_EQ(page.facets, all.facets);
    }
  }
  EXPECT_GT(partial, 300U);
}

}  // namespace
}  // namespace dssearch
