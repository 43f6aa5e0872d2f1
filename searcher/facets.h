#pragma once

#include <xapian.h>

#include <cstdint>
#include <vector>

#include "dssearch/request.h"
#include "dssearch/response.h"
#include "searcher/format/calendar.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

/// The filters of a request, made ready to be asked of many papers.
///
/// Throws Error kInvalidRequest for a field that cannot be filtered by, for a
/// wrong date and for a reversed range.
class Filters {
 public:
  Filters(const SearchRequest& request, text::Analyzer& analyzer);

  /// The papers that pass all filters, as a query; MatchAll if there is none.
  Xapian::Query Query(text::Analyzer& analyzer) const;

  bool empty() const { return fields_.empty(); }

 private:
  friend class FacetCounter;

  // The filters of one field.
  struct OfField {
    std::string field;
    std::vector<std::string> any;   // Folded values, one of which is needed; empty: none is.
    std::vector<std::string> none;  // Folded values that exclude.
    format::DayRange days;          // Of the field "date".
  };
  OfField& For(const std::string& field);

  std::vector<OfField> fields_;
  const SearchRequest& request_;
};

/// What there is to count about a query.
struct Counts {
  std::uint64_t total = 0;
  std::vector<Facet> facets;
};

/// Counts, in one pass over the papers that match `query` (without the
/// request's filters), those that pass all filters and, for each facet of the
/// request, the values of those that pass all filters but the facet's own.
///
/// Throws Error kInvalidRequest for a field that is no facet.
Counts Count(const Xapian::Database& database, const Xapian::Query& query,
             const SearchRequest& request, const Filters& filters, text::Analyzer& analyzer);

}  // namespace dssearch
