#include "searcher/server/page_handlers.h"

#include <cstddef>
#include <string_view>
#include <vector>

#include "dssearch/field.h"
#include "searcher/server/assets.h"
#include "searcher/server/feed.h"
#include "searcher/server/page/paper_page.h"
#include "searcher/server/page/results_page.h"
#include "searcher/server/parameters.h"

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
  const SearchRequest search = ToSearchRequest(request.parameters, {.today = Today(),
                                                                    .sort = Sort::kAdded,
                                                                    .limit = kFeedEntries,
                                                                    .facets = {},
                                                                    .snippet_cells = 0,
                                                                    .prefer_chinese = chinese});
  return {.type = "application/atom+xml",
          .body = AtomFeed(context.searcher.Search(search, context.budget), OriginOf(request),
                           QueryStringOf(request)),
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
