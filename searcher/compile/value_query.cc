#include "searcher/compile/value_query.h"

#include <vector>

#include "searcher/format/identifier.h"
#include "searcher/format/record.h"
#include "searcher/index/labels.h"

namespace dssearch {

namespace {

// The paper with this id, or else those that carry it as an identifier: ids may differ in case
// alone, identifiers do not.
QueryNode IdQuery(const std::string& id, const IndexReader& reader) {
  const std::string exact = ValueTerm(format::kIdField, id);
  const bool is_key = !format::ParseIdentifier(id);
  return QueryNode::Term(is_key && reader.StatsOf(exact).doc_freq > 0 ? exact
                                                                      : format::IdentifierTerm(id));
}

}  // namespace

QueryNode ValueQuery(const format::Field& field, const std::string& value,
                     const IndexReader& reader) {
  if (&field == &format::kIdField) return IdQuery(value, reader);
  if (field.is_exact) return QueryNode::Term(ValueTerm(field, value));
  std::vector<std::string> names = {reader.analyzer().Fold(value)};
  if (field.has_labels) names = LabelsOf(reader)->Names(names.front());
  QueryNode any;
  for (const std::string& name : names)
    any.children.push_back(QueryNode::Term(ValueTerm(field, name)));
  return any;
}

}  // namespace dssearch
