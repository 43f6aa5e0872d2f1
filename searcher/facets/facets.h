#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "dssearch/request.h"
#include "dssearch/response.h"
#include "searcher/compile/compiled_query.h"
#include "searcher/facets/filters.h"
#include "searcher/format/schema.h"
#include "searcher/index/execution.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// The field that a facet counts. Throws Error kInvalidRequest for a field that is no facet.
const format::Field& FieldOf(const FacetRequest& facet);

/// The papers that a query matches, and its facets.
struct MatchResult {
  std::shared_ptr<const Matches> matches;  ///< Those that match the query and all filters.
  std::uint64_t total = 0;                 ///< Matches::total
  std::uint64_t folded = 0;                ///< Matches::folded
  std::vector<Facet> facets = {};

  std::size_t bytes() const;
};

/// Finds the papers that match `query` and all filters, and counts each facet over the papers that
/// match the query and all filters but those of the facet's own field. Cached, since users who turn
/// pages or select values come back to recent searches.
///
/// Where `fold` is set, the two records of one paper are one (Execution::fold): that in the
/// language of the query stands for both. So a value's count is still the total of the search that
/// is filtered by it.
///
/// Where only papers `near` the best are wanted, nothing is cached.
///
/// Throws Error kInvalidRequest for a field that is no facet; and Xapian::Error.
std::shared_ptr<const MatchResult> MatchAndCount(const IndexReader& reader,
                                                 const CompiledQuery& query,
                                                 std::vector<FacetRequest> facets,
                                                 const Filters& filters, bool fold,
                                                 const std::optional<Near>& near = {});

}  // namespace dssearch
