#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "dssearch/budget.h"
#include "dssearch/request.h"
#include "dssearch/response.h"
#include "dssearch/searcher.h"

namespace dssearch {

/// The papers of one domain among those that a search found. A paper may have several domains, so
/// that domains do not add up to the whole.
struct DomainYears {
  std::string domain = {};
  std::string label = {};     ///< Its name in the language of the query, as FacetCount::label.
  std::string label_zh = {};  ///< Its names in both languages; empty where it has but one.
  std::string label_en = {};
  std::uint64_t total = 0;                 ///< With those that are undated or left out.
  std::vector<std::uint64_t> counts = {};  ///< As long as YearlyCounts::counts.

  /// Its name for a reader of a language.
  const std::string& NameIn(bool chinese) const {
    const std::string& name = chinese ? label_zh : label_en;
    return name.empty() ? domain : name;
  }

  bool operator==(const DomainYears&) const = default;
};

/// How many of the papers that a search found are of each year, from the first year to the last
/// without gaps: 2021, 2022 (none), 2023. Years far from all others, such as 1850 or a mistyped
/// 2202, are left out, and so is what would make the chart longer than was asked for.
struct YearlyCounts {
  SearchResponse response = {};  ///< The search, without hits; its total is that of all papers.
  int first_year = 0;            ///< Means nothing where there are no counts.
  std::vector<std::uint64_t> counts = {};  ///< Of each year; none where no paper has a date.
  std::uint64_t undated = 0;
  std::uint64_t earlier = 0;              ///< Papers of years before the first, which are left out,
  int earliest_year = 0;                  ///< and the first year of these.
  std::uint64_t later = 0;                ///< The same of years behind the last.
  int latest_year = 0;                    ///< The last of these.
  std::vector<DomainYears> domains = {};  ///< The most frequent first.

  int last_year() const { return first_year + static_cast<int>(counts.size()) - 1; }
};

/// A year as dates have it, in four digits at least: "0950".
std::string YearText(int year);

/// How much of a search is to be counted.
struct YearlyLimits {
  std::size_t years = 120;  ///< The last ones.
  std::size_t domains = 6;  ///< The most frequent ones.
};

/// Counts the papers that `request` finds by year, all together and for each of their most frequent
/// domains, or of those by which the request filters. A range of dates that begins within a year
/// has a part of that year only. Offset, limit and facets of the request mean nothing.
///
/// All numbers are of one state of the index, and exact: a search for all papers, then one for each
/// domain. Where that finds those with some of the words that are nearly as good as those with all
/// (Note::Kind::kFewHaveAll), of which a search for a domain would find others, the hits are read.
/// The searches may take `budget` together. Throws Error as Searcher::Search does.
YearlyCounts CountByYear(const Searcher& searcher, const SearchRequest& request,
                         const YearlyLimits& limits, const Budget& budget = {});

}  // namespace dssearch
