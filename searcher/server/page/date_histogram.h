#pragma once

#include "dssearch/response.h"
#include "searcher/server/page/html.h"
#include "searcher/server/page/page_frame.h"

namespace dssearch::server {

/// The histogram of a facet of dates: an SVG with a bar a month, or a bar a year where there are
/// too many months or where some papers are dated by year alone. Each bar links to the search
/// narrowed to its dates, and a bar that is the only selected one to the search without dates.
/// Empty where there are not two bars. `undated` is the URL of the search without dates and from
/// its first page.
Html DateHistogram(const PageContext& context, const Facet& facet, const Url& undated);

}  // namespace dssearch::server
