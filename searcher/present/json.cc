#include "searcher/present/json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace dssearch {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kOneLine = -1;  // An indent of the JSON library.

std::string Dump(const Json& json, int indent = 2) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json OrNull(const std::string& text) { return text.empty() ? Json() : Json(text); }

// Clients count characters in different units, so a snippet is a list of parts and not of offsets.
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

// The fields of a paper that hits have.
Json BriefPaperJson(const Paper& paper) {
  return {{"id", paper.id},          {"title", paper.title}, {"titleZh", paper.title_zh},
          {"domain", paper.domains}, {"date", paper.date},   {"authors", paper.authors},
          {"url", paper.url},        {"venue", paper.venue}, {"doi", paper.doi},
          {"tags", paper.tags}};
}

// The fields that hits have only where all are wanted.
void AddRest(Json& json, const Paper& paper) {
  json["identifiers"] = paper.identifiers;
  json["keywordsZh"] = paper.keywords_zh;
  json["keywordsEn"] = paper.keywords_en;
  json["summaryZh"] = paper.summary_zh;
  json["contributionZh"] = paper.contribution_zh;
  json["summaryEn"] = paper.summary_en;
  json["contributionEn"] = paper.contribution_en;
  json["note"] = paper.note;
}

Json ToJson(const std::vector<TermExpansion>& translations) {
  Json json = Json::array();
  for (const TermExpansion& translation : translations) {
    json.push_back({{"term", translation.term},
                    {"added", translation.added},
                    {"strength", translation.strength}});
    if (!translation.dropped.empty()) json.back()["dropped"] = translation.dropped;
  }
  return json;
}

Json ToJson(const IndexRun& run) { return {{"commit", OrNull(run.commit)}, {"time", run.time}}; }

Json ToJson(const Hit& hit, bool explained, const JsonOptions& options) {
  Json snippets = Json::array();
  for (const Snippet& snippet : hit.snippets) snippets.push_back(ToJson(snippet));
  Json json = BriefPaperJson(hit.paper);
  if (options.full_records) AddRest(json, hit.paper);
  json["score"] = hit.score;
  json["also"] = hit.also ? Json{{"id", hit.also->id}, {"title", hit.also->title}} : Json();
  json["added"] = ToJson(hit.added);
  json["changed"] = ToJson(hit.changed);
  json["snippets"] = std::move(snippets);
  if (explained) {
    json["explanation"] = Json::array();
    for (const Evidence& evidence : hit.evidence) json["explanation"].push_back(ToJson(evidence));
  }
  return json;
}

// What is said of a search in all forms of JSON.
Json SummaryJson(const SearchResponse& response) {
  const SearchRequest& request = response.request;
  Json notes = Json::array();
  for (const Note& note : response.notes) notes.push_back(note.text());
  return {{"query", request.query},
          {"match", NameOf(kMatches, response.match)},
          {"dates", OrNull(response.dates)},
          {"total", response.total},
          {"tookMs", std::round(response.took_ms * 1000) / 1000},
          {"offset", request.offset},
          {"limit", request.limit == kNoLimit ? Json() : Json(request.limit)},
          {"sort", NameOf(kSorts, request.sort)},
          {"notes", std::move(notes)},
          {"translations", ToJson(response.translations)},
          {"suggestion", OrNull(response.suggestion)},
          {"corrected", response.corrected}};
}

void AddUnlessEmpty(Json& json, const char* name, Json value) {
  const bool empty =
      value.is_string() ? value.get_ref<const std::string&>().empty() : value.empty();
  if (!empty) json[name] = std::move(value);
}

Json CslName(const NameParts& name) {
  if (name.IsWhole()) return {{"literal", name.family}};
  Json json = {{"family", name.family}};
  AddUnlessEmpty(json, "given", name.given);
  AddUnlessEmpty(json, "non-dropping-particle", name.particle);
  AddUnlessEmpty(json, "suffix", name.suffix);
  return json;
}

}  // namespace

std::string ToJson(const SearchResponse& response, const JsonOptions& options) {
  const SearchRequest& request = response.request;
  Json json;
  AddUnlessEmpty(json, "name", options.name);
  json.update(SummaryJson(response));
  json["hits"] = Json::array();
  for (const Hit& hit : response.hits)
    json["hits"].push_back(ToJson(hit, request.explain, options));
  Json facets = Json::object();
  Json values = Json::object();
  for (const Facet& facet : response.facets) {
    Json counts = Json::array();
    for (const FacetCount& count : facet.counts) counts.push_back(ToJson(count));
    facets[facet.field] = std::move(counts);
    values[facet.field] = facet.values;
  }
  json["facets"] = std::move(facets);
  json["facetValues"] = std::move(values);
  if (request.explain) json["tree"] = response.tree;
  return Dump(json);
}

std::string QueryLine(const SearchResponse& summary, const JsonOptions& options) {
  Json json = {{"type", "query"}, {"name", OrNull(options.name)}};
  json.update(SummaryJson(summary));
  json.erase("tookMs");
  if (summary.request.explain) json["tree"] = summary.tree;
  return Dump(json, kOneLine);
}

