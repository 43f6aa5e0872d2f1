#include "searcher/server/page/byline.h"

#include <algorithm>
#include <cstddef>

namespace dssearch::server {
namespace {

constexpr std::size_t kFewAuthors = 4;
constexpr std::size_t kManyAuthors = 12;

// The first `count` authors, and those who have a snippet: "Zhihong Shao, Peiyi Wang, …, Daya Guo
// and others".
Html AuthorNames(const PageContext& context, const Paper& paper, std::size_t count,
                 const std::vector<Snippet>& snippets) {
  Html names;
  std::size_t named = 0;  // The number of the author who is named last.
  for (std::size_t i = 0; i < paper.authors.size(); ++i) {
    const std::string& author = paper.authors[i];
    const bool matches =
        std::any_of(snippets.begin(), snippets.end(), [&author](const Snippet& snippet) {
          return snippet.field == "author" && snippet.text == author;
        });
    if (i >= count && !matches) continue;
    names << (i == 0 ? ""_html : i > named ? ", …, "_html : ", "_html);
    names << "<a"_html << context.LangOf(author) << " href=\""_html
          << context.LinkTo("/").With("author", author).text() << "\">"_html;
    if (matches) names << "<mark>"_html;
    names << author << (matches ? "</mark></a>"_html : "</a>"_html);
    named = i + 1;
  }
  if (named < paper.authors.size()) names << " "_html << context.messages().and_others;
  return names;
}

}  // namespace

Html Byline(const PageContext& context, const Paper& paper, const FacetLabels& labels,
            BylineAuthors authors, const std::vector<Snippet>& snippets, std::string_view added) {
  const Messages& messages = context.messages();
  Html html;
  html << "<div class=\"byline\">"_html;
  if (!paper.date.empty())
    html << "<time datetime=\""_html << paper.date << "\">"_html << paper.date << "</time>"_html;
  if (!paper.authors.empty()) {
    const std::size_t shown = authors == BylineAuthors::kAll ? kManyAuthors : kFewAuthors;
    html << "<span class=\"authors\">"_html << AuthorNames(context, paper, shown, snippets)
         << "</span>"_html;
    if (authors == BylineAuthors::kAll && paper.authors.size() > shown)
      html << "<details><summary>"_html << messages.all_authors << " "_html << paper.authors.size()
           << "</summary>"_html << AuthorNames(context, paper, paper.authors.size(), {})
           << "</details>"_html;
  }
  const auto link = [&](Markup kind, std::string_view field, const std::string& value) {
    const std::string_view label = labels.LabelOf(field, value);
    html << "<a class=\""_html << kind << "\""_html << context.LangOf(label) << " href=\""_html
         << context.LinkTo("/").With(field, value).text() << "\">"_html << label << "</a>"_html;
  };
  if (!paper.venue.empty()) link("venue"_html, "venue", paper.venue);
  // Records of journals often have the journal as their domain, too.
  for (const std::string& domain : paper.domains)
    if (domain != paper.venue) link("domain"_html, "domain", domain);
  for (const std::string& tag : paper.tags) link("tag"_html, "tag", tag);
  if (!added.empty())
    html << "<span>"_html << messages.added_on << " <time datetime=\""_html << added << "\">"_html
         << added << "</time></span>"_html;
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
