#include "searcher/server/page_handlers.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <set>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "dssearch/field.h"
#include "searcher/present/parameters.h"
#include "searcher/server/assets.h"
#include "searcher/server/feed.h"
#include "searcher/server/page/paper_page.h"
#include "searcher/server/page/results_page.h"
#include "searcher/server/page/yearly_chart.h"
#include "searcher/server/parameters.h"
#include "searcher/server/request_target.h"

namespace dssearch::server {
namespace {

constexpr std::size_t kHitsOnPage = 10;
constexpr std::size_t kFeedEntries = 30;

// The facets of the page. Domains come first and may have more values than the other facets.
std::vector<FacetRequest> PageFacets() {
  std::vector<FacetRequest> facets;
  for (const FacetField& field : FacetFields()) {
    FacetRequest& facet = facets.emplace_back(std::string(field.name));
    if (field.values == FacetField::Values::kTexts) facet.limit = facets.size() == 1 ? 30 : 20;
  }
  return facets;
}

// The parameters of a request as a query string: empty, or beginning with '?'.
std::string QueryStringOf(const HttpRequest& request) {
  return request.target.find('?') == std::string::npos ? "" : Url("", request.parameters).text();
}

std::string_view ContentTypeOf(std::string_view file) {
  if (file.ends_with(".css")) return "text/css";
  if (file.ends_with(".js")) return "text/javascript";
  if (file.ends_with(".svg")) return "image/svg+xml";
  return "application/octet-stream";
}

// The searches of a feed: those that its parameters `search` have as query strings, which are those
// that somebody saved, or the one of its other parameters.
std::vector<SearchRequest> FeedSearches(const Parameters& parameters, SearchRequest by_default) {
  const std::vector<std::string> saved = ValuesOf(parameters, "search", kMaxFeedSearches);
  if (saved.empty()) return {ToSearchRequest(parameters, by_default)};
  for (const auto& [name, value] : parameters)
    if (name != "search" && name != "limit" && name != "ui")
      throw Error(ErrorCode::kInvalidRequest,
                  "'search' has whole searches, and '" + name + "' a part",
                  "give either: search=q%3DGRPO&search=q%3DRL, or q=GRPO");
  if (const std::string_view limit = ValueOf(parameters, "limit"); !limit.empty())
    by_default.limit = NumberOf("limit", limit, kMaxHits);
  std::vector<SearchRequest> searches;
  for (const std::string& query : saved) {
    const Parameters search = ParseParameters(query);
    CheckNames(search, HitListParameterNames());
    searches.push_back(ToSearchRequest(search, by_default));
    searches.back().offset = 0;
    searches.back().limit = by_default.limit;
  }
  return searches;
}

// What a search asks for: "graph domain=cs.LG".
std::string TitleOf(const SearchRequest& search) {
  std::string title;
  for (const auto& [name, value] : ParametersOf(search)) {
    if (name == "sort" || name == "limit") continue;
    title.append(title.empty() ? "" : " ").append(name == "q" ? "" : name + '=').append(value);
  }
  return title;
}

// Leaves those of the hits of several searches that were added last, each of them once.
void KeepLastAdded(std::vector<Hit>& hits, std::size_t most) {
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) {
    return std::tie(b.added.time, b.added.commit) < std::tie(a.added.time, a.added.commit);
  });
  std::set<std::string_view> seen;
  std::vector<Hit> kept;
  for (Hit& hit : hits)
    if (kept.size() < most && seen.insert(hit.paper.id).second) kept.push_back(hit);
  hits = std::move(kept);
}

HttpResponse HtmlResponse(std::string page) {
  return {.type = "text/html", .body = std::move(page), .cache_control = "no-cache"};
}

}  // namespace

