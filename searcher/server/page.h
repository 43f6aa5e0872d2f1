#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "dssearch/searcher.h"
#include "searcher/server/html.h"
#include "searcher/server/messages.h"
#include "searcher/server/url.h"

namespace dssearch::server {

/// Writes the page. All of it is made here: without JavaScript it is complete,
/// and with it the scripts of web/ fetch the same page and put parts of it in
/// place of what is shown. web/index.html is the frame.
class Page {
 public:
  /// For a request of `address` by someone who reads `accepted` languages
  /// (Accept-Language), unless the parameter ui says which. `searcher` must
  /// live as long.
  Page(const Searcher& searcher, Url url, std::string_view accepted);

  /// What a search found, with its facets, or the newest papers.
  std::string Results(const SearchRequest& request) const;

  /// All of one paper: summaries, references, similar papers.
  std::string OnePaper(const Paper& paper, const std::string& today) const;

  /// What went wrong.
  std::string Failure(int status, std::string_view what, std::string_view hint) const;

 private:
  struct Shown;  ///< A response, and what its facets say of the names of domains.

  std::string Framed(std::string_view title, std::string_view query, const Html& filters,
                     const Html& content) const;
  Shown DomainsOf(const Paper& paper) const;
  Html Switches() const;
  Html Translations(const SearchResponse& response) const;
  Html HiddenInputs(bool has_filters) const;
  Parameters ValidParameters() const;
  Html Filters(const Shown& shown) const;
  Html ValueFacet(const Shown& shown, const Facet& facet, std::string_view title) const;
  Html DateFacet(const Facet& facet, const SearchRequest& request) const;
  Html Chips(const Shown& shown) const;
  Html Sorts(const SearchRequest& request) const;
  Html Nothing(const Shown& shown) const;
  Html Found(const Shown& shown, const Hit& hit) const;
  Html Byline(const Shown& shown, const Paper& paper, bool full) const;
  Html Pages(const SearchResponse& response) const;
  std::string_view NameOf(const Shown& shown, std::string_view field, std::string_view value) const;

  /// `url_` with another path, language kept.
  Url Elsewhere(std::string path) const;

  Url Feed() const;

  const Searcher& searcher_;
  Url url_;
  Language language_;
  const Messages& says_;
};

}  // namespace dssearch::server
