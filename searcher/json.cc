#include "searcher/json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace dssearch {
namespace {

using Json = nlohmann::ordered_json;

std::string Dump(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace);
}

const char* ToString(Match match) { return match == Match::kAny ? "any" : "all"; }

// A snippet as parts, since clients count characters in different units.
Json ToJson(const Snippet& snippet) {
  Json parts = Json::array();
  const auto add = [&](std::size_t begin, std::size_t end, bool match) {
    if (begin < end)
      parts.push_back({{"text", snippet.text.substr(begin, end - begin)}, {"match", match}});
  };
  std::size_t done = 0;
  for (const Span& mark : snippet.marks) {
    add(done, mark.begin, false);
    add(mark.begin, mark.end, true);
    done = mark.end;
  }
  add(done, snippet.text.size(), false);
  return {{"field", snippet.field}, {"parts", std::move(parts)}};
}

Json ToJson(const FacetCount& count) {
  Json json = {{"value", count.value}, {"count", count.count}, {"selected", count.selected}};
  if (!count.label_zh.empty()) json["labels"] = {{"zh", count.label_zh}, {"en", count.label_en}};
  return json;
}

Json ToJson(const Evidence& evidence) {
  Json where = Json::object();
  for (const Occurrences& in : evidence.where) where[in.field] = in.count;
  return {{"text", evidence.text},
          {"form", evidence.form},
          {"where", std::move(where)},
          {"score", evidence.score}};
}

Json ToJson(const Hit& hit, bool explained) {
  const Paper& paper = hit.paper;
  Json snippets = Json::array();
  for (const Snippet& snippet : hit.snippets) snippets.push_back(ToJson(snippet));
  Json json = {{"id", paper.id},
               {"title", paper.title},
               {"titleZh", paper.title_zh},
               {"domain", paper.domains},
               {"date", paper.date},
               {"authors", paper.authors},
               {"url", paper.url},
               {"venue", paper.venue},
               {"score", hit.score},
               {"snippets", std::move(snippets)}};
  if (explained) {
    json["explanation"] = Json::array();
    for (const Evidence& evidence : hit.evidence) json["explanation"].push_back(ToJson(evidence));
  }
  return json;
}

}  // namespace

const char* ToString(Sort sort) {
  switch (sort) {
    case Sort::kNewest:
      return "newest";
    case Sort::kOldest:
      return "oldest";
    case Sort::kTitle:
      return "title";
    case Sort::kRelevance:
      break;
  }
  return "relevance";
}

std::string ToJson(const SearchResponse& response) {
  const SearchRequest& request = response.request;
  Json hits = Json::array();
  for (const Hit& hit : response.hits) hits.push_back(ToJson(hit, request.explain));
  Json facets = Json::object();
  Json values = Json::object();
  for (const Facet& facet : response.facets) {
    Json counts = Json::array();
    for (const FacetCount& count : facet.counts) counts.push_back(ToJson(count));
    facets[facet.field] = std::move(counts);
    values[facet.field] = facet.values;
  }
  Json json = {
      {"query", request.query},
      {"match", ToString(response.match)},
      {"dates", response.dates.empty() ? Json() : Json(response.dates)},
      {"total", response.total},
      {"tookMs", std::round(response.took_ms * 1000) / 1000},
      {"offset", request.offset},
      {"limit", request.limit},
      {"sort", ToString(request.sort)},
      {"notes", response.notes},
      {"suggestion", response.suggestion.empty() ? Json() : Json(response.suggestion)},
      {"hits", std::move(hits)},
      {"facets", std::move(facets)},
      {"facetValues", std::move(values)},
  };
  if (request.explain) json["tree"] = response.tree;
  return Dump(json);
}

std::string ToJson(const Verdict& verdict) {
  Json conditions = Json::array();
  for (const Condition& condition : verdict.conditions)
    conditions.push_back({{"text", condition.text}, {"holds", condition.holds}});
  return Dump({{"id", verdict.id},
               {"known", verdict.known},
               {"found", verdict.found},
               {"match", ToString(verdict.match)},
               {"conditions", std::move(conditions)}});
}

std::string ToJson(const AnalyzedText& text) {
  Json terms = Json::array();
  for (const AnalyzedTerm& term : text.terms)
    terms.push_back({{"text", term.text},
                     {"kind", term.kind},
                     {"stem", term.stem.empty() ? Json() : Json(term.stem)},
                     {"counts", term.counts},
                     {"position", term.position},
                     {"positions", term.positions},
                     {"bytes", {term.span.begin, term.span.end}}});
  return Dump({{"folded", text.folded}, {"terms", std::move(terms)}});
}

}  // namespace dssearch
