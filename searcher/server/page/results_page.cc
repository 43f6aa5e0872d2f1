#include "searcher/server/page/results_page.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "dssearch/display_width.h"
#include "dssearch/response.h"
#include "searcher/present/json.h"
#include "searcher/present/language.h"
#include "searcher/present/titles.h"
#include "searcher/server/page/byline.h"
#include "searcher/server/page/facet_panel.h"
#include "searcher/server/parameters.h"

namespace dssearch::server {
namespace {

bool HasDates(const SearchRequest& request) {
  return !request.since.empty() || !request.until.empty() || !request.last.empty();
}

Url WithoutDates(const Url& url) { return url.Without("since").Without("until").Without("last"); }

Html WithMarks(const Snippet& snippet) {
  Html html;
  std::size_t done = 0;
  const std::string_view text = snippet.text;
  for (const Span& mark : snippet.marks) {
    html << text.substr(done, mark.begin - done) << "<mark>"_html
         << text.substr(mark.begin, mark.end - mark.begin) << "</mark>"_html;
    done = mark.end;
  }
  return html << text.substr(done);
}

// The snippet of a title, or the title without marks where it has no snippet.
Html TitleWithMarks(const Hit& hit, const ShownTitle& title) {
  for (const Snippet& snippet : hit.snippets)
    if (snippet.field == title.field) return WithMarks(snippet);
  return Html() << title.text;
}

// The filters that narrow the search, each as a link that drops it.
Html FilterChips(const PageContext& context, const SearchResponse& response,
                 const FacetLabels& labels) {
  const Messages& messages = context.messages();
  const SearchRequest& request = response.request;
  const Url first = context.url().Without("offset");
  Html chips;
  const auto add = [&](const Html& text, const Url& without) {
    chips << "<li><a href=\""_html << without.text() << "\">"_html << text
          << "<span class=\"x\" aria-hidden=\"true\">×</span><span class=\"hidden\"> "_html
          << messages.remove << "</span></a></li>"_html;
  };
  Url unfiltered = WithoutDates(first)
                       .Without("match")
                       .Without("translate")
                       .Without("untranslated")
                       .Without("fold")
                       .Without("added_after");
  for (const Filter& filter : request.filters) {
    Html text;
    if (filter.exclude) text << messages.excluded << " "_html;
    const std::string_view label = labels.LabelOf(filter.field, filter.value);
    text << "<span"_html << context.LangOf(label) << ">"_html << label << "</span>"_html;
    const std::string value = (filter.exclude ? "!" : "") + filter.value;
    add(text, first.Without(filter.field, value));
    unfiltered = unfiltered.Without(filter.field);
  }
  if (HasDates(request)) add(Html() << response.dates, WithoutDates(first));
  if (!request.added_after.empty())
    add(Html() << messages.new_papers, first.Without("added_after"));
  if (request.match == Match::kAny) add(Html() << messages.any_word, first.Without("match"));
  if (!request.fold) add(Html() << messages.all_records, first.Without("fold"));
  if (!request.translate) add(Html() << messages.own_words, first.Without("translate"));
  if (chips.empty()) return chips;
  Html html;
  html << "<ul class=\"chips\" aria-label=\""_html << messages.filters << "\">"_html << chips
       << "<li><a class=\"all\" href=\""_html << unfiltered.text() << "\">"_html
       << messages.clear_all << "</a></li></ul>"_html;
  return html;
}

Html SortLinks(const PageContext& context, const SearchRequest& request) {
  const Messages& messages = context.messages();
  const std::pair<Sort, std::string_view> sorts[] = {{Sort::kRelevance, messages.relevance},
                                                     {Sort::kNewest, messages.newest},
                                                     {Sort::kOldest, messages.oldest},
                                                     {Sort::kTitle, messages.title},
                                                     {Sort::kAdded, messages.added}};
  Html html;
  html << "<nav class=\"sorts\" aria-label=\""_html << messages.sort << "\">"_html;
  for (const auto& [sort, name] : sorts) {
    // Without words no paper is more relevant than another.
    if (sort == Sort::kRelevance && request.query.empty()) continue;
    const Sort by_default = request.query.empty() ? Sort::kNewest : Sort::kRelevance;
    html << "<a href=\""_html
         << context.url()
                .Without("offset")
                .With("sort", sort == by_default ? "" : NameOf(kSorts, sort))
                .text()
         << "\""_html << (sort == request.sort ? " aria-current=\"true\""_html : ""_html)
         << ">"_html << name << "</a>"_html;
  }
  return html << "</nav>"_html;
}

// The search as a chart, in the reader's language: "/chart.svg?q=GRPO&ui=en".
Html ChartLink(const PageContext& context) {
  const Url to = context.WholeSearchUrl("/chart.svg").With("ui", context.messages().code);
  // web/panels.js shows it above the page.
  Html html;
  return html << "<a class=\"to-chart\" href=\""_html << to.text() << "\">"_html
              << context.messages().chart << "</a>"_html;
}

// How many papers were found for what, and the order that they are in.
Html ResultsHeader(const PageContext& context, const SearchResponse& response) {
  const Messages& messages = context.messages();
  const SearchRequest& request = response.request;
  Html html;
  html << "<div class=\"head\"><h1 id=\"count\">"_html;
  if (response.total == 0) {
    html << messages.nothing;
  } else {
    html << PaperCount(context.messages(), response.total);
  }
  if (!IsBlank(request.query)) {
    const Markup blank = context.language() == Language::kChinese ? ""_html : " "_html;
    html << blank << messages.for_query << blank << "<q"_html << context.LangOf(request.query)
         << ">"_html << request.query << "</q>"_html;
  }
  html << "</h1><a class=\"to-filters\" href=\"#filters\">"_html << messages.filters
       << "</a></div><div class=\"bar\">"_html;
  if (response.total > 1) html << SortLinks(context, request);
  html << "<span class=\"tools\">"_html;
  if (response.total > 1) html << ChartLink(context);
  return html << "<button type=\"button\" data-do=\"saved\">"_html << messages.save_search
              << "</button><button type=\"button\" data-do=\"link\">"_html << messages.copy_link
              << "</button></span></div>"_html;
}

bool HasParameter(const Url& url, std::string_view name, std::string_view value) {
  return url.Without(name, value).parameters().size() < url.parameters().size();
}

// Translations are shown in two lines at most on a telephone, and the others when asked for.
constexpr std::size_t kTranslationCells = 56;
constexpr std::size_t kCellsAround = 6;  // What a chip takes beside its text.

// A chip of a translation that is used, with a link that leaves it out.
Html UsedTranslation(const PageContext& context, const TermExpansion& translated,
                     const std::string& name) {
  const Messages& messages = context.messages();
  const Url to = context.url().Without("offset").And("untranslated", name);
  Html html;
  return html << "<a class=\"translation\""_html << context.LangOf(name) << " href=\""_html
              << to.text() << "\" title=\""_html << translated.term << " = "_html << name
              << "\"><span class=\"hidden\" lang=\""_html << messages.code << "\">"_html
              << messages.leave_out << " </span>"_html << name
              << "<span class=\"x\" aria-hidden=\"true\">×</span></a>"_html;
}

// A chip of a translation that was left out, with a link that brings it back where a parameter left
// it out: its own, or that of its term.
Html DroppedTranslation(const PageContext& context, const TermExpansion& translated,
                        const std::string& name) {
  const Messages& messages = context.messages();
  const Url first = context.url().Without("offset");
  Html html;
  for (const std::string& left_out : {name, translated.term}) {
    if (!HasParameter(first, "untranslated", left_out)) continue;
    return html << "<a class=\"translation\""_html << context.LangOf(name) << " href=\""_html
                << first.Without("untranslated", left_out).text() << "\" title=\""_html
                << translated.term << " = "_html << name << "\"><span class=\"hidden\" lang=\""_html
                << messages.code << "\">"_html << messages.bring_back << " </span><s>"_html << name
                << "</s><span class=\"x\" aria-hidden=\"true\">+</span></a>"_html;
  }
  return html << "<s"_html << context.LangOf(name) << ">"_html << name << "</s>"_html;
}

// What the terms of the query are called in the other language, as chips, and a link that searches
// for the query's own words alone.
Html Translations(const PageContext& context, const SearchResponse& response) {
  const Messages& messages = context.messages();
  Html shown;
  Html others;
  std::size_t cells = 0;
  std::size_t hidden = 0;
  const auto add = [&](const std::string& name, const Html& chip) {
    cells += DisplayWidth(name) + kCellsAround;
    const bool fits = shown.empty() || cells <= kTranslationCells;
    (fits ? shown : others) << chip;
    if (!fits) ++hidden;
  };
  for (const TermExpansion& translated : response.translations) {
    for (const std::string& name : translated.added)
      add(name, UsedTranslation(context, translated, name));
    for (const std::string& name : translated.dropped)
      add(name, DroppedTranslation(context, translated, name));
  }
  Html html;
  if (shown.empty()) return html;
  html << "<div class=\"chips translations\"><span>"_html << messages.also_called << "</span>"_html
       << shown;
  if (hidden > 0)
    html << "<details><summary>+"_html << hidden << "<span class=\"hidden\"> "_html << messages.more
         << "</span></summary>"_html << others << "</details>"_html;
  const Url own =
      context.url().Without("offset").Without("untranslated").With("translate", "false");
  return html << "<a class=\"own-words\" href=\""_html << own.text() << "\">"_html
              << messages.own_words << "</a></div>"_html;
}

// A better spelled query, translations and notes.
Html Notes(const PageContext& context, const SearchResponse& response) {
  const Url first = context.url().Without("offset");
  Html html;
  if (!response.suggestion.empty() && !response.corrected)
    html << "<p class=\"note\">"_html << context.messages().did_you_mean << " <a href=\""_html
         << first.With("q", response.suggestion).text() << "\">"_html << response.suggestion
         << "</a></p>"_html;
  html << Translations(context, response);
  for (const Note& note : response.notes) {
    // A link of the page may have left it out before another query was typed.
    const auto& links = response.request.untranslated;
    if (note.kind == Note::Kind::kNotTranslated &&
        std::find(links.begin(), links.end(), note.about[0]) != links.end())
      continue;
    const std::string text = TextOf(note, context.language());
    html << "<p class=\"note\">"_html;
    if (note.kind == Note::Kind::kNearestValue &&
        HasParameter(first, note.about[0], note.about[1])) {
      html << "<a href=\""_html
           << first.Without(note.about[0], note.about[1]).And(note.about[0], note.about[2]).text()
           << "\">"_html << text << "</a>"_html;
    } else if (note.kind == Note::Kind::kMoreHaveSome) {
      html << "<a href=\""_html << first.With("match", "any").text() << "\">"_html << text
           << "</a>"_html;
    } else if (note.kind == Note::Kind::kFewHaveAll) {
      html << text << " <a href=\""_html << first.With("match", "all").text() << "\">"_html
           << context.messages().all_words << "</a>"_html;
    } else if (note.kind == Note::Kind::kCorrected) {
      html << context.messages().corrected << " <a href=\""_html
           << context.url().Without("offset").With("q", response.suggestion).text() << "\">"_html
           << response.suggestion << "</a> · <a href=\""_html
           << first.With("correct", "false").text() << "\">"_html << context.messages().as_typed
           << "</a>"_html;
    } else if (note.kind == Note::Kind::kFolded) {
      html << "<a href=\""_html << first.With("fold", "false").text() << "\">"_html << text
           << "</a>"_html;
    } else {
      html << text;
    }
    html << "</p>"_html;
  }
  return html;
}

// The day of a run, in UTC.
std::string_view DayOf(const IndexRun& run) {
  return std::string_view(run.time).substr(0, std::string_view("YYYY-MM-DD").size());
}

Html HitItem(const PageContext& context, const Hit& hit, Sort sort, const FacetLabels& labels) {
  const Messages& messages = context.messages();
  const Paper& paper = hit.paper;
  const std::string page = context.LinkTo(PaperPath(paper.id)).text();
  const std::vector<ShownTitle> titles = TitlesOf(paper, context.prefers_chinese());
  Html html;
  html << "<li class=\"hit\"><article><h2 lang=\""_html << LanguageTag(titles[0].text)
       << "\"><a href=\""_html << page << "\">"_html << TitleWithMarks(hit, titles[0])
       << "</a></h2>"_html;
  if (titles.size() > 1)
    html << "<p class=\"second\" lang=\""_html << LanguageTag(titles[1].text) << "\">"_html
         << TitleWithMarks(hit, titles[1]) << "</p>"_html;
  html << Byline(context, paper, labels, BylineAuthors::kFew, hit.snippets,
                 sort == Sort::kAdded ? DayOf(hit.added) : "");
  for (const Snippet& snippet : hit.snippets) {
    if (snippet.field.starts_with("title") || snippet.field == "author") continue;
    html << "<p class=\"snippet\" lang=\""_html << LanguageTag(snippet.text) << "\">"_html
         << WithMarks(snippet) << "</p>"_html;
  }
  // web/panels.js shows these sections of the paper's page below the hit.
  const std::pair<Markup, std::string_view> sections[] = {{"summary"_html, messages.summary},
                                                          {"similar"_html, messages.similar},
                                                          {"cite"_html, messages.cite}};
  html << "<p class=\"actions\"><label class=\"pick\"><input type=\"checkbox\" value=\""_html
       << paper.id << "\" aria-label=\""_html << messages.select << " "_html << titles[0].text
       << "\">"_html << messages.select << "</label>"_html;
  for (const auto& [id, name] : sections)
    html << "<a data-part=\""_html << id << "\" href=\""_html << page << "#"_html << id
         << "\">"_html << name << "</a>"_html;
  if (hit.also)
    html << "<a href=\""_html << context.LinkTo(PaperPath(hit.also->id)).text() << "\">"_html
         << messages.other_record << "</a>"_html;
  return html << SourceLinks(context, paper) << "</p></article></li>"_html;
}

// Papers that are shown where nothing is found, and domains where there are none either.
constexpr std::size_t kNearestPapers = 3;
constexpr std::size_t kShownDomains = 8;

// A search that would find something, were it not for some of its filters.
struct WiderSearch {
  SearchRequest request;
  Html dropped;  // The filters that it does without.
  Url url;
  std::uint64_t total = 0;
};

// The searches without the dates, without the filters by each field, and without all of them that
// find something.
std::vector<WiderSearch> WiderSearches(const PageContext& context, const SearchResponse& response,
                                       const FacetLabels& labels) {
  const SearchRequest& request = response.request;
  const Url first = context.url().Without("offset");
  std::vector<WiderSearch> searches;
  SearchRequest undated = request;
  undated.since = undated.until = undated.last = "";
  if (HasDates(request))
    searches.push_back({undated, Html() << response.dates, WithoutDates(first)});
  Url unfiltered = WithoutDates(first);
  for (const std::string_view field : FilterFields()) {
    Html values;
    for (const Filter& filter : request.filters)
      if (filter.field == field)
        values << (values.empty() ? ""_html : ", "_html) << labels.LabelOf(field, filter.value);
    if (values.empty()) continue;
    searches.push_back({request, values, first.Without(field)});
    std::erase_if(searches.back().request.filters,
                  [field](const Filter& filter) { return filter.field == field; });
    unfiltered = unfiltered.Without(field);
  }
  if (!request.added_after.empty()) {
    searches.push_back(
        {request, Html() << context.messages().new_papers, first.Without("added_after")});
    searches.back().request.added_after.clear();
    unfiltered = unfiltered.Without("added_after");
  }
  if (searches.size() > 1) {
    searches.push_back({undated, Html() << context.messages().all_filters, unfiltered});
    searches.back().request.filters.clear();
    searches.back().request.added_after.clear();
  }
  for (WiderSearch& search : searches) {
    search.request.limit = 0;
    search.request.offset = 0;
    search.request.facets.clear();
    search.total = context.Search(search.request).total;
  }
  std::erase_if(searches, [](const WiderSearch& search) { return search.total == 0; });
  return searches;
}

// The most frequent domains of the index, for who has no idea what is in it.
Html ShownDomains(const PageContext& context) {
  const SearchResponse all = context.Search(
      {.limit = 0, .facets = {FacetRequest("domain:" + std::to_string(kShownDomains))}});
  const FacetLabels labels(all, context.language());
  Html html;
  for (const FacetCount& count : all.facets.front().counts) {
    const std::string_view label = labels.LabelOf("domain", count.value);
    html << "<li><a"_html << context.LangOf(label) << " href=\""_html
         << context.LinkTo("/").With("domain", count.value).text() << "\">"_html << label
         << "</a></li>"_html;
  }
  if (html.empty()) return html;
  return Html() << "<p>"_html << context.messages().there_is << "</p><ul class=\"chips\">"_html
                << html << "</ul>"_html;
}

// Where nothing is found: which filters to drop, with how many papers are found then and the first
// of them; where that does not help, what there is.
Html NoResults(const PageContext& context, const SearchResponse& response,
               const FacetLabels& labels) {
  const Messages& messages = context.messages();
  std::vector<WiderSearch> searches = WiderSearches(context, response, labels);
  Html html;
  html << "<section class=\"nothing\"><p>"_html << messages.nothing_hint << "</p><ul>"_html;
  for (const WiderSearch& search : searches)
    html << "<li><a href=\""_html << search.url.text() << "\">"_html << messages.without << " "_html
         << search.dropped << "</a> <span class=\"count\">"_html << GroupDigits(search.total)
         << "</span></li>"_html;
  html << "</ul>"_html;
  if (searches.empty()) html << ShownDomains(context);
  html << "<p><a href=\""_html << context.LinkTo("/").text() << "\">"_html << messages.start_over
       << "</a></p></section>"_html;
  if (searches.empty()) return html;
  WiderSearch& nearest = searches.front();
  nearest.request.limit = kNearestPapers;
  nearest.request.facets = {"domain"};
  const SearchResponse found = context.Search(nearest.request);
  const FacetLabels found_labels(found, context.language());
  html << "<h2 class=\"nearest\">"_html << messages.nearest << "</h2><ol class=\"hits\">"_html;
  for (const Hit& hit : found.hits)
    html << HitItem(context, hit, nearest.request.sort, found_labels);
  return html << "</ol>"_html;
}

Html Pagination(const PageContext& context, const SearchResponse& response) {
  const Messages& messages = context.messages();
  const SearchRequest& request = response.request;
  Html html;
  if (request.limit == 0 || response.total == 0) return html;
  const std::size_t limit = request.limit;
  const std::size_t pages = (response.total + limit - 1) / limit;
  // Behind the last page there is but a way back.
  const std::size_t page = request.offset >= response.total ? pages : request.offset / limit;
  if (pages < 2 && page == 0) return html;
  const auto to = [&](std::size_t number) {
    return (number == 0 ? context.url().Without("offset")
                        : context.url().With("offset", std::to_string(number * limit)))
        .text();
  };
  html << "<nav class=\"pages\" aria-label=\""_html << messages.pages << "\">"_html;
  if (page > 0)
    html << "<a rel=\"prev\" href=\""_html << to(page - 1) << "\">"_html << messages.earlier
         << "</a>"_html;
  const std::size_t from = page < 3 ? 0 : page - 2;
  for (std::size_t i = from; i < std::min(pages, from + 5); ++i)
    html << "<a href=\""_html << to(i) << "\""_html
         << (i == page ? " aria-current=\"page\""_html : ""_html) << ">"_html << i + 1
         << "</a>"_html;
  if (page + 1 < pages)
    html << "<a rel=\"next\" href=\""_html << to(page + 1) << "\">"_html << messages.later
         << "</a>"_html;
  return html << "</nav>"_html;
}

Html ExportLinks(const PageContext& context) {
  Html html;
  html << "<p class=\"exports\">"_html << context.messages().export_as;
  const Url to =
      context.url().Without("ui").Without("limit").Without("offset").WithPath("/api/export");
  const std::pair<Markup, Markup> formats[] = {{"bibtex"_html, "BibTeX"_html},
                                               {"ris"_html, "RIS"_html},
                                               {"csl"_html, "CSL"_html},
                                               {"csv"_html, "CSV"_html}};
  for (const auto& [format, name] : formats)
    html << " <a download href=\""_html << to.With("format", format.text()).text() << "\">"_html
         << name << "</a>"_html;
  return html << " <a href=\""_html << context.FeedUrl().text() << "\">"_html
              << context.messages().feed << "</a></p>"_html;
}

}  // namespace

std::string RenderResultsPage(const PageContext& context, const SearchRequest& request) {
  const SearchResponse response = context.Search(request);
  const FacetLabels labels(response, context.language());
  Html html;
  html << ResultsHeader(context, response) << FilterChips(context, response, labels)
       << Notes(context, response);
  if (response.total == 0) html << NoResults(context, response, labels);
  if (!response.hits.empty()) {
    html << "<ol class=\"hits\" start=\""_html << request.offset + 1 << "\">"_html;
    for (const Hit& hit : response.hits) html << HitItem(context, hit, request.sort, labels);
    html << "</ol>"_html;
  }
  html << Pagination(context, response);
  if (response.total > 0) html << ExportLinks(context);
  return RenderFrame(context, IsBlank(request.query) ? "dssearch" : request.query + " – dssearch",
                     request.query, FacetPanel(context, response, labels), html);
}

}  // namespace dssearch::server
