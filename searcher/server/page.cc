#include "searcher/server/page.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <sstream>
#include <utility>
#include <vector>

#include "dssearch/export.h"
#include "dssearch/field.h"
#include "searcher/present/json.h"
#include "searcher/server/assets.h"
#include "searcher/server/parameters.h"

namespace dssearch::server {
namespace {

// Values of a facet that are shown before "more".
constexpr std::size_t kShownValues = 6;
// Bars that can still be told apart and clicked; more months become years.
constexpr std::size_t kMaxBars = 60;
constexpr std::size_t kMaxYears = 120;
constexpr std::size_t kYearSize = 4;
constexpr int kBarsHeight = 48;
constexpr int kBarsWidth = 240;
constexpr std::size_t kShownAuthors = 4;   // Of a hit,
constexpr std::size_t kPaperAuthors = 12;  // and on a paper's own page.
constexpr std::size_t kSimilar = 6;
// Longer ones are not repeated to whom they did not work for.
constexpr std::size_t kShownValue = 100;

bool IsHanLead(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0xE3 && byte <= 0xE9;  // U+3000 to U+9FFF.
}

// The language that a text is marked with, for fonts and screen readers.
std::string_view LanguageOf(std::string_view text) {
  return std::any_of(text.begin(), text.end(), IsHanLead) ? "zh" : "en";
}

Html Marked(const Snippet& snippet) {
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

const Snippet* SnippetOf(const Hit& hit, std::string_view field) {
  for (const Snippet& snippet : hit.snippets)
    if (snippet.field == field) return &snippet;
  return nullptr;
}

Html Titled(const Hit& hit, std::string_view field, const std::string& title) {
  const Snippet* snippet = SnippetOf(hit, field);
  return snippet != nullptr ? Marked(*snippet) : Html() << title;
}

std::string PaperPath(const Paper& paper) { return "/papers/" + paper.id; }

// 12345 as 12,345.
std::string Grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string NextYear(const std::string& year) {
  const std::string next = std::to_string(std::stoi(year) + 1);
  return std::string(kYearSize - std::min(next.size(), kYearSize), '0') + next;
}

// The bars of the histogram: months, or years where months were too many bars or
// where some papers have no month, which no bar of a month could hold.
std::vector<FacetCount> Bars(const Facet& facet) {
  std::vector<FacetCount> bars;
  std::copy_if(facet.counts.begin(), facet.counts.end(), std::back_inserter(bars),
               [](const FacetCount& count) { return !count.value.empty(); });
  const bool months = std::all_of(bars.begin(), bars.end(), [](const FacetCount& count) {
    return count.value.size() > kYearSize;
  });
  if (months && bars.size() <= kMaxBars) return bars;
  std::vector<FacetCount> years;
  for (const FacetCount& bar : bars) {
    const std::string year = bar.value.substr(0, kYearSize);
    // A year without papers has its place, too.
    while (!years.empty() && years.back().value < year && years.size() < kMaxYears)
      years.push_back({.value = NextYear(years.back().value)});
    if (years.empty() || years.back().value != year) years.push_back({.value = year});
    years.back().count += bar.count;
    years.back().selected = years.back().selected || bar.selected;
  }
  return years;
}

}  // namespace

struct Page::Shown {
  explicit Shown(SearchResponse found) : response(std::move(found)) {
    for (const Facet& facet : response.facets)
      for (const FacetCount& count : facet.counts)
        if (!count.label_zh.empty() || !count.label_en.empty())
          labels.try_emplace({facet.field, count.value}, &count);
  }

