#include "searcher/server/parameters.h"

#include <algorithm>
#include <set>
#include <utility>

#include "dssearch/error.h"
#include "searcher/present/utf8.h"

namespace dssearch::server {
namespace {

[[noreturn]] void Refuse(const std::string& what, const std::string& hint) {
  throw Error(ErrorCode::kInvalidRequest, what, hint);
}

// The first 100 bytes of a text, or fewer so that no character is cut.
std::string Prefix(std::string_view text) {
  std::size_t size = std::min<std::size_t>(text.size(), 100);
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
  return std::string(text.substr(0, size));
}

}  // namespace

const ParameterNames& SearchParameterNames() {
  static const ParameterNames kNames =
      Joined(HitListParameterNames(), {"facets", "fields", "explain", "ui"});
  return kNames;
}

std::vector<std::string> ValuesOf(const Parameters& parameters, std::string_view name,
                                  std::size_t max) {
  std::vector<std::string> values;
  for (const auto& [known, value] : parameters)
    if (known == name && !value.empty()) values.push_back(value);
  if (values.size() > max)
    Refuse("'" + std::string(name) + "' is given too often",
           "at most " + std::to_string(max) + " times");
  return values;
}

void CheckNames(const Parameters& parameters, std::span<const std::string_view> known) {
  for (const auto& [name, value] : parameters) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    Refuse("there is no parameter '" + Prefix(name) + "'",
           known.empty() ? "there are none here" : "there are " + TextOf(known));
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

void CheckParameters(const Parameters& parameters) {
  std::set<std::string_view> seen;
  for (const auto& [name, value] : parameters) {
    CheckText("the name of a parameter", name);
    CheckText(name, value);
    const bool may_repeat = MayRepeat(name) || name == "id" || name == "search";
    if (!may_repeat && !seen.insert(name).second)
      Refuse("'" + name + "' is given twice", "give it once");
  }
}

SearchRequest ToSearchRequest(const Parameters& parameters, SearchRequest request,
                              std::size_t max_limit) {
  CheckParameters(parameters);
  for (const auto& [name, value] : parameters) {
    if (name == "limit") NumberOf(name, value, max_limit);
    if (name == "offset") NumberOf(name, value, kMaxOffset);
  }
  request = dssearch::RequestOf(parameters, std::move(request));
  for (const FacetRequest& facet : request.facets)
    if (facet.limit > kMaxFacetValues)
      Refuse("a facet lists at most " + std::to_string(kMaxFacetValues) + " values at once",
             "facets=author:1000:1000 lists the second thousand");
  for (const std::size_t count :
       {request.filters.size(), request.facets.size(), request.untranslated.size()})
    if (count > kMaxFilters)
      Refuse("too many filters, facets or translations",
             "at most " + std::to_string(kMaxFilters) + " of each");
  return request;
}

}  // namespace dssearch::server
