#include "searcher/match/value_query.h"

#include <vector>

#include "searcher/format/record.h"
#include "searcher/index/labels.h"

namespace dssearch {

QueryNode ValueQuery(const format::Field& field, const std::string& value,
                     const IndexReader& reader) {
  if (field.is_exact) return QueryNode::Term(ValueTerm(field, value));
  std::vector<std::string> names = {reader.analyzer().Fold(value)};
  if (field.has_labels) names = LabelsOf(reader)->Names(names.front());
  QueryNode any;
  for (const std::string& name : names)
    any.children.push_back(QueryNode::Term(ValueTerm(field, name)));
  return any;
}

}  // namespace dssearch
