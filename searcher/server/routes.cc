#include "searcher/server/routes.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <utility>

#include "dssearch/export.h"
#include "dssearch/field.h"
#include "searcher/present/json.h"
#include "searcher/server/assets.h"
#include "searcher/server/error_page.h"
#include "searcher/server/feed.h"
#include "searcher/server/openapi.h"
#include "searcher/server/page_frame.h"
#include "searcher/server/paper_page.h"
#include "searcher/server/parameters.h"
#include "searcher/server/results_page.h"
#include "searcher/server/url.h"

namespace dssearch::server {
namespace {

using Names = std::vector<std::string_view>;

// The names of several lists, one after the other.
Names Joined(std::initializer_list<Names> lists) {
  Names joined;
  for (const Names& list : lists) joined.insert(joined.end(), list.begin(), list.end());
  return joined;
}

const Names kLimitName = {"limit"};
const Names kUiName = {"ui"};
const Names kSuggestNames = {"q", "limit", "format"};
// What is searched for; then, which part of what is found.
const Names kWantedNames =
    Joined({{"q"}, FilterFields(), {"since", "until", "last", "match", "translate"}});
const Names kListNames = Joined({kWantedNames, {"sort", "limit", "offset"}});
const Names kSearchNames = Joined({kListNames, {"facets", "explain"}});
const Names kExportNames = Joined({{"format"}, kListNames});
const Names kFeedNames = Joined({kWantedNames, kLimitName, kUiName});
const Names kPageNames = Joined({kListNames, kUiName});

// What the page counts: of the domains more, since they have a place of their own.
std::vector<FacetRequest> PageFacets() {
  std::vector<FacetRequest> facets;
  for (const FacetField& field : FacetFields()) {
    FacetRequest& facet = facets.emplace_back(std::string(field.name));
    if (field.values == FacetField::Values::kTexts) facet.limit = facets.size() == 1 ? 30 : 20;
  }
  return facets;
}

// Hits on a page, and entries of a feed.
constexpr std::size_t kPageHits = 10;
constexpr std::size_t kFeedHits = 30;
constexpr std::size_t kMaxSuggestions = 50;

// Whether a path is what a route says, and what stands at its {id}.
bool Fits(std::string_view pattern, std::string_view path, std::string& id) {
  const auto open = pattern.find('{');
  if (open == std::string_view::npos) return pattern == path;
  const std::string_view before = pattern.substr(0, open);
  const std::string_view after = pattern.substr(pattern.find('}') + 1);
  if (path.size() <= before.size() + after.size() || !path.starts_with(before) ||
      !path.ends_with(after))
    return false;
  id = path.substr(before.size(), path.size() - before.size() - after.size());
  return true;
}

// FNV-1a, 64 bits: the same for the same answer, also after a restart.
std::string Tag(std::initializer_list<std::string_view> parts) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  const auto add = [&hash](unsigned char byte) { hash = (hash ^ byte) * 0x100000001b3U; };
  for (const std::string_view part : parts) {
    for (const char c : part) add(static_cast<unsigned char>(c));
    add(0);
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string tag = "W/\"";
  for (int shift = 60; shift >= 0; shift -= 4) tag += kHex[(hash >> shift) & 15];
  return tag + '"';
}

// Whether a tag stands in If-None-Match, where W/ makes no difference.
bool Has(const std::string& if_none_match, std::string_view tag) {
  return if_none_match.find(tag.substr(tag.find('"'))) != std::string::npos;
}

// What stands before the path in absolute addresses. The client says what host
// it asked; what it says may be anything, so it is not used unless it is a host.
std::string Origin(const HttpRequest& request) {
  const bool host =
      !request.host.empty() &&
      std::all_of(request.host.begin(), request.host.end(), [](unsigned char c) {
        return std::isalnum(c) != 0 ||
               std::string_view(".-:[]").find(static_cast<char>(c)) != std::string_view::npos;
      });
  return (request.encrypted ? "https://" : "http://") + (host ? request.host : "localhost");
}

std::string QueryString(const HttpRequest& request) {
  const auto mark = request.target.find('?');
  return mark == std::string::npos ? "" : Url("", request.parameters).text();
}

HttpResponse Json(std::string text) {
  text += '\n';
  return {.body = std::move(text), .cache_control = "no-cache"};
}

struct NotFound : Error {
  NotFound(const std::string& what, const std::string& hint)
      : Error(ErrorCode::kInvalidRequest, what, hint) {}
};

// The beginning of a text, of whole characters.
std::string Beginning(std::string_view text) {
  std::size_t size = std::min<std::size_t>(text.size(), 100);
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return std::string(text.substr(0, size));
}

void CheckNames(const Parameters& parameters, std::span<const std::string_view> known) {
  for (const auto& [name, value] : parameters) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string names;
    for (const std::string_view one : known) names.append(names.empty() ? "" : ", ").append(one);
    throw Error(ErrorCode::kInvalidRequest, "there is no parameter '" + Beginning(name) + "'",
                names.empty() ? "there are none here" : "there are " + names);
  }
}

[[noreturn]] void NoPaper(const std::string& id) {
  throw NotFound("there is no paper '" + id + "'", "GET /api/search finds papers and their ids");
}

std::vector<Paper> PapersOf(const SearchResponse& response) {
  std::vector<Paper> papers;
  for (const Hit& hit : response.hits) papers.push_back(hit.paper);
  return papers;
}

std::string_view TypeOf(std::string_view file) {
  if (file.ends_with(".css")) return "text/css";
  if (file.ends_with(".js")) return "text/javascript";
  if (file.ends_with(".svg")) return "image/svg+xml";
  return "application/octet-stream";
}

// Others link to a page with parameters of theirs (utm_source): it has none of these.
// And its form sends a span that was chosen together with dates that were typed since,
// which take its place.
HttpRequest OfPage(std::span<const std::string_view> known, HttpRequest request) {
  const bool dated = !ValueOf(request.parameters, "since").empty() ||
                     !ValueOf(request.parameters, "until").empty();
  std::erase_if(request.parameters, [&](const auto& one) {
    return std::find(known.begin(), known.end(), one.first) == known.end() ||
           (dated && one.first == "last");
  });
  return request;
}

PageContext ContextOf(const Searcher& searcher, const HttpRequest& request) {
  return {searcher, Url(request.path, request.parameters), request.languages};
}

}  // namespace

