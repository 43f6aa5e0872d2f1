#include "searcher/server/api_handlers.h"

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "dssearch/export.h"
#include "searcher/present/json.h"
#include "searcher/server/openapi.h"
#include "searcher/server/parameters.h"

namespace dssearch::server {
namespace {

constexpr std::size_t kSuggestions = 8;
constexpr std::size_t kMaxSuggestions = 50;
constexpr std::size_t kSimilarPapers = 10;

HttpResponse JsonResponse(std::string text) {
  text += '\n';
  return {.body = std::move(text), .cache_control = "no-cache"};
}

std::size_t LimitOf(const HttpRequest& request, std::size_t by_default, std::size_t max) {
  const std::string_view wanted = ValueOf(request.parameters, "limit");
  return wanted.empty() ? by_default : NumberOf("limit", wanted, max);
}

std::vector<Paper> PapersOf(const SearchResponse& response) {
  std::vector<Paper> papers;
  for (const Hit& hit : response.hits) papers.push_back(hit.paper);
  return papers;
}

struct FileType {
  std::string_view content_type;
  std::string_view extension;
};

FileType FileTypeOf(ExportFormat format) {
  switch (format) {
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
}

}  // namespace

HttpResponse HandleSearch(const HandlerContext& context, const HttpRequest& request,
                          const std::string& /*id*/) {
  Parameters parameters = request.parameters;
  if (request.method == "POST" && request.content_type == "application/json") {
    const auto members = ReadMembers(request.body);
    if (!members)
      throw Error(ErrorCode::kInvalidRequest, "the body is no JSON object of texts and numbers",
                  R"({"q": "推理", "domain": ["数学推理"], "limit": 10})");
    CheckNames(*members, SearchParameterNames());
    parameters.insert(parameters.end(), members->begin(), members->end());
  } else if (request.method == "POST" && !(request.body.empty() && request.content_type.empty()) &&
             request.content_type != "application/x-www-form-urlencoded") {
    throw Error(ErrorCode::kInvalidRequest, "the body is neither JSON nor a form",
                "Content-Type: application/json");
  }
  const std::string_view ui = ValueOf(parameters, "ui");
  if (!ui.empty() && ui != "en" && ui != "zh")
    throw Error(ErrorCode::kInvalidRequest, "there is no ui '" + std::string(ui) + "'",
                "ui is one of en, zh");
  return JsonResponse(ToJson(context.searcher.Search(
      ToSearchRequest(parameters, {.today = Today(), .prefer_chinese = ui == "zh"}))));
}

HttpResponse HandleSuggest(const HandlerContext& context, const HttpRequest& request,
                           const std::string& /*id*/) {
  const std::string_view prefix = ValueOf(request.parameters, "q");
  const std::size_t limit = LimitOf(request, kSuggestions, kMaxSuggestions);
  const std::string_view format = ValueOf(request.parameters, "format");
  if (!format.empty() && format != "json" && format != "opensearch")
    throw Error(ErrorCode::kInvalidRequest, "there is no such format",
                "format is json or opensearch");
  const bool opensearch = format == "opensearch";
  HttpResponse response =
      JsonResponse(SuggestionsJson(prefix, context.searcher.Suggest(prefix, limit), opensearch));
  if (opensearch) response.type = "application/x-suggestions+json";
  return response;
}

HttpResponse HandlePaper(const HandlerContext& context, const HttpRequest& /*request*/,
                         const std::string& id) {
  return JsonResponse(ToJson(FindPaper(context.searcher, id)));
}

HttpResponse HandleSimilar(const HandlerContext& context, const HttpRequest& request,
                           const std::string& id) {
  // Similar returns no hits for an unknown id, which is an error here.
  FindPaper(context.searcher, id);
  const std::size_t limit = LimitOf(request, kSimilarPapers, kMaxHits);
  return JsonResponse(ToJson(context.searcher.Similar(id, limit)));
}

HttpResponse HandleExport(const HandlerContext& context, const HttpRequest& request,
                          const std::string& /*id*/) {
  const std::string_view name = ValueOf(request.parameters, "format");
  const auto format = ExportFormatNamed(name);
  if (!format)
    throw Error(ErrorCode::kInvalidRequest,
                name.empty() ? "there is no format" : "there is no such format",
                "format is bibtex, ris, csl, gbt7714, jsonl, csv or ids");
  const SearchRequest search = ToSearchRequest(
      request.parameters,
      {.today = Today(), .limit = kMaxExported, .facets = {}, .snippet_cells = 0}, kMaxExported);
  const FileType file_type = FileTypeOf(*format);
  HttpResponse response;
  response.type = file_type.content_type;
  response.body = Export(PapersOf(context.searcher.Search(search)), *format, search.today);
  response.cache_control = "no-cache";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"papers." +
                                                           std::string(file_type.extension) + "\"");
  return response;
}

HttpResponse HandleStats(const HandlerContext& context, const HttpRequest& /*request*/,
                         const std::string& /*id*/) {
  return JsonResponse(ToJson(context.searcher.state()));
}

HttpResponse HandleHealth(const HandlerContext& context, const HttpRequest& /*request*/,
                          const std::string& /*id*/) {
  HttpResponse response = JsonResponse(ToJson(context.searcher.state()));
  response.cache_control = "no-store";
  return response;
}

HttpResponse HandleMetrics(const HandlerContext& context, const HttpRequest& /*request*/,
                           const std::string& /*id*/) {
  return {.type = "text/plain; version=0.0.4",
          .body = context.metrics.Text(context.searcher.state(), context.limiter.queued())};
}

HttpResponse HandleOpenApi(const HandlerContext& /*context*/, const HttpRequest& /*request*/,
                           const std::string& /*id*/) {
  return {.body = OpenApiText(), .cache_control = "no-cache"};
}

}  // namespace dssearch::server
