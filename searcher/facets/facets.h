#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "dssearch/request.h"
#include "dssearch/response.h"
#include "searcher/compile/compiled_query.h"
#include "searcher/facets/filters.h"
#include "searcher/index/doc_bit_set.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// What a query matches, counted.
struct MatchResult {
  DocBitSet docs;  ///< Those that match and pass the filters.
  std::uint64_t total = 0;
  std::vector<Facet> facets = {};

  std::size_t bytes() const;
};

/// Finds the documents that match `query` and pass all filters and counts, for each of the facets,
/// the values of those that match and pass all filters but the facet's own. Kept in the cache: who
/// turns pages or selects goes back to one of the last searches.
///
/// Throws Error kInvalidRequest for a field that is no facet; and Xapian::Error.
MatchResult MatchAndCount(const IndexReader& reader, const CompiledQuery& query,
                          std::vector<FacetRequest> facets, const Filters& filters);

}  // namespace dssearch
