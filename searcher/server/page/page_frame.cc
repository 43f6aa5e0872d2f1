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

// The places {{name}} of the template that have a text in the reader's language.
constexpr std::pair<std::string_view, std::string_view Messages::*> kTexts[] = {
    {"lang", &Messages::code},
    {"search", &Messages::search},
    {"placeholder", &Messages::placeholder},
    {"skip", &Messages::skip},
    {"theme", &Messages::theme},
    {"copied", &Messages::copied},
    {"find", &Messages::find},
    {"unreachable", &Messages::unreachable},
    {"chart", &Messages::chart},
    {"searching", &Messages::searching},
    {"select", &Messages::select},
    {"selected", &Messages::selected},
    {"clear", &Messages::clear},
    {"cite", &Messages::cite},
    {"copy", &Messages::copy},
    {"close", &Messages::close},
    {"remove", &Messages::remove},
    {"saved", &Messages::saved},
    {"save", &Messages::save},
    {"name", &Messages::name},
    {"nothing-saved", &Messages::nothing_saved},
    {"no-saved-file", &Messages::no_saved_file},
    {"count-new", &Messages::count_new},
    {"feed-of-all", &Messages::feed_of_all},
    {"import", &Messages::import_file},
    {"export", &Messages::export_file},
    {"copy-link", &Messages::copy_link},
    {"keys", &Messages::keys},
    {"key-search", &Messages::key_search},
    {"key-suggestions", &Messages::key_suggestions},
    {"key-hits", &Messages::key_hits},
    {"key-pages", &Messages::key_pages},
    {"key-escape", &Messages::key_escape},
    {"filters-title", &Messages::filters},
};

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

Url PageContext::WholeSearchUrl(std::string path) const {
  return url_.Without("sort").Without("offset").Without("limit").WithPath(std::move(path));
}

Url PageContext::FeedUrl() const {
  return WholeSearchUrl("/feed.atom").With("ui", prefers_chinese() ? "zh" : "");
}

std::string PaperCount(const Messages& messages, std::uint64_t papers) {
  return GroupDigits(papers).append(" ").append(papers == 1 ? messages.one_paper : messages.papers);
}

std::string RenderFrame(const PageContext& context, std::string_view title, std::string_view query,
                        const Html& filters, const Html& content) {
  std::map<std::string_view, Html> values = {
      {"title", Html() << title},
      {"base", Html() << PercentEncode(context.url().base())},
      {"assets",
       Html() << PercentEncode(context.url().base()) << "/assets/"_html << AssetsVersion()},
      {"home", Html() << context.LinkTo("/").text()},
      {"feed", Html() << context.FeedUrl().text()},
      {"query", Html() << query},
      {"language-switch", LanguageSwitch(context)},
      {"hidden-inputs", HiddenInputs(context, !filters.empty())},
      {"filters", filters},
      {"content", content},
  };
  for (const auto& [name, text] : kTexts) values[name] << context.messages().*text;
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
