#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/request.h"
#include "dssearch/response.h"
#include "searcher/compile/query_compiler.h"
#include "searcher/index/doc_bit_set.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// The filters of a request, understood.
///
/// Throws Error kInvalidRequest for a field that cannot be filtered by, for a
/// wrong date and for a reversed range.
class Filters {
 public:
  Filters(const SearchRequest& request, Session& session);

  /// The filters of one field.
  struct OfField {
    std::string field;
    std::vector<std::string> any;    ///< Folded values, one of which is needed; empty: none is.
    std::vector<std::string> typed;  ///< The same values as they were typed.
    std::vector<std::string> none;   ///< Folded values that exclude.
    Clause clause;                   ///< The papers that pass.
  };
  const std::vector<OfField>& fields() const { return fields_; }

  /// The filters of one field, nullptr if there is none.
  const OfField* Find(std::string_view field) const;

 private:
  OfField& For(std::string_view field);

  std::vector<OfField> fields_;
};

/// What there is to count about a query.
struct Counts {
  DocSet papers;  ///< Those that match and pass.
  std::uint64_t total = 0;
  std::vector<Facet> facets;
};

/// Counts the papers that match `query` and pass all filters and, for each of
/// the facets, the values of those that pass all filters but the
/// facet's own.
///
/// Throws Error kInvalidRequest for a field that is no facet.
Counts Count(Session& session, const BuiltQuery& query, std::vector<FacetRequest> facets,
             const Filters& filters);

}  // namespace dssearch