std::span<const Routes::Route> Routes::Table() {
  static const std::array kTable = {
      Route{.path = "/",
            .answer = &Routes::ResultsPage,
            .parameters = kPageNames,
            .searches = true,
            .page = true},
      Route{.path = "/papers/{id}",
            .answer = &Routes::PaperPage,
            .parameters = kUiName,
            .searches = true,
            .page = true},
      Route{.path = "/api/search",
            .answer = &Routes::Search,
            .parameters = kSearchNames,
            .posts = true,
            .searches = true},
      Route{.path = "/api/suggest",
            .answer = &Routes::Suggest,
            .parameters = kSuggestNames,
            .searches = true},
      Route{.path = "/api/papers/{id}/similar",
            .answer = &Routes::Similar,
            .parameters = kLimitName,
            .searches = true},
      Route{.path = "/api/papers/{id}", .answer = &Routes::GetPaper, .searches = true},
      Route{.path = "/api/export",
            .answer = &Routes::Export,
            .parameters = kExportNames,
            .searches = true},
      Route{.path = "/api/stats", .answer = &Routes::Stats},
      Route{.path = "/feed.atom",
            .answer = &Routes::Feed,
            .parameters = kFeedNames,
            .searches = true},
      Route{.path = "/opensearch.xml", .answer = &Routes::OpenSearch},
      Route{.path = "/openapi.json", .answer = &Routes::OpenApi},
      Route{.path = "/healthz", .answer = &Routes::Health},
      Route{.path = "/metrics", .answer = &Routes::MetricsText},
      Route{.path = "/assets/{file}", .answer = &Routes::Asset},
  };
  return kTable;
}

Routes::Routes(const Searcher& searcher, const Settings& settings)
    : searcher_(searcher),
      limiter_(settings.max_running, settings.max_queued, settings.queue_timeout) {}

HttpResponse Routes::Answer(const HttpRequest& request) {
  for (const Route& route : Table()) {
    std::string id;
    if (!Fits(route.path, request.path, id)) continue;
    HttpResponse response =
        Run(route, route.page ? OfPage(route.parameters, request) : request, id);
    response.route = route.path;
    return response;
  }
  return Failure(nullptr, OfPage(kUiName, request), 404, "not_found",
                 "there is nothing at this address", "GET /openapi.json shows what there is");
}

