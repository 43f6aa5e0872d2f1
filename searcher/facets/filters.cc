#include "searcher/facets/filters.h"

#include <algorithm>
#include <utility>

#include "dssearch/error.h"
#include "searcher/compile/value_query.h"
#include "searcher/format/index_names.h"
#include "searcher/index/labels.h"
#include "searcher/query/date_range.h"

namespace dssearch {
namespace {

bool IsFilter(const format::Field& field) {
  return field.facet && field.kind != format::FieldKind::kDate;
}

}  // namespace

const Filters::OfField* Filters::Find(const format::Field& field) const {
  for (const OfField& known : fields_)
    if (known.field == &field) return &known;
  return nullptr;
}

Filters::OfField& Filters::For(const format::Field& field) {
  for (OfField& known : fields_)
    if (known.field == &field) return known;
  fields_.push_back({&field});
  return fields_.back();
}

Filters::Filters(const SearchRequest& request, const IndexReader& reader) {
  const auto labels = LabelsOf(reader);
  for (const Filter& filter : request.filters) {
    const format::Field* field = format::FindField(filter.field);
    if (field == nullptr || !IsFilter(*field))
      throw Error(ErrorCode::kInvalidRequest, "there is no filter on '" + filter.field + "'",
                  "there are filters on: " + format::NamesOfFields(IsFilter));
    OfField& of_field = For(*field);
    std::vector<std::string>& values = filter.exclude ? of_field.none : of_field.any;
    std::string folded = reader.analyzer().Fold(filter.value);
    if (field->has_labels) folded = labels->Canonical(folded);
    if (std::find(values.begin(), values.end(), folded) != values.end()) continue;
    values.push_back(std::move(folded));
    if (!filter.exclude) of_field.typed.push_back(filter.value);
  }
  if (const auto days = DaysOf(request))
    For(format::kDateField).query = {.kind = QueryNode::Kind::kDateRange, .days = *days};
  if (!request.added_after.empty()) {
    const auto commit = format::NumberIn(request.added_after, format::kCommitPrefix);
    if (!commit)
      throw Error(ErrorCode::kInvalidRequest, "there is no commit '" + request.added_after + "'",
                  "a commit has a name like commit-000007");
    For(format::kAddedField).query = {.kind = QueryNode::Kind::kAddedAfter, .commit = *commit};
  }

  for (OfField& of_field : fields_) {
    if (format::HasDays(*of_field.field)) continue;
    const auto any_of = [&](const std::vector<std::string>& values) {
      QueryNode any;
      for (const std::string& value : values)
        any.children.push_back(ValueQuery(*of_field.field, value, reader));
      return any;
    };
    of_field.query = of_field.any.empty() ? QueryNode::MatchAll() : any_of(of_field.any);
    if (!of_field.none.empty())
      of_field.query =
          QueryNode::Of(QueryNode::Kind::kAndNot, std::move(of_field.query), any_of(of_field.none));
  }
}

}  // namespace dssearch
