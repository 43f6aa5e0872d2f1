#include "searcher/server/page/page_frame.h"

#include <map>
#include <utility>

#include "dssearch/error.h"
#include "dssearch/request.h"
#include "searcher/present/language.h"
#include "searcher/server/assets.h"
#include "searcher/server/parameters.h"

namespace dssearch::server {
namespace {

Language LanguageOf(const Url& url, std::string_view accept_language) {
  const std::string_view ui = ValueOf(url.parameters(), "ui");
  if (ui == "zh") return Language::kChinese;
  if (ui == "en") return Language::kEnglish;
  return PreferredLanguage(accept_language);
}

// The link to the same page in the other language.
Html LanguageSwitch(const PageContext& context) {
  const std::string_view other = context.language() == Language::kChinese ? "en" : "zh";
  Html html;
  html << "<a class=\"switch\" hreflang=\""_html << other << "\" lang=\""_html << other
       << "\" href=\""_html << context.url().With("ui", other).text() << "\">"_html
       << context.messages().other_language << "</a>"_html;
  return html;
}

// The parameters beside the words that have a meaning together: what makes those before it invalid
// is left out. Of more than a person chooses none is kept.
Parameters ValidParameters(const PageContext& context) {
  constexpr std::size_t kMostChosen = 40;
  Parameters valid;
  if (context.url().parameters().size() > kMostChosen) return valid;
  for (const auto& parameter : context.url().parameters()) {
    if (parameter.first == "q" || parameter.first == "offset") continue;
    valid.push_back(parameter);
    try {
      context.Check(ToSearchRequest(valid, {.facets = {}}));
    } catch (const Error& e) {
      if (e.code() == ErrorCode::kInvalidRequest) valid.pop_back();
    }
  }
  return valid;
}

// The parameters that the search form does not show but must not lose. A page with filters shows
// them as check boxes and fields of the form; on one without, they are hidden inputs as well, as
// far as they are valid.
Html HiddenInputs(const PageContext& context, bool has_filters) {
  Html html;
  for (const auto& [name, value] :
       has_filters ? context.url().parameters() : ValidParameters(context)) {
    const bool is_filter = name == "since" || name == "until" || IsFilter(name);
    const bool in_form = name == "q" || (is_filter && has_filters && !value.starts_with('!'));
    if (in_form || name == "offset") continue;
    html << "<input type=\"hidden\" name=\""_html << name << "\" value=\""_html << value
         << "\">"_html;
  }
  return html;
}

}  // namespace

PageContext::PageContext(const Searcher& searcher, const Budget& budget, Url url,
                         std::string_view accept_language)
    : searcher_(searcher),
      budget_(budget),
      url_(std::move(url)),
      language_(LanguageOf(url_, accept_language)) {}

Html PageContext::LangOf(std::string_view text) const {
  Html attribute;
  if (const std::string_view tag = LanguageTag(text); tag != messages().code)
    attribute << " lang=\""_html << tag << "\""_html;
  return attribute;
}

Url PageContext::LinkTo(std::string path) const {
  return Url(std::move(path), {}, url_.base()).With("ui", ValueOf(url_.parameters(), "ui"));
}

Url PageContext::FeedUrl() const {
  return url_.Without("sort")
      .Without("offset")
      .Without("limit")
      .With("ui", prefers_chinese() ? "zh" : "")
      .WithPath("/feed.atom");
}

Html PaperCount(const PageContext& context, std::uint64_t papers) {
  const Messages& messages = context.messages();
  Html html;
  return html << GroupDigits(papers) << " "_html
              << (papers == 1 ? messages.one_paper : messages.papers);
}

std::string RenderFrame(const PageContext& context, std::string_view title, std::string_view query,
                        const Html& filters, const Html& content) {
  const Messages& messages = context.messages();
  const std::map<std::string_view, Html> values = {
      {"lang", Html() << messages.code},
      {"title", Html() << title},
      {"base", Html() << PercentEncode(context.url().base())},
      {"assets",
       Html() << PercentEncode(context.url().base()) << "/assets/"_html << AssetsVersion()},
      {"home", Html() << context.LinkTo("/").text()},
      {"feed", Html() << context.FeedUrl().text()},
      {"query", Html() << query},
      {"search", Html() << messages.search},
      {"placeholder", Html() << messages.placeholder},
      {"skip", Html() << messages.skip},
      {"theme", Html() << messages.theme},
      {"copied", Html() << messages.copied},
      {"find", Html() << messages.find},
      {"unreachable", Html() << messages.unreachable},
      {"chart", Html() << messages.chart},
      {"searching", Html() << messages.searching},
      {"select", Html() << messages.select},
      {"selected", Html() << messages.selected},
      {"clear", Html() << messages.clear},
      {"cite", Html() << messages.cite},
      {"copy", Html() << messages.copy},
      {"close", Html() << messages.close},
      {"remove", Html() << messages.remove},
      {"saved", Html() << messages.saved},
      {"save", Html() << messages.save},
      {"name", Html() << messages.name},
      {"nothing-saved", Html() << messages.nothing_saved},
      {"no-saved-file", Html() << messages.no_saved_file},
      {"count-new", Html() << messages.count_new},
      {"feed-of-all", Html() << messages.feed_of_all},
      {"import", Html() << messages.import_file},
      {"export", Html() << messages.export_file},
      {"copy-link", Html() << messages.copy_link},
      {"keys", Html() << messages.keys},
      {"key-search", Html() << messages.key_search},
      {"key-suggestions", Html() << messages.key_suggestions},
      {"key-hits", Html() << messages.key_hits},
      {"key-pages", Html() << messages.key_pages},
      {"key-escape", Html() << messages.key_escape},
      {"filters-title", Html() << messages.filters},
      {"language-switch", LanguageSwitch(context)},
      {"hidden-inputs", HiddenInputs(context, !filters.empty())},
      {"filters", filters},
      {"content", content},
  };
  // The template is markup of ours; what goes into its places {{name}} was escaped.
  std::string_view rest = FindAsset("index.html")->content;
  std::string page;
  for (;;) {
    const auto open = rest.find("{{");
    page += rest.substr(0, open);
    if (open == std::string_view::npos) return page;
    const auto close = rest.find("}}", open);
    page += values.at(rest.substr(open + 2, close - open - 2)).text();
    rest.remove_prefix(close + 2);
  }
}

}  // namespace dssearch::server