HttpResponse Routes::Run(const Route& route, const HttpRequest& request, const std::string& id) {
  if (request.method != "GET" && !(route.posts && request.method == "POST")) {
    HttpResponse refused = Failure(&route, request, 405, "method_not_allowed",
                                   "this address does not take " + request.method.substr(0, 20),
                                   route.posts ? "use GET or POST" : "use GET");
    refused.headers.emplace_back("Allow", route.posts ? "GET, HEAD, POST" : "GET, HEAD");
    return refused;
  }
  try {
    CheckParameters(request.parameters);
    if (!route.page) CheckNames(request.parameters, route.parameters);
    if (!route.searches) return (this->*route.answer)(request, id);
    // The state before the search: if it changes meanwhile, the tag is an old
    // one, and the next request gets a new answer.
    const std::string etag = request.method != "GET"
                                 ? ""
                                 : Tag({searcher_.state().token, AssetsVersion(), Today(),
                                        request.target, request.languages, Origin(request)});
    HttpResponse response;
    if (!etag.empty() && Has(request.if_none_match, etag)) {
      response.status = 304;
      response.cache_control = "no-cache";
    } else {
      const ConcurrencyLimiter::Permit permit(limiter_);
      if (!permit) {
        response = Failure(&route, request, 503, "busy", "too many requests at the moment",
                           "try again in a second");
        response.headers.emplace_back("Retry-After", "1");
        return response;
      }
      response = (this->*route.answer)(request, id);
    }
    response.etag = etag;
    return response;
  } catch (const NotFound& e) {
    return Failure(&route, request, 404, "not_found", e.what(), e.hint());
  } catch (const Error& e) {
    switch (e.code()) {
      case ErrorCode::kInvalidRequest:
        return Failure(&route, request, 400, "invalid_request", e.what(), e.hint());
      case ErrorCode::kInternal:
        return Failure(&route, request, 500, "internal", e.what(), e.hint());
      default:
        return Failure(&route, request, 503, "index_unavailable", e.what(), e.hint());
    }
  } catch (const std::exception& e) {
    return Failure(&route, request, 500, "internal", e.what(), "please report this");
  }
}

HttpResponse Routes::Failure(const Route* route, const HttpRequest& request, int status,
                             std::string_view code, std::string_view what,
                             std::string_view hint) const {
  // Where there is no route, whoever reads HTML gets it.
  const bool page =
      route != nullptr ? route->page : request.accepted.find("text/html") != std::string::npos;
  HttpResponse response{.status = status};
  if (page) {
    response.type = "text/html";
    response.body = RenderErrorPage(ContextOf(searcher_, request), status, what, hint);
  } else {
    response.body = ErrorJson(code, what, hint) + '\n';
  }
  return response;
}

HttpResponse Routes::Search(const HttpRequest& request, const std::string& /*id*/) const {
  Parameters parameters = request.parameters;
  if (request.method == "POST" && request.content_type == "application/json") {
    const auto members = ReadMembers(request.body);
    if (!members)
      throw Error(ErrorCode::kInvalidRequest, "the body is no JSON object of texts and numbers",
                  R"({"q": "推理", "domain": ["数学推理"], "limit": 10})");
    CheckNames(*members, kSearchNames);
    parameters.insert(parameters.end(), members->begin(), members->end());
  } else if (request.method == "POST" && !(request.body.empty() && request.content_type.empty()) &&
             request.content_type != "application/x-www-form-urlencoded") {
    throw Error(ErrorCode::kInvalidRequest, "the body is neither JSON nor a form",
                "Content-Type: application/json");
  }
  return Json(ToJson(searcher_.Search(ToSearchRequest(parameters, {.today = Today()}))));
}

HttpResponse Routes::Suggest(const HttpRequest& request, const std::string& /*id*/) const {
  const std::string_view typed = ValueOf(request.parameters, "q");
  std::size_t limit = 8;
  if (const std::string_view wanted = ValueOf(request.parameters, "limit"); !wanted.empty())
    limit = NumberOf("limit", wanted, kMaxSuggestions);
  const std::string_view format = ValueOf(request.parameters, "format");
  if (!format.empty() && format != "json" && format != "opensearch")
    throw Error(ErrorCode::kInvalidRequest, "there is no such format",
                "format is json or opensearch");
  const bool opensearch = format == "opensearch";
  HttpResponse response = Json(SuggestionsJson(typed, searcher_.Suggest(typed, limit), opensearch));
  if (opensearch) response.type = "application/x-suggestions+json";
  return response;
}

HttpResponse Routes::GetPaper(const HttpRequest& /*request*/, const std::string& id) const {
  CheckText("the id", id);
  const auto paper = searcher_.Get(id);
  if (!paper) NoPaper(id);
  return Json(ToJson(*paper));
}

HttpResponse Routes::Similar(const HttpRequest& request, const std::string& id) const {
  CheckText("the id", id);
  if (!searcher_.Get(id)) NoPaper(id);
  std::size_t limit = 10;
  if (const std::string_view wanted = ValueOf(request.parameters, "limit"); !wanted.empty())
    limit = NumberOf("limit", wanted, kMaxHits);
  return Json(ToJson(searcher_.Similar(id, limit)));
}

