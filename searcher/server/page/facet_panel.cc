#include "searcher/server/page/facet_panel.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "dssearch/field.h"
#include "searcher/server/page/date_histogram.h"

namespace dssearch::server {
namespace {

// Values of a facet that are shown before "more", which hides at least three.
constexpr std::size_t kShownValues = 6;

// Whether another facet counts the same: journals that are domains as well.
bool Repeats(const Facet& facet, const Facet& other) {
  return other.values >= facet.values && !facet.counts.empty() &&
         std::all_of(facet.counts.begin(), facet.counts.end(), [&](const FacetCount& count) {
           return !count.selected && std::any_of(other.counts.begin(), other.counts.end(),
                                                 [&](const FacetCount& same) {
                                                   return same.value == count.value &&
                                                          same.count == count.count;
                                                 });
         });
}

// A list of check boxes, the selected values first.
Html ValueFacet(const PageContext& context, const Facet& facet, const FacetLabels& labels,
                std::string_view heading) {
  Html html;
  if (facet.counts.empty() || (facet.counts.size() == 1 && !facet.counts[0].selected)) return html;
  html << "<fieldset class=\"facet\" data-field=\""_html << facet.field << "\" data-values=\""_html
       << facet.values << "\"><legend>"_html << heading << "</legend><ul>"_html;
  std::vector<const FacetCount*> counts;
  for (const FacetCount& count : facet.counts) counts.push_back(&count);
  std::stable_partition(counts.begin(), counts.end(),
                        [](const FacetCount* count) { return count->selected; });
  const bool folds = counts.size() > kShownValues + 2;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const FacetCount& count = *counts[i];
    if (folds && i == kShownValues)
      html << "</ul><details><summary>"_html << context.messages().more << "</summary><ul>"_html;
    const std::string_view label = labels.LabelOf(facet.field, count.value);
    html << "<li"_html << (count.count == 0 ? " class=\"none\""_html : ""_html)
         << "><label><input type=\"checkbox\" form=\"search\" name=\""_html << facet.field
         << "\" value=\""_html << count.value << "\""_html
         << (count.selected ? " checked"_html : ""_html) << "><span class=\"name\""_html
         << context.LangOf(label) << ">"_html << label << "</span><span class=\"count\">"_html
         << GroupDigits(count.count) << "</span></label></li>"_html;
  }
  html << "</ul>"_html;
  if (folds) html << "</details>"_html;
  return html << "</fieldset>"_html;
}

Html DateFacet(const PageContext& context, const Facet& facet, const SearchRequest& request) {
  const Messages& messages = context.messages();
  const Url undated =
      context.url().Without("since").Without("until").Without("last").Without("offset");
  Html html;
  html << "<fieldset class=\"facet dates\"><legend>"_html << messages.date << "</legend>"_html
       << DateHistogram(context, facet, undated) << "<p class=\"range\"><label><span>"_html
       << messages.since << "</span><input form=\"search\" name=\"since\" value=\""_html
       << request.since
       << "\" placeholder=\"2024-01\" size=\"8\" autocomplete=\"off\"></label><label><span>"_html
       << messages.until << "</span><input form=\"search\" name=\"until\" value=\""_html
       << request.until
       << "\" placeholder=\"2024-12\" size=\"8\" autocomplete=\"off\"></label></p>"_html
       << "<p class=\"spans\">"_html;
  const std::pair<std::string_view, std::string_view> spans[] = {{"1y", messages.last_year},
                                                                 {"3y", messages.last_three_years}};
  for (const auto& [span, name] : spans) {
    const bool selected = request.last == span;
    html << "<a href=\""_html << (selected ? undated : undated.With("last", span)).text()
         << "\""_html << (selected ? " aria-current=\"true\""_html : ""_html) << ">"_html << name
         << "</a>"_html;
  }
  return html << "</p></fieldset>"_html;
}

}  // namespace

Html FacetPanel(const PageContext& context, const SearchResponse& response,
                const FacetLabels& labels) {
  const Messages& messages = context.messages();
  Html html;
  html << "<p class=\"sheet-head\"><b>"_html << messages.filters
       << "</b><a href=\"#results\" aria-label=\""_html << messages.close << "\">×</a></p>"_html;
  for (auto it = response.facets.begin(); it != response.facets.end(); ++it) {
    const Facet& facet = *it;
    if (std::any_of(response.facets.begin(), it,
                    [&facet](const Facet& earlier) { return Repeats(facet, earlier); }))
      continue;
    // One paper leaves nothing to choose, unless a value was selected.
    const bool selected = std::any_of(facet.counts.begin(), facet.counts.end(),
                                      [](const FacetCount& count) { return count.selected; });
    const FacetField& field = *FindFacetField(facet.field);
    const bool dates = field.values == FacetField::Values::kDates;
    if (!dates && response.total < 2 && !selected) continue;
    html << (dates ? DateFacet(context, facet, response.request)
                   : ValueFacet(context, facet, labels,
                                context.language() == Language::kChinese ? field.heading_zh
                                                                         : field.heading));
  }
  return html << "<p class=\"ends-filters\"><button form=\"search\" class=\"apply\">"_html
              << messages.apply << "</button><a class=\"done\" href=\"#results\">"_html
              << messages.show << " "_html << PaperCount(context.messages(), response.total)
              << "</a></p>"_html;
}

}  // namespace dssearch::server
