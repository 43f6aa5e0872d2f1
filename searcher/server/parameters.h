#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/request.h"
#include "searcher/server/http.h"

namespace dssearch::server {

// What one request may ask of the server; the library allows more.

inline constexpr std::size_t kMaxQueryBytes = 2000;  ///< Of any name or value.
inline constexpr std::size_t kMaxHits = 100;         ///< `limit` of a search.
inline constexpr std::size_t kMaxOffset = 1'000'000;
inline constexpr std::size_t kMaxFacetValues = 1000;  ///< Of a facet, from its offset on.
/// Filters, facets, and translations to leave out, of one request.
inline constexpr std::size_t kMaxFilters = 50;

/// The fields by which a parameter of the same name filters: all facets but dates, such as
/// "domain". Good for ever.
const std::vector<std::string_view>& FilterFields();

/// Whether a parameter filters by the field of its name.
bool IsFilter(std::string_view name);

/// Names of parameters, in the order in which an error lists them.
using ParameterNames = std::vector<std::string_view>;

/// The names that say what is searched for: q, the filters, since, until, last, match, translate,
/// untranslated, correct and fold. Good for ever.
const ParameterNames& QueryParameterNames();

/// QueryParameterNames and the names that say which part of the hits is wanted: sort, limit and
/// offset. Good for ever.
const ParameterNames& HitListParameterNames();

/// HitListParameterNames, facets, fields, explain and ui: what /api/search takes. Good for ever.
const ParameterNames& SearchParameterNames();

/// The names of both lists.
ParameterNames Joined(ParameterNames first, const ParameterNames& second);

/// Throws Error kInvalidRequest for a parameter whose name is not `known`.
void CheckNames(const Parameters& parameters, std::span<const std::string_view> known);

/// Whether a query has no words: it is empty or of blanks alone.
bool IsBlank(std::string_view query);

/// Throws Error kInvalidRequest for a name or value that is not UTF-8 or longer than
/// kMaxQueryBytes, and for a parameter that is repeated but is neither a filter nor facets nor
/// untranslated.
void CheckParameters(const Parameters& parameters);

/// The search request that parameters ask for; they are named like the options of dssearch. Members
/// for which there is no parameter stay as they are in `request`, and unknown parameters are
/// ignored. Throws Error kInvalidRequest as CheckParameters does, for a value that has no meaning
/// (sort=best), and for more than the limits above, where `max_limit` is that of hits.
SearchRequest ToSearchRequest(const Parameters& parameters, SearchRequest request,
                              std::size_t max_limit = kMaxHits);

/// The last value of a parameter; empty where there is none. Valid as long as `parameters`.
std::string_view ValueOf(const Parameters& parameters, std::string_view name);

/// The number that a value stands for, from 0 to `max`. Throws Error kInvalidRequest for any other
/// value, naming the parameter `name`.
std::size_t NumberOf(std::string_view name, std::string_view value, std::size_t max);

/// Throws Error kInvalidRequest where a value is not UTF-8 or longer than kMaxQueryBytes, naming
/// the parameter `name`.
void CheckText(std::string_view name, std::string_view value);

}  // namespace dssearch::server
