#pragma once

#include "dssearch/response.h"
#include "searcher/server/page/facet_labels.h"
#include "searcher/server/page/html.h"
#include "searcher/server/page/page_frame.h"

namespace dssearch::server {

/// The facets of a response beside its hits: check boxes with counts, and for dates a histogram,
/// two fields and links to the last years. All are inputs of the form `search` of the frame, so
/// they work without JavaScript. A facet that leaves nothing to choose is left out.
Html FacetPanel(const PageContext& context, const SearchResponse& response,
                const FacetLabels& labels);

}  // namespace dssearch::server