HttpResponse Routes::Export(const HttpRequest& request, const std::string& /*id*/) const {
  const std::string_view name = ValueOf(request.parameters, "format");
  const auto format = ExportFormatNamed(name);
  if (!format)
    throw Error(ErrorCode::kInvalidRequest,
                name.empty() ? "there is no format" : "there is no such format",
                "format is bibtex, ris, csl, gbt7714, jsonl, csv or ids");
  const SearchRequest search = ToSearchRequest(
      request.parameters,
      {.today = Today(), .limit = kMaxExported, .facets = {}, .snippet_cells = 0}, kMaxExported);
  HttpResponse response;
  response.body = dssearch::Export(PapersOf(searcher_.Search(search)), *format, search.today);
  response.cache_control = "no-cache";
  struct Type {
    std::string_view type;
    std::string_view extension;
  };
  const auto [type, extension] = [&]() -> Type {
    switch (*format) {
      case ExportFormat::kBibtex:
        return {"application/x-bibtex", "bib"};
      case ExportFormat::kRis:
        return {"application/x-research-info-systems", "ris"};
      case ExportFormat::kCsl:
        return {"application/vnd.citationstyles.csl+json", "json"};
      case ExportFormat::kJsonl:
        return {"application/x-ndjson", "jsonl"};
      case ExportFormat::kCsv:
        return {"text/csv", "csv"};
      case ExportFormat::kGbt7714:
      case ExportFormat::kIds:
        break;
    }
    return {"text/plain", "txt"};
  }();
  response.type = type;
  response.headers.emplace_back("Content-Disposition",
                                "attachment; filename=\"papers." + std::string(extension) + "\"");
  return response;
}

HttpResponse Routes::Stats(const HttpRequest& /*request*/, const std::string& /*id*/) const {
  return Json(ToJson(searcher_.state()));
}

HttpResponse Routes::Health(const HttpRequest& /*request*/, const std::string& /*id*/) const {
  HttpResponse response = Json(ToJson(searcher_.state()));
  response.cache_control = "no-store";
  return response;
}

HttpResponse Routes::MetricsText(const HttpRequest& /*request*/, const std::string& /*id*/) const {
  return {.type = "text/plain; version=0.0.4",
          .body = metrics_.Text(searcher_.state(), limiter_.queued())};
}

HttpResponse Routes::Feed(const HttpRequest& request, const std::string& /*id*/) const {
  const SearchRequest search = ToSearchRequest(request.parameters, {.today = Today(),
                                                                    .sort = Sort::kNewest,
                                                                    .limit = kFeedHits,
                                                                    .facets = {},
                                                                    .snippet_cells = 0});
  return {.type = "application/atom+xml",
          .body = AtomFeed(searcher_.Search(search), Origin(request), QueryString(request)),
          .cache_control = "no-cache"};
}

HttpResponse Routes::OpenSearch(const HttpRequest& request, const std::string& /*id*/) const {
  return {.type = "application/opensearchdescription+xml",
          .body = OpenSearchDescription(Origin(request)),
          .cache_control = "no-cache"};
}

HttpResponse Routes::OpenApi(const HttpRequest& /*request*/, const std::string& /*id*/) const {
  return {.body = OpenApiText(), .cache_control = "no-cache"};
}

HttpResponse Routes::Asset(const HttpRequest& /*request*/, const std::string& id) const {
  // VERSION/NAME: another version of a file is another address.
  const auto slash = id.find('/');
  const AssetFile* file =
      slash == std::string::npos ? nullptr : FindAsset(std::string_view(id).substr(slash + 1));
  if (file == nullptr) throw NotFound("there is no such file", "");
  const bool current = std::string_view(id).substr(0, slash) == AssetsVersion();
  return {.type = std::string(TypeOf(file->name)),
          .body = std::string(file->content),
          .cache_control = current ? "public, max-age=31536000, immutable" : "no-cache"};
}

HttpResponse Routes::ResultsPage(const HttpRequest& request, const std::string& /*id*/) const {
  SearchRequest search = ToSearchRequest(
      request.parameters, {.today = Today(), .limit = kPageHits, .facets = PageFacets()});
  // Without words nothing is more relevant than anything else.
  if (IsBlank(search.query)) search.query.clear();
  if (search.query.empty() && search.sort == Sort::kRelevance) search.sort = Sort::kNewest;
  return {.type = "text/html",
          .body = RenderResultsPage(ContextOf(searcher_, request), search),
          .cache_control = "no-cache"};
}

HttpResponse Routes::PaperPage(const HttpRequest& request, const std::string& id) const {
  CheckText("the id", id);
  const auto paper = searcher_.Get(id);
  if (!paper) NoPaper(id);
  return {.type = "text/html",
          .body = RenderPaperPage(ContextOf(searcher_, request), *paper, Today()),
          .cache_control = "no-cache"};
}

}  // namespace dssearch::server
