#include "searcher/present/parameters.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "dssearch/error.h"
#include "dssearch/field.h"

namespace dssearch {
namespace {

constexpr Choice<bool> kFlags[] = {{"true", true}, {"false", false}};

[[noreturn]] void Refuse(const std::string& what, const std::string& hint) {
  throw Error(ErrorCode::kInvalidRequest, what, hint);
}

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
    if (comma != 0) facets.emplace_back(std::string(list.substr(0, comma)));
    list = comma == std::string_view::npos ? "" : list.substr(comma + 1);
  }
}

}  // namespace

const ParameterNames& FilterFields() {
  static const ParameterNames kNames = [] {
    ParameterNames names;
    for (const FacetField& field : FacetFields())
      if (field.values != FacetField::Values::kDates) names.push_back(field.name);
    return names;
  }();
  return kNames;
}

bool IsFilter(std::string_view name) {
  const ParameterNames& names = FilterFields();
  return std::find(names.begin(), names.end(), name) != names.end();
}

const ParameterNames& QueryParameterNames() {
  static const ParameterNames kNames =
      Joined({"q"}, Joined(FilterFields(), {"since", "until", "last", "added_after", "match",
                                            "translate", "untranslated", "correct", "fold"}));
  return kNames;
}

const ParameterNames& HitListParameterNames() {
  static const ParameterNames kNames = Joined(QueryParameterNames(), {"sort", "limit", "offset"});
  return kNames;
}

ParameterNames Joined(ParameterNames first, const ParameterNames& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

std::string TextOf(std::span<const std::string_view> names) {
  std::string text;
  for (const std::string_view name : names) text.append(text.empty() ? "" : ", ").append(name);
  return text;
}

bool MayRepeat(std::string_view name) {
  return IsFilter(name) || name == "facets" || name == "untranslated";
}

SearchRequest RequestOf(const Parameters& parameters, SearchRequest request) {
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
    } else if (name == "added_after") {
      request.added_after = value;
    } else if (name == "match") {
      request.match = ChoiceOf(name, value, kMatches);
    } else if (name == "sort") {
      request.sort = ChoiceOf(name, value, kSorts);
    } else if (name == "limit") {
      request.limit = NumberOf(name, value, kNoLimit);
    } else if (name == "offset") {
      request.offset = NumberOf(name, value, kNoLimit);
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
  return request;
}

Parameters ParametersOf(const SearchRequest& request) {
  const SearchRequest by_default;
  Parameters parameters;
  const auto add = [&parameters](const char* name, const std::string& value) {
    if (!value.empty()) parameters.emplace_back(name, value);
  };
  const auto add_flag = [&add](const char* name, bool value, bool usual) {
    if (value != usual) add(name, NameOf(kFlags, value));
  };
  add("q", request.query);
  for (const Filter& filter : request.filters)
    parameters.emplace_back(filter.field, (filter.exclude ? "!" : "") + filter.value);
  add("since", request.since);
  add("until", request.until);
  add("last", request.last);
  add("added_after", request.added_after);
  if (request.match != by_default.match) add("match", NameOf(kMatches, request.match));
  add_flag("translate", request.translate, by_default.translate);
  for (const std::string& text : request.untranslated) add("untranslated", text);
  add_flag("correct", request.correct, by_default.correct);
  add_flag("fold", request.fold, by_default.fold);
  if (request.sort != by_default.sort) add("sort", NameOf(kSorts, request.sort));
  if (request.limit != by_default.limit) add("limit", std::to_string(request.limit));
  return parameters;
}

std::string_view ValueOf(const Parameters& parameters, std::string_view name) {
  std::string_view found;
  for (const auto& [known, value] : parameters)
    if (known == name) found = value;
  return found;
}

std::size_t NumberOf(std::string_view name, std::string_view value, std::size_t max) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (value.empty() || error != std::errc() || end != value.data() + value.size() || number > max)
    Refuse("'" + std::string(name) + "' is no number" +
               (max == kNoLimit ? "" : " from 0 to " + std::to_string(max)),
           std::string(name) + "=10");
  return number;
}

}  // namespace dssearch
