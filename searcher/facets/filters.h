#pragma once

#include <string>
#include <vector>

#include "dssearch/request.h"
#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// The filters of a request, understood.
class Filters {
 public:
  /// Throws Error kInvalidRequest for a field that cannot be filtered by, for a wrong date and for
  /// a reversed range; and Xapian::Error.
  Filters(const SearchRequest& request, const IndexReader& reader);

  /// The filters of one field.
  struct OfField {
    const format::Field* field;
    std::vector<std::string> any = {};    ///< Folded values, one of which is needed; empty: none.
    std::vector<std::string> typed = {};  ///< The same values as they were typed.
    std::vector<std::string> none = {};   ///< Folded values that exclude.
    QueryNode query = {};                 ///< The documents that pass.
  };
  const std::vector<OfField>& fields() const { return fields_; }

  /// The filters of one field, nullptr if there is none.
  const OfField* Find(const format::Field& field) const;

 private:
  OfField& For(const format::Field& field);

  std::vector<OfField> fields_;
};

}  // namespace dssearch
