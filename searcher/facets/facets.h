#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "dssearch/request.h"
#include "dssearch/response.h"
#include "searcher/compile/compiled_query.h"
#include "searcher/facets/filters.h"
#include "searcher/format/schema.h"
#include "searcher/index/doc_bit_set.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// The field that a facet counts. Throws Error kInvalidRequest for a field that is no facet.
const format::Field& FieldOf(const FacetRequest& facet);

/// The documents that a query matches, and its facets.
struct MatchResult {
  DocBitSet docs;  ///< Those that match the query and all filters.
  std::uint64_t total = 0;
  std::uint64_t folded = 0;  ///< The papers of `docs` whose other record matched, too.
  std::vector<Facet> facets = {};

  std::size_t bytes() const;
};

/// Finds the documents that match `query` and all filters, and counts each facet over the documents
/// that match the query and all filters but those of the facet's own field. Cached, since users who
/// turn pages or select values come back to recent searches.
///
/// Where `fold` is set, the two records of one paper (index/record_pairs.h) are one: if both match,
/// the one in the language of the query stands for both, and the paper counts once for each value
/// that either has. So a value's count is still the total of the search that is filtered by it.
///
/// Where `among` is not null, these documents are taken in place of those that match, and nothing
/// is cached.
///
/// Throws Error kInvalidRequest for a field that is no facet; and Xapian::Error.
std::shared_ptr<const MatchResult> MatchAndCount(const IndexReader& reader,
                                                 const CompiledQuery& query,
                                                 std::vector<FacetRequest> facets,
                                                 const Filters& filters, bool fold,
                                                 const DocBitSet* among = nullptr);

}  // namespace dssearch
