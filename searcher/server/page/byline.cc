#include "searcher/server/page/byline.h"

#include <algorithm>
#include <cstddef>

namespace dssearch::server {
namespace {

constexpr std::size_t kFewAuthors = 4;
constexpr std::size_t kManyAuthors = 12;

Html AuthorNames(const Paper& paper, std::size_t count) {
  Html names;
  for (std::size_t i = 0; i < std::min(count, paper.authors.size()); ++i)
    names << (i > 0 ? ", "_html : ""_html) << paper.authors[i];
  return names;
}

}  // namespace

Html Byline(const PageContext& context, const Paper& paper, const FacetLabels& labels,
            BylineAuthors authors) {
  const Messages& messages = context.messages();
  Html html;
  html << "<div class=\"byline\">"_html;
  if (!paper.date.empty())
    html << "<time datetime=\""_html << paper.date << "\">"_html << paper.date << "</time>"_html;
  if (!paper.authors.empty()) {
    const std::size_t shown = authors == BylineAuthors::kAll ? kManyAuthors : kFewAuthors;
    html << "<span class=\"authors\">"_html << AuthorNames(paper, shown);
    if (paper.authors.size() > shown) html << " "_html << messages.and_others;
    html << "</span>"_html;
    if (authors == BylineAuthors::kAll && paper.authors.size() > shown)
      html << "<details><summary>"_html << messages.all_authors << " "_html << paper.authors.size()
           << "</summary>"_html << AuthorNames(paper, paper.authors.size()) << "</details>"_html;
  }
  if (!paper.venue.empty()) html << "<span class=\"venue\">"_html << paper.venue << "</span>"_html;
  for (const std::string& domain : paper.domains)
    html << "<a class=\"domain\" href=\""_html << context.LinkTo("/").With("domain", domain).text()
         << "\">"_html << labels.LabelOf("domain", domain) << "</a>"_html;
  return html << "</div>"_html;
}

Html SourceLinks(const PageContext& context, const Paper& paper) {
  Html html;
  const auto add = [&html](std::string_view url, std::string_view name) {
    html << "<a rel=\"noreferrer\" href=\""_html << url << "\">"_html << name << "</a>"_html;
  };
  if (IsWebAddress(paper.url)) add(paper.url, context.messages().source);
  if (!paper.doi.empty() && !paper.url.ends_with(paper.doi))
    add("https://doi.org/" + PercentEncode(paper.doi), "DOI");
  return html;
}

std::string PaperPath(const std::string& id) { return "/papers/" + id; }

}  // namespace dssearch::server