HttpResponse HandleResultsPage(const HandlerContext& context, const HttpRequest& request,
                               const std::string& /*id*/) {
  const PageContext page = PageContextOf(context.searcher, request, context.budget);
  SearchRequest search =
      ToSearchRequest(request.parameters, {.today = Today(),
                                           .limit = kHitsOnPage,
                                           .facets = PageFacets(),
                                           .prefer_chinese = page.prefers_chinese()});
  if (IsBlank(search.query)) search.query.clear();
  // Without words no paper is more relevant than another.
  if (search.query.empty() && search.sort == Sort::kRelevance) search.sort = Sort::kNewest;
  return HtmlResponse(RenderResultsPage(page, search));
}

HttpResponse HandlePaperPage(const HandlerContext& context, const HttpRequest& request,
                             const std::string& id) {
  const Paper paper = FindPaper(context.searcher, id);
  return HtmlResponse(
      RenderPaperPage(PageContextOf(context.searcher, request, context.budget), paper, Today()));
}

HttpResponse HandleFeed(const HandlerContext& context, const HttpRequest& request,
                        const std::string& /*id*/) {
  const bool chinese = PageContextOf(context.searcher, request, context.budget).prefers_chinese();
  const SearchRequest by_default{.today = Today(),
                                 .limit = kFeedEntries,
                                 .facets = {},
                                 .snippet_cells = 0,
                                 .prefer_chinese = chinese};
  FeedSource source{
      .origin = OriginOf(request), .query = QueryStringOf(request), .prefer_chinese = chinese};
  // No page has the papers of several searches.
  if (ValueOf(request.parameters, "search").empty()) source.page_query = source.query;
  std::vector<SearchRequest> searches = FeedSearches(request.parameters, by_default);
  std::vector<Hit> hits;
  for (SearchRequest& search : searches) {
    search.sort = Sort::kAdded;
    const std::string title = TitleOf(search);
    source.title += (source.title.empty() || title.empty() ? "" : " · ") + title;
    std::vector<Hit> found = context.searcher.Search(search, context.budget).hits;
    std::move(found.begin(), found.end(), std::back_inserter(hits));
  }
  if (searches.size() > 1) KeepLastAdded(hits, searches.front().limit);
  return {
      .type = "application/atom+xml", .body = AtomFeed(hits, source), .cache_control = "no-cache"};
}

HttpResponse HandleChart(const HandlerContext& context, const HttpRequest& request,
                         const std::string& /*id*/) {
  const PageContext page = PageContextOf(context.searcher, request, context.budget);
  const std::string today = Today();
  SearchRequest search = ToSearchRequest(
      request.parameters, {.today = today, .prefer_chinese = page.prefers_chinese()});
  if (IsBlank(search.query)) search.query.clear();
  return {.type = "image/svg+xml",
          .body = YearlyChart(
              page, CountByYear(context.searcher, search, kChartLimits, context.budget), today),
          .cache_control = "no-cache"};
}

HttpResponse HandleOpenSearch(const HandlerContext& /*context*/, const HttpRequest& request,
                              const std::string& /*id*/) {
  return {.type = "application/opensearchdescription+xml",
          .body = OpenSearchDescription(OriginOf(request)),
          .cache_control = "no-cache"};
}

HttpResponse HandleAsset(const HandlerContext& /*context*/, const HttpRequest& /*request*/,
                         const std::string& id) {
  const std::string_view path = id;
  const auto slash = path.find('/');
  const AssetFile* file =
      slash == std::string_view::npos ? nullptr : FindAsset(path.substr(slash + 1));
  if (file == nullptr) throw NotFound("there is no such file", "");
  const bool current = path.substr(0, slash) == AssetsVersion();
  return {.type = std::string(ContentTypeOf(file->name)),
          .body = std::string(file->content),
          .cache_control = current ? "public, max-age=31536000, immutable" : "no-cache"};
}

PageContext PageContextOf(const Searcher& searcher, const HttpRequest& request,
                          const Budget& budget) {
  return {searcher, budget, Url(request.path, request.parameters, request.base),
          request.accept_language};
}

}  // namespace dssearch::server
