#pragma once

#include <string>

#include "searcher/present/yearly_counts.h"
#include "searcher/server/page/page_frame.h"

namespace dssearch::server {

/// The most domains that a chart tells apart.
inline constexpr YearlyLimits kChartLimits = {.years = 120, .domains = 6};

/// The papers of a search by year as an SVG in the reader's language: a bar a year for all papers
/// and a line for each domain, which are not stacked since a paper may have several. The last year
/// is drawn as one that is not over where `today` (YYYY-MM-DD) lies in it.
///
/// It stands alone, to be saved or shown among slides: without scripts, without what it would have
/// to load, dark where the reader's system is, and with the light colours as attributes for
/// programs that know no style sheets. Has at most kChartLimits.
std::string YearlyChart(const PageContext& context, const YearlyCounts& counts,
                        std::string_view today);

}  // namespace dssearch::server