  SearchResponse response;
  /// By field and value, where a value has names in both languages.
  std::map<std::pair<std::string_view, std::string_view>, const FacetCount*> labels = {};
};

Page::Page(const Searcher& searcher, Url url, std::string_view accepted)
    : searcher_(searcher),
      url_(std::move(url)),
      language_(PreferredLanguage(accepted)),
      says_([this]() -> const Messages& {
        const std::string_view ui = ValueOf(url_.parameters(), "ui");
        if (ui == "zh") language_ = Language::kChinese;
        if (ui == "en") language_ = Language::kEnglish;
        return MessagesIn(language_);
      }()) {}

Url Page::Elsewhere(std::string path) const {
  return Url(std::move(path)).With("ui", ValueOf(url_.parameters(), "ui"));
}

// The search as a feed.
Url Page::Feed() const {
  return url_.Without("ui").Without("sort").Without("offset").Without("limit").WithPath(
      "/feed.atom");
}

std::string Page::Framed(std::string_view title, std::string_view query, const Html& filters,
                         const Html& content) const {
  const Html assets = Html() << "/assets/"_html << AssetsVersion();
  const std::map<std::string_view, Html> parts = {
      {"lang", Html() << says_.code},
      {"title", Html() << title},
      {"assets", assets},
      {"home", Html() << Elsewhere("/").text()},
      {"feed", Html() << Feed().text()},
      {"query", Html() << query},
      {"search", Html() << says_.search},
      {"placeholder", Html() << says_.placeholder},
      {"skip", Html() << says_.skip},
      {"theme", Html() << says_.theme},
      {"copied", Html() << says_.copied},
      {"find", Html() << says_.find},
      {"unreachable", Html() << says_.unreachable},
      {"keys", Html() << says_.keys},
      {"filters-title", Html() << says_.filters},
      {"switches", Switches()},
      {"hidden-inputs", HiddenInputs(!filters.empty())},
      {"filters", filters},
      {"content", content},
  };
  // The frame is markup of ours; what goes into its places was escaped.
  std::string_view frame = FindAsset("index.html")->content;
  std::string page;
  for (;;) {
    const auto open = frame.find("{{");
    page += frame.substr(0, open);
    if (open == std::string_view::npos) return page;
    const auto close = frame.find("}}", open);
    page += parts.at(frame.substr(open + 2, close - open - 2)).text();
    frame.remove_prefix(close + 2);
  }
}

// The other language, at the same place.
Html Page::Switches() const {
  const std::string_view other = language_ == Language::kChinese ? "en" : "zh";
  Html html;
  html << "<a class=\"switch\" hreflang=\""_html << other << "\" lang=\""_html << other
       << "\" href=\""_html << url_.With("ui", other).text() << "\">"_html << says_.other_language
       << "</a>"_html;
  return html;
}

// What the terms of the query are called in the other language.
Html Page::Translations(const SearchResponse& response) const {
  Html html;
  if (response.translations.empty()) return html;
  html << "<p class=\"note\">"_html << says_.also_called << " "_html;
  std::string_view between;
  for (const AddedTerm& one : response.translations) {
    html << std::exchange(between, "; ") << one.term << " = "_html;
    std::string_view comma;
    for (const std::string& name : one.added) html << std::exchange(comma, ", ") << name;
  }
  return html << " · <a href=\""_html << url_.Without("offset").With("translate", "false").text()
              << "\">"_html << says_.own_words << "</a></p>"_html;
}

// What the form does not show but must not lose: where it has no filters, these as
// well, as far as they have a meaning.
Html Page::HiddenInputs(bool has_filters) const {
  Html html;
  for (const auto& [name, value] : has_filters ? url_.parameters() : ValidParameters()) {
    const bool is_filter = name == "since" || name == "until" || IsFilter(name);
    const bool in_form = name == "q" || (is_filter && has_filters && !value.starts_with('!'));
    if (in_form || name == "offset") continue;
    html << "<input type=\"hidden\" name=\""_html << name << "\" value=\""_html << value
         << "\">"_html;
  }
  return html;
}

// Those of the parameters beside the words that have a meaning together.
Parameters Page::ValidParameters() const {
  Parameters valid;
  for (const auto& one : url_.parameters()) {
    if (one.first == "q" || one.first == "offset") continue;
    valid.push_back(one);
    try {
      SearchRequest request = ToSearchRequest(valid, {.facets = {}});
      request.limit = 0;
      searcher_.Search(request);
    } catch (const Error& e) {
      if (e.code() == ErrorCode::kInvalidRequest) valid.pop_back();
    }
  }
  return valid;
}

std::string_view Page::NameOf(const Shown& shown, std::string_view field,
                              std::string_view value) const {
  const FacetField* facet = FindFacetField(field);
  if (facet != nullptr && facet->values == FacetField::Values::kLanguages)
    return value == "zh" ? says_.chinese : value == "en" ? says_.english : value;
  const auto found = shown.labels.find({field, value});
  if (found == shown.labels.end()) return value;
  const FacetCount& count = *found->second;
  const std::string& label = language_ == Language::kChinese ? count.label_zh : count.label_en;
  return label.empty() ? value : label;
}

Html Page::ValueFacet(const Shown& shown, const Facet& facet, std::string_view title) const {
  Html html;
  if (facet.counts.empty() || (facet.counts.size() == 1 && !facet.counts[0].selected)) return html;
  html << "<fieldset class=\"facet\" data-field=\""_html << facet.field << "\" data-values=\""_html
       << facet.values << "\"><legend>"_html << title << "</legend><ul>"_html;
  std::vector<const FacetCount*> counts;
  for (const FacetCount& count : facet.counts) counts.push_back(&count);
  std::stable_partition(counts.begin(), counts.end(),
                        [](const FacetCount* count) { return count->selected; });
  const bool folds = counts.size() > kShownValues + 2;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    const FacetCount& count = *counts[i];
    if (folds && i == kShownValues)
      html << "</ul><details><summary>"_html << says_.more << "</summary><ul>"_html;
    html << "<li"_html << (count.count == 0 ? " class=\"none\""_html : ""_html)
         << "><label><input type=\"checkbox\" form=\"search\" name=\""_html << facet.field
         << "\" value=\""_html << count.value << "\""_html
         << (count.selected ? " checked"_html : ""_html) << "><span class=\"name\" lang=\""_html
         << LanguageOf(NameOf(shown, facet.field, count.value)) << "\">"_html
         << NameOf(shown, facet.field, count.value) << "</span><span class=\"count\">"_html
         << Grouped(count.count) << "</span></label></li>"_html;
  }
  html << "</ul>"_html;
  if (folds) html << "</details>"_html;
  return html << "</fieldset>"_html;
}

Html Page::DateFacet(const Facet& facet, const SearchRequest& request) const {
  Html html;
  html << "<fieldset class=\"facet dates\"><legend>"_html << says_.date << "</legend>"_html;
  const std::vector<FacetCount> bars = Bars(facet);
  const Url plain = url_.Without("since").Without("until").Without("last").Without("offset");
  if (bars.size() > 1) {
    std::uint64_t most = 1;
    for (const FacetCount& bar : bars) most = std::max(most, bar.count);
    const auto n = static_cast<int>(bars.size());
    const bool any =
        std::any_of(bars.begin(), bars.end(), [](const FacetCount& b) { return b.selected; });
    const auto chosen =
        std::count_if(bars.begin(), bars.end(), [](const FacetCount& b) { return b.selected; });
    html << "<svg class=\"bars\" viewBox=\"0 0 "_html << kBarsWidth << " "_html << kBarsHeight
         << "\" preserveAspectRatio=\"none\" role=\"group\" aria-label=\""_html
         << says_.histogram_help << "\">"_html;
    for (int i = 0; i < n; ++i) {
      const FacetCount& bar = bars[static_cast<std::size_t>(i)];
      const int left = i * kBarsWidth / n;
      const int width = std::max((i + 1) * kBarsWidth / n - left - 1, 1);
      // The square root, so that few beside many are still seen.
      const double share = std::sqrt(static_cast<double>(bar.count) / static_cast<double>(most));
      const int height =
          bar.count == 0 ? 1 : std::max(3, static_cast<int>(std::lround(share * kBarsHeight)));
      const Url to = bar.selected && chosen == 1
                         ? plain
                         : plain.With("since", bar.value).With("until", bar.value);
      html << "<a href=\""_html << to.text() << "\" data-value=\""_html << bar.value
           << "\" aria-label=\""_html << bar.value << ": "_html << Grouped(bar.count) << " "_html
           << (bar.count == 1 ? says_.one_paper : says_.papers) << "\""_html
           << (bar.selected ? " aria-current=\"true\""_html : ""_html) << " class=\""_html
           << (any && !bar.selected ? "off"_html : "on"_html) << "\"><title>"_html << bar.value
           << ": "_html << Grouped(bar.count) << "</title><rect class=\"reach\" x=\""_html << left
           << "\" y=\"0\" width=\""_html << width + 1 << "\" height=\""_html << kBarsHeight
           << "\"/><rect class=\"bar\" x=\""_html << left << "\" y=\""_html << kBarsHeight - height
           << "\" width=\""_html << width << "\" height=\""_html << height << "\"/></a>"_html;
    }
    html << "</svg><p class=\"ends\"><span>"_html << bars.front().value << "</span><span>"_html
         << bars.back().value << "</span></p>"_html;
  }
  html
      << "<p class=\"range\"><label><span>"_html << says_.since
      << "</span><input form=\"search\" name=\"since\" value=\""_html << request.since
      << "\" placeholder=\"2024-01\" size=\"8\" autocomplete=\"off\"></label><label><span>"_html
      << says_.until << "</span><input form=\"search\" name=\"until\" value=\""_html
      << request.until
      << "\" placeholder=\"2024-12\" size=\"8\" autocomplete=\"off\"></label></p><p class=\"spans\">"_html;
  const std::pair<std::string_view, std::string_view> spans[] = {{"1y", says_.last_year},
                                                                 {"3y", says_.last_three_years}};
  for (const auto& [span, name] : spans) {
    const bool on = request.last == span;
    html << "<a href=\""_html << (on ? plain : plain.With("last", span)).text() << "\""_html
         << (on ? " aria-current=\"true\""_html : ""_html) << ">"_html << name << "</a>"_html;
  }
  return html << "</p></fieldset>"_html;
}

Html Page::Filters(const Shown& shown) const {
  Html html;
  for (const Facet& facet : shown.response.facets) {
    // One paper leaves nothing to choose, unless it was chosen.
    const bool selected = std::any_of(facet.counts.begin(), facet.counts.end(),
                                      [](const FacetCount& count) { return count.selected; });
    const FacetField& field = *FindFacetField(facet.field);
    const bool dates = field.values == FacetField::Values::kDates;
    if (!dates && shown.response.total < 2 && !selected) continue;
    html << (dates
                 ? DateFacet(facet, shown.response.request)
                 : ValueFacet(shown, facet,
                              language_ == Language::kChinese ? field.heading_zh : field.heading));
  }
  html << "<p class=\"ends-filters\"><button form=\"search\" class=\"apply\">"_html << says_.apply
       << "</button><a class=\"done\" href=\"#results\">"_html << says_.done << "</a></p>"_html;
  return html;
}

// What narrows the search, each with a way out.
Html Page::Chips(const Shown& shown) const {
  const SearchRequest& request = shown.response.request;
  const Url first = url_.Without("offset");
  Html chips;
  const auto add = [&](const Html& text, const Url& without) {
    chips << "<li><a href=\""_html << without.text() << "\">"_html << text
          << "<span class=\"x\" aria-hidden=\"true\">×</span><span class=\"hidden\"> "_html
          << says_.remove << "</span></a></li>"_html;
  };
  Url none =
      first.Without("since").Without("until").Without("last").Without("match").Without("translate");
  for (const Filter& filter : request.filters) {
    Html text;
    if (filter.exclude) text << says_.excluded << " "_html;
    text << NameOf(shown, filter.field, filter.value);
    const std::string value = (filter.exclude ? "!" : "") + filter.value;
    add(text, first.Without(filter.field, value));
    none = none.Without(filter.field);
  }
  if (!request.since.empty() || !request.until.empty() || !request.last.empty())
    add(Html() << shown.response.dates, first.Without("since").Without("until").Without("last"));
  if (request.match == Match::kAny) add(Html() << says_.any_word, first.Without("match"));
  if (!request.translate) add(Html() << says_.own_words, first.Without("translate"));
  if (chips.empty()) return chips;
  Html html;
  html << "<ul class=\"chips\" aria-label=\""_html << says_.filters << "\">"_html << chips
       << "<li><a class=\"all\" href=\""_html << none.text() << "\">"_html << says_.clear_all
       << "</a></li></ul>"_html;
  return html;
}

Html Page::Sorts(const SearchRequest& request) const {
  const std::pair<Sort, std::string_view> sorts[] = {{Sort::kRelevance, says_.relevance},
                                                     {Sort::kNewest, says_.newest},
                                                     {Sort::kOldest, says_.oldest},
                                                     {Sort::kTitle, says_.title}};
  Html html;
  html << "<nav class=\"sorts\" aria-label=\""_html << says_.sort << "\">"_html;
  for (const auto& [sort, name] : sorts) {
    // Without words nothing is more relevant than anything else.
    if (sort == Sort::kRelevance && request.query.empty()) continue;
    const Sort usual = request.query.empty() ? Sort::kNewest : Sort::kRelevance;
    html << "<a href=\""_html
         << url_.Without("offset").With("sort", sort == usual ? "" : ToString(sort)).text()
         << "\""_html << (sort == request.sort ? " aria-current=\"true\""_html : ""_html)
         << ">"_html << name << "</a>"_html;
  }
  return html << "</nav>"_html;
}

Html Page::Byline(const Shown& shown, const Paper& paper, bool full) const {
  Html html;
  html << "<div class=\"byline\">"_html;
  if (!paper.date.empty())
    html << "<time datetime=\""_html << paper.date << "\">"_html << paper.date << "</time>"_html;
  if (!paper.authors.empty()) {
    html << "<span class=\"authors\">"_html;
    const std::size_t few = full ? kPaperAuthors : kShownAuthors;
    const auto names = [&](std::size_t count) {
      Html list;
      for (std::size_t i = 0; i < std::min(count, paper.authors.size()); ++i)
        list << (i > 0 ? ", "_html : ""_html) << paper.authors[i];
      return list;
    };
    html << names(few);
    if (paper.authors.size() > few) html << " "_html << says_.and_others;
    html << "</span>"_html;
    if (full && paper.authors.size() > few)
      html << "<details><summary>"_html << says_.all_authors << " "_html << paper.authors.size()
           << "</summary>"_html << names(paper.authors.size()) << "</details>"_html;
  }
  if (!paper.venue.empty()) html << "<span class=\"venue\">"_html << paper.venue << "</span>"_html;
  for (const std::string& domain : paper.domains)
    html << "<a class=\"domain\" href=\""_html << Elsewhere("/").With("domain", domain).text()
         << "\">"_html << NameOf(shown, "domain", domain) << "</a>"_html;
  return html << "</div>"_html;
}

Html Page::Found(const Shown& shown, const Hit& hit) const {
  const Paper& paper = hit.paper;
  const std::string page = Elsewhere(PaperPath(paper)).text();
  const bool has_title = !paper.title.empty();
  Html html;
  html << "<li class=\"hit\"><article><h2 lang=\""_html
       << LanguageOf(has_title ? paper.title : paper.title_zh) << "\"><a href=\""_html << page
       << "\">"_html
       << (has_title                ? Titled(hit, "title", paper.title)
           : paper.title_zh.empty() ? Html() << paper.id
                                    : Titled(hit, "title_zh", paper.title_zh))
       << "</a></h2>"_html;
  if (has_title && !paper.title_zh.empty())
    html << "<p class=\"second\" lang=\"zh\">"_html << Titled(hit, "title_zh", paper.title_zh)
         << "</p>"_html;
  html << Byline(shown, paper, false);
  for (const Snippet& snippet : hit.snippets) {
    if (snippet.field.starts_with("title")) continue;
    html << "<p class=\"snippet\" lang=\""_html << LanguageOf(snippet.text) << "\">"_html
         << Marked(snippet) << "</p>"_html;
  }
  const std::pair<Markup, std::string_view> parts[] = {
      {"summary"_html, says_.summary}, {"similar"_html, says_.similar}, {"cite"_html, says_.cite}};
  html << "<p class=\"actions\">"_html;
  for (const auto& [part, name] : parts)
    html << "<a data-part=\""_html << part << "\" href=\""_html << page << "#"_html << part
         << "\">"_html << name << "</a>"_html;
  if (IsWebAddress(paper.url))
    html << "<a rel=\"noreferrer\" href=\""_html << paper.url << "\">"_html << says_.source
         << "</a>"_html;
  return html << "</p></article></li>"_html;
}

Html Page::Pages(const SearchResponse& response) const {
  Html html;
  const SearchRequest& request = response.request;
  if (request.limit == 0 || response.total == 0) return html;
  const std::size_t limit = request.limit;
  const std::size_t pages = (response.total + limit - 1) / limit;
  // Behind the last one there is but a way back.
  const std::size_t page = request.offset >= response.total ? pages : request.offset / limit;
  if (pages < 2 && page == 0) return html;
  const auto to = [&](std::size_t number) {
    return (number == 0 ? url_.Without("offset")
                        : url_.With("offset", std::to_string(number * limit)))
        .text();
  };
  html << "<nav class=\"pages\" aria-label=\""_html << says_.pages << "\">"_html;
  if (page > 0)
    html << "<a rel=\"prev\" href=\""_html << to(page - 1) << "\">"_html << says_.earlier
         << "</a>"_html;
  const std::size_t from = page < 3 ? 0 : page - 2;
  for (std::size_t i = from; i < std::min(pages, from + 5); ++i)
    html << "<a href=\""_html << to(i) << "\""_html
         << (i == page ? " aria-current=\"page\""_html : ""_html) << ">"_html << i + 1
         << "</a>"_html;
  if (page + 1 < pages)
    html << "<a rel=\"next\" href=\""_html << to(page + 1) << "\">"_html << says_.later
         << "</a>"_html;
  return html << "</nav>"_html;
}

// What to drop, and how much is found then.
Html Page::Nothing(const Shown& shown) const {
  const SearchRequest& request = shown.response.request;
  Html html;
  html << "<section class=\"nothing\"><p>"_html << says_.nothing_hint << "</p><ul>"_html;
  const auto offer = [&](SearchRequest wider, const Html& name, const Url& to) {
    wider.limit = 0;
    wider.offset = 0;
    wider.facets.clear();
    const std::uint64_t total = searcher_.Search(wider).total;
    if (total == 0) return;
    html << "<li><a href=\""_html << to.text() << "\">"_html << says_.without << " "_html << name
         << "</a> <span class=\"count\">"_html << Grouped(total) << "</span></li>"_html;
  };
  const Url first = url_.Without("offset");
  const Url undated = first.Without("since").Without("until").Without("last");
  SearchRequest widest = request;
  widest.since = widest.until = widest.last = "";
  int ways = 0;
  if (!request.since.empty() || !request.until.empty() || !request.last.empty()) {
    offer(widest, Html() << shown.response.dates, undated);
    ++ways;
  }
  Url none = undated;
  for (const std::string_view field : FilterFields()) {
    SearchRequest wider = request;
    Html names;
    for (const Filter& filter : request.filters)
      if (filter.field == field)
        names << (names.empty() ? ""_html : ", "_html) << NameOf(shown, field, filter.value);
    if (names.empty()) continue;
    std::erase_if(wider.filters, [&](const Filter& filter) { return filter.field == field; });
    offer(wider, names, first.Without(field));
    none = none.Without(field);
    ++ways;
  }
  widest.filters.clear();
  if (ways > 1) offer(widest, Html() << says_.all_filters, none);
  return html << "</ul><p><a href=\""_html << Elsewhere("/").text() << "\">"_html
              << says_.start_over << "</a></p></section>"_html;
}

std::string Page::Results(const SearchRequest& request) const {
  const Shown shown(searcher_.Search(request));
  const SearchResponse& response = shown.response;
  Html html;
  const bool words = request.query.find_first_not_of(' ') != std::string::npos;
  html << "<div class=\"head\"><h1 id=\"count\">"_html;
  if (response.total == 0) {
    html << says_.nothing;
  } else {
    html << Grouped(response.total) << " "_html
         << (response.total == 1 ? says_.one_paper : says_.papers);
  }
  if (words) {
    html << (language_ == Language::kChinese ? ""_html : " "_html) << says_.for_query
         << (language_ == Language::kChinese ? ""_html : " "_html) << "<q>"_html << request.query
         << "</q>"_html;
  }
  html << "</h1><a class=\"to-filters\" href=\"#filters\">"_html << says_.filters << "</a>"_html;
  if (response.total > 1) html << Sorts(request);
  html << "</div>"_html << Chips(shown);
  if (!response.suggestion.empty())
    html << "<p class=\"note\">"_html << says_.did_you_mean << " <a href=\""_html
         << url_.Without("offset").With("q", response.suggestion).text() << "\">"_html
         << response.suggestion << "</a></p>"_html;
  html << Translations(response);
  for (const Note& note : response.notes) {
    const std::string text = TextOf(note, language_);
    html << "<p class=\"note\">"_html;
    if (note.kind == Note::Kind::kMoreHaveSome) {
      html << "<a href=\""_html << url_.Without("offset").With("match", "any").text() << "\">"_html
           << text << "</a>"_html;
    } else {
      html << text;
    }
    html << "</p>"_html;
  }
  if (response.total == 0) html << Nothing(shown);
  html << "<ol class=\"hits\" start=\""_html << request.offset + 1 << "\">"_html;
  for (const Hit& hit : response.hits) html << Found(shown, hit);
  html << "</ol>"_html << Pages(response);
  if (response.total > 0) {
    html << "<p class=\"exports\">"_html << says_.export_as;
    const Url to = url_.Without("ui").Without("limit").Without("offset").WithPath("/api/export");
    const std::pair<Markup, Markup> formats[] = {{"bibtex"_html, "BibTeX"_html},
                                                 {"ris"_html, "RIS"_html},
                                                 {"csl"_html, "CSL"_html},
                                                 {"csv"_html, "CSV"_html}};
    for (const auto& [format, name] : formats)
      html << " <a download href=\""_html << to.With("format", format.text()).text() << "\">"_html
           << name << "</a>"_html;
    html << " <a href=\""_html << Feed().text() << "\">"_html << says_.feed << "</a></p>"_html;
  }
  return Framed(words ? request.query + " – dssearch" : "dssearch", request.query, Filters(shown),
                html);
}

// Selected values of a facet are listed in any case, with their names.
Page::Shown Page::DomainsOf(const Paper& paper) const {
  SearchRequest request{.limit = 0, .facets = {"domain:1"}};
  for (const std::string& domain : paper.domains) request.filters.push_back({"domain", domain});
  return Shown(searcher_.Search(request));
}

std::string Page::OnePaper(const Paper& paper, const std::string& today) const {
  const std::string& title = !paper.title.empty()      ? paper.title
                             : !paper.title_zh.empty() ? paper.title_zh
                                                       : paper.id;
  Html html;
  html << "<article class=\"paper\"><h1 lang=\""_html << LanguageOf(title) << "\">"_html << title
       << "</h1>"_html;
  if (!paper.title.empty() && !paper.title_zh.empty())
    html << "<p class=\"second\" lang=\"zh\">"_html << paper.title_zh << "</p>"_html;
  html << Byline(DomainsOf(paper), paper, true);
  if (IsWebAddress(paper.url))
    html << "<p class=\"actions\"><a rel=\"noreferrer\" href=\""_html << paper.url << "\">"_html
         << says_.source << "</a></p>"_html;

  struct Half {
    std::string_view language;
    const std::string& summary;
    const std::string& contribution;
  };
  const Half halves[] = {{"zh", paper.summary_zh, paper.contribution_zh},
                         {"en", paper.summary_en, paper.contribution_en}};
  html << "<section id=\"summary\" class=\"summaries\">"_html;
  for (const auto& [code, summary, contribution] : halves) {
    if (summary.empty() && contribution.empty()) continue;
    const Messages& named = MessagesIn(code == "zh" ? Language::kChinese : Language::kEnglish);
    html << "<div lang=\""_html << code << "\">"_html;
    if (!summary.empty())
      html << "<h2>"_html << named.summary << "</h2><p>"_html << summary << "</p>"_html;
    if (!contribution.empty())
      html << "<h2>"_html << named.contribution << "</h2><p>"_html << contribution << "</p>"_html;
    html << "</div>"_html;
  }
  html << "</section><section id=\"similar\" class=\"similar\"><h2>"_html << says_.similar
       << "</h2>"_html;
  const std::vector<Hit> similar = searcher_.Similar(paper.id, kSimilar);
  if (similar.empty()) html << "<p>"_html << says_.no_similar << "</p>"_html;
  html << "<ul>"_html;
  for (const Hit& hit : similar) {
    const std::string& name = hit.paper.title.empty() ? hit.paper.title_zh : hit.paper.title;
    html << "<li lang=\""_html << LanguageOf(name) << "\"><a href=\""_html
         << Elsewhere(PaperPath(hit.paper)).text() << "\">"_html << name << "</a> <time>"_html
         << hit.paper.date << "</time></li>"_html;
  }
  html << "</ul></section><section id=\"cite\" class=\"cite\"><h2>"_html << says_.cite
       << "</h2>"_html;
  const std::pair<ExportFormat, Markup> formats[] = {{ExportFormat::kGbt7714, "GB/T 7714"_html},
                                                     {ExportFormat::kBibtex, "BibTeX"_html},
                                                     {ExportFormat::kRis, "RIS"_html}};
  for (const auto& [format, name] : formats) {
    std::string text = Export({paper}, format, today);
    // A single reference needs no number.
    if (text.starts_with("[1] ")) text.erase(0, 4);
    html << "<figure><figcaption>"_html << name
         << "<button type=\"button\" class=\"copy\" hidden>"_html << says_.copy
         << "</button></figcaption><pre tabindex=\"0\" aria-label=\""_html << name << "\">"_html
         << text << "</pre></figure>"_html;
  }
  html << "</section></article>"_html;
  return Framed(title + " – dssearch", "", {}, html);
}

std::string Page::Failure(int status, std::string_view what, std::string_view hint) const {
  Html html;
  html << "<section class=\"failure\"><h1 id=\"count\">"_html
       << (status == 404 ? says_.not_found : says_.wrong) << "</h1>"_html;
  // What may be wrong, each with a way out: the filters cannot be shown.
  Html chips;
  if (status == 400)
    for (const auto& [name, value] : url_.parameters()) {
      if (name == "q" || value.empty() || value.size() > kShownValue || !IsUtf8(value)) continue;
      chips << "<li><a href=\""_html << url_.Without(name, value).text() << "\">"_html << name
            << " = "_html << value
            << "<span class=\"x\" aria-hidden=\"true\">×</span><span class=\"hidden\"> "_html
            << says_.remove << "</span></a></li>"_html;
    }
  const std::string_view meaning = status >= 500    ? says_.come_back
                                   : !chips.empty() ? says_.not_understood
                                                    : "";
  if (!meaning.empty()) html << "<p>"_html << meaning << "</p>"_html;
  html << "<p lang=\"en\">"_html << what << "</p><p class=\"note\" lang=\"en\">"_html << hint
       << "</p>"_html;
  if (!chips.empty()) html << "<ul class=\"chips\">"_html << chips << "</ul>"_html;
  html << "<p><a href=\""_html << Elsewhere("/").text() << "\">"_html << says_.start_over
       << "</a></p></section>"_html;
  // What was typed stays, unless it is what no page can show.
  std::string_view query = ValueOf(url_.parameters(), "q");
  if (query.size() > kMaxQueryBytes || !IsUtf8(query)) query = "";
  return Framed("dssearch", query, {}, html);
}

}  // namespace dssearch::server
