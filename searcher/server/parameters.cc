#include "searcher/server/parameters.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include "dssearch/error.h"
#include "dssearch/field.h"
#include "searcher/present/utf8.h"

namespace dssearch::server {
namespace {

[[noreturn]] void Refuse(const std::string& what, const std::string& hint) {
  throw Error(ErrorCode::kInvalidRequest, what, hint);
}

constexpr Choice<bool> kFlags[] = {{"true", true}, {"false", false}};

// The choice that a value names; an error lists all choices.
template <typename Value, std::size_t kSize>
Value ChoiceOf(const std::string& name, const std::string& value,
               const Choice<Value> (&choices)[kSize]) {
  if (const std::optional<Value> found = ValueNamed(choices, value)) return *found;
  Refuse("there is no " + name + " '" + value + "'", name + " is one of " + NamesOf(choices));
}

// Adds the facets of a list such as "domain,date:year".
void AddFacets(std::string_view list, std::vector<FacetRequest>& facets) {
  while (!list.empty()) {
    const auto comma = list.find(',');
    if (comma != 0) {
      FacetRequest& facet = facets.emplace_back(std::string(list.substr(0, comma)));
      if (facet.limit > kMaxFacetValues)
        Refuse("a facet lists at most " + std::to_string(kMaxFacetValues) + " values at once",
               "facets=author:1000:1000 lists the second thousand");
    }
    list = comma == std::string_view::npos ? "" : list.substr(comma + 1);
  }
}

// The first 100 bytes of a text, or fewer so that no character is cut.
std::string Prefix(std::string_view text) {
  std::size_t size = std::min<std::size_t>(text.size(), 100);
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return std::string(text.substr(0, size));
}

}  // namespace

const std::vector<std::string_view>& FilterFields() {
  static const std::vector<std::string_view> kNames = [] {
    std::vector<std::string_view> names;
    for (const FacetField& field : FacetFields())
      if (field.values != FacetField::Values::kDates) names.push_back(field.name);
    return names;
  }();
  return kNames;
}

bool IsFilter(std::string_view name) {
  const std::vector<std::string_view>& names = FilterFields();
  return std::find(names.begin(), names.end(), name) != names.end();
}

const ParameterNames& QueryParameterNames() {
  static const ParameterNames kNames =
      Joined({"q"}, Joined(FilterFields(), {"since", "until", "last", "match", "translate",
                                            "untranslated", "correct", "fold"}));
  return kNames;
}

const ParameterNames& HitListParameterNames() {
  static const ParameterNames kNames = Joined(QueryParameterNames(), {"sort", "limit", "offset"});
  return kNames;
}

const ParameterNames& SearchParameterNames() {
  static const ParameterNames kNames =
      Joined(HitListParameterNames(), {"facets", "fields", "explain", "ui"});
  return kNames;
}

ParameterNames Joined(ParameterNames first, const ParameterNames& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

void CheckNames(const Parameters& parameters, std::span<const std::string_view> known) {
  for (const auto& [name, value] : parameters) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string names;
    for (const std::string_view known_name : known)
      names.append(names.empty() ? "" : ", ").append(known_name);
    Refuse("there is no parameter '" + Prefix(name) + "'",
           names.empty() ? "there are none here" : "there are " + names);
  }
}

bool IsBlank(std::string_view query) {
  return query.find_first_not_of(' ') == std::string_view::npos;
}

void CheckText(std::string_view name, std::string_view value) {
  if (value.size() > kMaxQueryBytes)
    Refuse("'" + std::string(name) + "' is too long",
           "at most " + std::to_string(kMaxQueryBytes) + " bytes of UTF-8");
  if (!IsUtf8(value))
    Refuse("'" + std::string(name) + "' is not UTF-8", "encode it as UTF-8, then as %XX");
}

std::size_t NumberOf(std::string_view name, std::string_view value, std::size_t max) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (value.empty() || error != std::errc() || end != value.data() + value.size() || number > max)
    Refuse("'" + std::string(name) + "' is no number from 0 to " + std::to_string(max),
           std::string(name) + "=10");
  return number;
}

void CheckParameters(const Parameters& parameters) {
  std::set<std::string_view> seen;
  for (const auto& [name, value] : parameters) {
    CheckText("the name of a parameter", name);
    CheckText(name, value);
    if (!IsFilter(name) && name != "facets" && name != "untranslated" && !seen.insert(name).second)
      Refuse("'" + name + "' is given twice", "give it once");
  }
}

SearchRequest ToSearchRequest(const Parameters& parameters, SearchRequest request,
                              std::size_t max_limit) {
  CheckParameters(parameters);
  bool facets = false;
  for (const auto& [name, value] : parameters) {
    if (name == "q") {
      request.query = value;
    } else if (IsFilter(name)) {
      Filter filter = FilterOf(name, value);
      if (!filter.value.empty()) request.filters.push_back(std::move(filter));
    } else if (name == "since") {
      request.since = value;
    } else if (name == "until") {
      request.until = value;
    } else if (name == "last") {
      request.last = value;
    } else if (name == "match") {
      request.match = ChoiceOf(name, value, kMatches);
    } else if (name == "sort") {
      request.sort = ChoiceOf(name, value, kSorts);
    } else if (name == "limit") {
      request.limit = NumberOf(name, value, max_limit);
    } else if (name == "offset") {
      request.offset = NumberOf(name, value, kMaxOffset);
    } else if (name == "explain") {
      request.explain = ChoiceOf(name, value, kFlags);
    } else if (name == "correct") {
      request.correct = ChoiceOf(name, value, kFlags);
    } else if (name == "translate") {
      request.translate = ChoiceOf(name, value, kFlags);
    } else if (name == "fold") {
      request.fold = ChoiceOf(name, value, kFlags);
    } else if (name == "untranslated") {
      if (!value.empty()) request.untranslated.push_back(value);
    } else if (name == "facets") {
      if (!std::exchange(facets, true)) request.facets.clear();
      AddFacets(value, request.facets);
    }
  }
  for (const std::size_t count :
       {request.filters.size(), request.facets.size(), request.untranslated.size()})
    if (count > kMaxFilters)
      Refuse("too many filters, facets or translations",
             "at most " + std::to_string(kMaxFilters) + " of each");
  return request;
}

std::string_view ValueOf(const Parameters& parameters, std::string_view name) {
  std::string_view found;
  for (const auto& [known, value] : parameters)
    if (known == name) found = value;
  return found;
}

}  // namespace dssearch::server
