#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/request.h"
#include "searcher/present/parameters.h"

namespace dssearch::server {

// What one request may ask of the server; the library allows more.

inline constexpr std::size_t kMaxQueryBytes = 2000;  ///< Of any name or value.
inline constexpr std::size_t kMaxHits = 100;         ///< `limit` of a search.
inline constexpr std::size_t kMaxOffset = 1'000'000;
inline constexpr std::size_t kMaxFacetValues = 1000;  ///< Of a facet, from its offset on.
/// Filters, facets, and translations to leave out, of one request.
inline constexpr std::size_t kMaxFilters = 50;

inline constexpr std::size_t kMaxExportedIds = 200;  ///< Papers of an export that names them.
inline constexpr std::size_t kMaxFeedSearches = 50;  ///< Searches of one feed.

/// The values of a parameter that may be repeated. Throws Error kInvalidRequest for more than
/// `max`.
std::vector<std::string> ValuesOf(const Parameters& parameters, std::string_view name,
                                  std::size_t max);

/// HitListParameterNames, facets, fields, explain and ui: what /api/search takes. Good for ever.
const ParameterNames& SearchParameterNames();

/// Throws Error kInvalidRequest for a parameter whose name is not `known`.
void CheckNames(const Parameters& parameters, std::span<const std::string_view> known);

/// Whether a query has no words: it is empty or of blanks alone.
bool IsBlank(std::string_view query);

/// Throws Error kInvalidRequest for a name or value that is not UTF-8 or longer than
/// kMaxQueryBytes, and for a parameter that is repeated but is none of a filter, facets,
/// untranslated, the papers of an export and the searches of a feed.
void CheckParameters(const Parameters& parameters);

/// The search request that parameters ask for (dssearch::RequestOf). Throws Error
/// kInvalidRequest also as CheckParameters does, and for more than the limits above, where
/// `max_limit` is that of hits.
SearchRequest ToSearchRequest(const Parameters& parameters, SearchRequest request,
                              std::size_t max_limit = kMaxHits);

/// Throws Error kInvalidRequest where a value is not UTF-8 or longer than kMaxQueryBytes, naming
/// the parameter `name`.
void CheckText(std::string_view name, std::string_view value);

}  // namespace dssearch::server
