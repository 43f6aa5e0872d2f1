#include "searcher/server/api_handlers.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dssearch/export.h"
#include "searcher/present/json.h"
#include "searcher/server/memory_reserve.h"
#include "searcher/server/openapi.h"
#include "searcher/server/parameters.h"

namespace dssearch::server {
namespace {

constexpr std::size_t kSuggestions = 8;
constexpr std::size_t kMaxSuggestions = 50;
constexpr std::size_t kSimilarPapers = 10;
constexpr std::size_t kExportedAtOnce = 250;

template <typename Write>
HttpResponse JsonResponseOf(const Write& write) {
  const MemoryReserve::Unfailing unfailing;
  return {.body = write() + '\n', .cache_control = "no-cache"};
}

template <typename Value>
HttpResponse JsonResponse(const Value& value) {
  return JsonResponseOf([&value] { return ToJson(value); });
}

std::size_t LimitOf(const HttpRequest& request, std::size_t by_default, std::size_t max) {
  const std::string_view wanted = ValueOf(request.parameters, "limit");
  return wanted.empty() ? by_default : NumberOf("limit", wanted, max);
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
    case ExportFormat::kTsv:
      return {"text/tab-separated-values", "tsv"};
    case ExportFormat::kGbt7714:
    case ExportFormat::kIds:
      break;
  }
  return {"text/plain", "txt"};
}

void SetFile(HttpResponse& response, ExportFormat format, std::uint64_t papers) {
  const FileType file_type = FileTypeOf(format);
  response.type = file_type.content_type;
  response.cache_control = "no-cache";
  response.headers.emplace_back("Content-Disposition", "attachment; filename=\"papers." +
                                                           std::string(file_type.extension) + "\"");
  response.headers.emplace_back("X-Total-Count", std::to_string(papers));
}

// The export of papers that are named. Of a selection that was made a while ago some may be gone.
HttpResponse ExportOf(const HandlerContext& context, const std::vector<std::string>& ids,
                      ExportFormat format) {
  std::vector<Paper> papers;
  for (const std::string& id : ids)
    if (std::optional<Paper> paper = context.searcher.Get(id)) papers.push_back(*std::move(paper));
  HttpResponse response;
  SetFile(response, format, papers.size());
  const MemoryReserve::Unfailing unfailing;
  response.body = Export(papers, format, Today());
  return response;
}

}  // namespace

HttpResponse HandleSearch(const HandlerContext& context, const HttpRequest& request,
                          const std::string& /*id*/) {
  Parameters parameters = request.parameters;
  if (request.method == "POST" && request.content_type == "application/json") {
    const auto members = [&request] {
      const MemoryReserve::Unfailing unfailing;
      return ReadMembers(request.body);
    }();
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
  const std::string_view fields = ValueOf(parameters, "fields");
  if (!fields.empty() && fields != "brief" && fields != "full")
    throw Error(ErrorCode::kInvalidRequest, "there are no fields '" + std::string(fields) + "'",
                "fields is one of brief, full");
  SearchRequest search =
      ToSearchRequest(parameters, {.today = Today(), .prefer_chinese = ui == "zh"});
  for (FacetRequest& facet : search.facets)
    if (facet.limit == 0) facet.limit = kMaxFacetValues;
  const SearchResponse response = context.searcher.Search(search, context.budget);
  return JsonResponseOf([&] { return ToJson(response, {.full_records = fields == "full"}); });
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
  const auto suggestions = context.searcher.Suggest(prefix, limit, context.budget);
  HttpResponse response =
      JsonResponseOf([&] { return SuggestionsJson(prefix, suggestions, opensearch); });
  if (opensearch) response.type = "application/x-suggestions+json";
  return response;
}

HttpResponse HandlePaper(const HandlerContext& context, const HttpRequest& /*request*/,
                         const std::string& id) {
  return JsonResponse(FindPaper(context.searcher, id));
}

HttpResponse HandleSimilar(const HandlerContext& context, const HttpRequest& request,
                           const std::string& id) {
  // Similar returns no hits for an unknown id, which is an error here.
  FindPaper(context.searcher, id);
  const std::size_t limit = LimitOf(request, kSimilarPapers, kMaxHits);
  return JsonResponse(context.searcher.Similar(id, limit, context.budget));
}

HttpResponse HandleExport(const HandlerContext& context, const HttpRequest& request,
                          const std::string& /*id*/) {
  const std::string_view name = ValueOf(request.parameters, "format");
  const auto format = ValueNamed(kExportFormats, name);
  if (!format)
    throw Error(ErrorCode::kInvalidRequest,
                name.empty() ? "there is no format" : "there is no such format",
                "format is one of " + NamesOf(kExportFormats));
  if (const auto ids = ValuesOf(request.parameters, "id", kMaxExportedIds); !ids.empty()) {
    if (request.parameters.size() > ids.size() + 1)
      throw Error(ErrorCode::kInvalidRequest, "'id' names the papers, and other parameters search",
                  "give either: id=A&id=B, or q=WORDS");
    return ExportOf(context, ids, *format);
  }
  const SearchRequest search = ToSearchRequest(
      request.parameters, {.today = Today(), .limit = kNoLimit, .facets = {}, .snippet_cells = 0},
      kNoLimit);
  const auto timeout = context.budget.deadline - std::chrono::steady_clock::now();
  // One state of the index and one exporter for all pieces.
  struct Source {
    Cursor cursor;
    Exporter exporter;
    bool ended = false;
  };
  const auto source = std::make_shared<Source>(
      Source{context.searcher.Open(search, context.budget), Exporter(*format, search.today)});
  const std::uint64_t total = source->cursor.total();
  const std::uint64_t papers =
      std::min<std::uint64_t>(search.limit, total - std::min<std::uint64_t>(search.offset, total));
  HttpResponse response;
  SetFile(response, *format, papers);
  response.more = [source, timeout] {
    if (source->ended) return std::string();
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    const std::vector<Hit> hits = source->cursor.Next(kExportedAtOnce, {.deadline = deadline});
    source->ended = hits.empty();
    const MemoryReserve::Unfailing unfailing;
    return hits.empty() ? source->exporter.Finish() : source->exporter.Add(std::span(hits));
  };
  return response;
}

HttpResponse HandleStats(const HandlerContext& context, const HttpRequest& /*request*/,
                         const std::string& /*id*/) {
  return JsonResponse(context.searcher.state());
}

HttpResponse HandleHealth(const HandlerContext& context, const HttpRequest& /*request*/,
                          const std::string& /*id*/) {
  HttpResponse response = JsonResponse(context.searcher.state());
  response.cache_control = "no-store";
  return response;
}

HttpResponse HandleMetrics(const HandlerContext& context, const HttpRequest& /*request*/,
                           const std::string& /*id*/) {
  Metrics::State state{.threads = context.queue.threads(),
                       .running = context.queue.running(),
                       .waiting = context.queue.waiting()};
  try {
    state.index = context.searcher.state();
    state.cache_bytes = context.searcher.cache_bytes();
  } catch (const Error&) {
    // The metrics say that it is gone.
  }
  return {.type = "text/plain; version=0.0.4", .body = context.metrics.Text(state)};
}

HttpResponse HandleOpenApi(const HandlerContext& /*context*/, const HttpRequest& /*request*/,
                           const std::string& /*id*/) {
  return {.body = OpenApiText(), .cache_control = "no-cache"};
}

}  // namespace dssearch::server
