#pragma once

#include <ostream>
#include <string>

#include "searcher/cli/terminal.h"
#include "searcher/present/yearly_counts.h"

namespace dssearch::cli {

/// How many years and domains have room in a terminal.
YearlyLimits PlotLimits(const Style& style);

/// Prints how many papers a search found, then a bar a year for all of them, and a line a domain
/// with a column a year. The first line begins with `name`, unless that is empty. `counts` are
/// within PlotLimits(style); no line takes more cells than the style has columns, if these are 30
/// or more.
void PrintPlot(const YearlyCounts& counts, const std::string& name, const Style& style,
               std::ostream& out);

}  // namespace dssearch::cli
