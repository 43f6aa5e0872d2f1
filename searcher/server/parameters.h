#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/request.h"
#include "searcher/server/http.h"

namespace dssearch::server {

/// What the server takes; the library could do more.
inline constexpr std::size_t kMaxQueryBytes = 2000;
inline constexpr std::size_t kMaxHits = 100;
inline constexpr std::size_t kMaxExported = 1000;
inline constexpr std::size_t kMaxOffset = 1'000'000;
inline constexpr std::size_t kMaxFilters = 50;

/// The fields that a parameter of the same name filters by: all facets but dates. Good for ever.
const std::vector<std::string_view>& FilterFields();

bool IsFilter(std::string_view name);

/// Names of parameters, in the order in which an error lists them.
using ParameterNames = std::vector<std::string_view>;

/// The names that say what is searched for: q, the filters, since, until, last, match and
/// translate. Good for ever.
const ParameterNames& QueryParameterNames();

/// QueryParameterNames and the names that say which part of the hits is wanted: sort, limit and
/// offset. Good for ever.
const ParameterNames& HitListParameterNames();

/// HitListParameterNames, facets and explain: what /api/search takes. Good for ever.
const ParameterNames& SearchParameterNames();

/// The names of both lists.
ParameterNames Joined(ParameterNames first, const ParameterNames& second);

/// Throws Error kInvalidRequest for a parameter whose name is not `known`.
void CheckNames(const Parameters& parameters, std::span<const std::string_view> known);

/// Whether a query has no words: it is empty or of blanks alone.
bool IsBlank(std::string_view query);

/// Throws Error kInvalidRequest for a name or a value that is not UTF-8 or too
/// long, and for a value given twice where one is meant.
void CheckParameters(const Parameters& parameters);

/// The request that parameters named like the options of dssearch stand for;
/// what they do not say is as in `request`. Names that no option has are left
/// alone. Throws Error kInvalidRequest as CheckParameters does, for a value that
/// has no meaning, and for more than the limits above (`max_limit` hits).
SearchRequest ToSearchRequest(const Parameters& parameters, SearchRequest request,
                              std::size_t max_limit = kMaxHits);

/// The last value of a parameter, or nothing.
std::string_view ValueOf(const Parameters& parameters, std::string_view name);

/// A value that is a number from 0 to `max`. Throws Error kInvalidRequest.
std::size_t NumberOf(std::string_view name, std::string_view value, std::size_t max);

/// Throws Error kInvalidRequest where a value is not UTF-8 or too long.
void CheckText(std::string_view name, std::string_view value);

}  // namespace dssearch::server