std::string HitLine(const Hit& hit, std::size_t rank, const SearchRequest& request,
                    const JsonOptions& options) {
  Json json = {
      {"type", "hit"}, {"name", OrNull(options.name)}, {"query", request.query}, {"rank", rank}};
  json.update(ToJson(hit, request.explain, options));
  return Dump(json, kOneLine);
}

std::string ToJson(const Verdict& verdict) {
  Json conditions = Json::array();
  for (const Condition& condition : verdict.conditions)
    conditions.push_back({{"text", condition.text}, {"holds", condition.holds}});
  return Dump({{"id", verdict.id},
               {"known", verdict.known},
               {"found", verdict.found},
               {"match", NameOf(kMatches, verdict.match)},
               {"conditions", std::move(conditions)}});
}

std::string ToJson(const AnalyzedText& text) {
  Json terms = Json::array();
  for (const AnalyzedTerm& term : text.terms)
    terms.push_back({{"text", term.text},
                     {"kind", term.kind},
                     {"stem", OrNull(term.stem)},
                     {"counts", term.scores},
                     {"position", term.position},
                     {"positions", term.position_length},
                     {"bytes", {term.span.begin, term.span.end}}});
  return Dump({{"folded", text.folded}, {"terms", std::move(terms)}});
}

std::string ToJson(const Paper& paper) {
  Json json = BriefPaperJson(paper);
  AddRest(json, paper);
  return Dump(json);
}

std::string ToJson(const std::vector<Hit>& hits, const JsonOptions& options) {
  Json list = Json::array();
  for (const Hit& hit : hits) list.push_back(ToJson(hit, false, options));
  return Dump({{"hits", std::move(list)}});
}

std::string ToJson(const IndexState& state) {
  return Dump({{"commit", state.commit}, {"papers", state.papers}});
}

std::string SuggestionsJson(std::string_view query, const std::vector<std::string>& suggestions,
                            bool opensearch) {
  if (opensearch) return Dump(Json::array({query, suggestions}));
  return Dump({{"query", query}, {"suggestions", suggestions}});
}

std::string ErrorJson(std::string_view code, std::string_view message, std::string_view hint) {
  return Dump({{"error", {{"code", code}, {"message", message}, {"hint", hint}}}});
}

std::string RecordJson(const Paper& paper) {
  Json json = {{"id", paper.id}};
  AddUnlessEmpty(json, "title", paper.title);
  AddUnlessEmpty(json, "title_zh", paper.title_zh);
  AddUnlessEmpty(json, "authors", paper.authors);
  AddUnlessEmpty(json, "date", paper.date);
  AddUnlessEmpty(json, "domain", paper.domains);
  AddUnlessEmpty(json, "url", paper.url);
  AddUnlessEmpty(json, "venue", paper.venue);
  AddUnlessEmpty(json, "doi", paper.doi);
  AddUnlessEmpty(json, "identifiers", paper.identifiers);
  AddUnlessEmpty(json, "keywords_zh", paper.keywords_zh);
  AddUnlessEmpty(json, "keywords_en", paper.keywords_en);
  AddUnlessEmpty(json, "summary_zh", paper.summary_zh);
  AddUnlessEmpty(json, "contribution_zh", paper.contribution_zh);
  AddUnlessEmpty(json, "summary_en", paper.summary_en);
  AddUnlessEmpty(json, "contribution_en", paper.contribution_en);
  AddUnlessEmpty(json, "tags", paper.tags);
  AddUnlessEmpty(json, "note", paper.note);
  return Dump(json, kOneLine);
}

std::string CslJson(const std::vector<CslItem>& items) {
  Json list = Json::array();
  for (const CslItem& item : items) {
    Json authors = Json::array();
    for (const NameParts& name : item.authors) authors.push_back(CslName(name));
    Json json = {{"id", item.id}, {"type", item.type}};
    AddUnlessEmpty(json, "title", item.title);
    AddUnlessEmpty(json, "author", std::move(authors));
    if (!item.date.empty()) json["issued"] = {{"date-parts", Json::array({item.date})}};
    AddUnlessEmpty(json, "container-title", item.venue);
    AddUnlessEmpty(json, "DOI", item.doi);
    AddUnlessEmpty(json, "URL", item.url);
    AddUnlessEmpty(json, "abstract", item.abstract);
    AddUnlessEmpty(json, "keyword", item.keywords);
    AddUnlessEmpty(json, "note", item.note);
    AddUnlessEmpty(json, "language", item.language);
    for (const auto& [name, values] : item.custom)
      json["custom"][name] = values.size() == 1 ? Json(values.front()) : Json(values);
    list.push_back(std::move(json));
  }
  return Dump(list);
}

std::optional<std::vector<std::pair<std::string, std::string>>> ReadMembers(std::string_view text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object()) return std::nullopt;
  std::vector<std::pair<std::string, std::string>> members;
  for (const auto& [name, value] : json.items()) {
    for (const Json& element : value.is_array() ? value : Json::array({value})) {
      if (element.is_structured()) return std::nullopt;
      if (!element.is_null())
        members.emplace_back(name,
                             element.is_string() ? element.get<std::string>() : element.dump());
    }
  }
  return members;
}

}  // namespace dssearch
