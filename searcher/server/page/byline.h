#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"
#include "dssearch/snippet.h"
#include "searcher/server/page/facet_labels.h"
#include "searcher/server/page/html.h"
#include "searcher/server/page/page_frame.h"

namespace dssearch::server {

/// How many authors a byline names.
enum class BylineAuthors {
  kFew,  ///< Four, then "and others": for a hit.
  kAll,  ///< Twelve, and all of them in a list that opens: for a paper's own page.
};

/// The line under a title: date, authors, venue, domains and tags. Each author, venue, domain and
/// tag links to its papers. `labels` has the labels of the paper's domains. Authors who have one of
/// `snippets` are named and marked in any case. `added` is the day on which the paper was added to
/// the index; empty where it is not to be shown.
Html Byline(const PageContext& context, const Paper& paper, const FacetLabels& labels,
            BylineAuthors authors, const std::vector<Snippet>& snippets = {},
            std::string_view added = {});

/// Links to where the paper can be read: its address, and its DOI where that is another one.
Html SourceLinks(const PageContext& context, const Paper& paper);

/// The path of a paper's own page: "/papers/2402.03300".
std::string PaperPath(const std::string& id);

}  // namespace dssearch::server
