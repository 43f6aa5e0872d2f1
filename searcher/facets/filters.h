#pragma once

#include <string>
#include <vector>

#include "dssearch/request.h"
#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/query_node.h"

namespace dssearch {

/// The filters of a request, by field.
class Filters {
 public:
  /// Throws Error kInvalidRequest for a field that cannot be filtered by, an invalid date, a
  /// reversed range and what is no name of a commit; and Xapian::Error.
  Filters(const SearchRequest& request, const IndexReader& reader);

  /// All filters of one field.
  struct OfField {
    const format::Field* field;
    /// Folded values, one of which must match; empty for no restriction.
    std::vector<std::string> any = {};
    std::vector<std::string> typed = {};  ///< The same values as typed.
    std::vector<std::string> none = {};   ///< Folded values, none of which may match.
    QueryNode query = {};                 ///< Matches the documents that pass.
  };
  const std::vector<OfField>& fields() const { return fields_; }

  /// The filters of a field, nullptr if there are none.
  const OfField* Find(const format::Field& field) const;

 private:
  OfField& For(const format::Field& field);

  std::vector<OfField> fields_;
};

}  // namespace dssearch
