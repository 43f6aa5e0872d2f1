#pragma once

#include "dssearch/response.h"
#include "searcher/cli/terminal.h"

namespace dssearch::cli {

/// Prints the counts of a facet below its name: as a bar a value, or many dates as a histogram, a
/// column a day, month or year. Selected values are marked. Nothing for a facet without counts.
void PrintFacet(const Facet& facet, Terminal& terminal);

}  // namespace dssearch::cli
