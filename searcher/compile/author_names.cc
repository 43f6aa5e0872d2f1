#include "searcher/compile/author_names.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "searcher/format/schema.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

using format::kAuthorField;
using Kind = QueryNode::Kind;

bool IsInitial(const std::string& name) { return text::FirstSize(name) == name.size(); }

QueryNode InFull(const std::string& name) {
  return QueryNode::Term(SurfaceTerm(kAuthorField, name));
}

// A name as typed, or a full name for an initial and the other way round.
QueryNode InFullOrInitial(const std::string& name) {
  std::string other = IsInitial(name)
                          ? SurfaceTerm(kAuthorField, format::Initial(name))
                          : SurfaceTerm(kAuthorField, name.substr(0, text::FirstSize(name)));
  return QueryNode::Of(Kind::kOr, InFull(name), QueryNode::Term(std::move(other)));
}

// Leaves room for up to two middle names.
unsigned WindowOf(const std::vector<std::string>& names) {
  return static_cast<unsigned>(names.size() + 2);
}

}  // namespace

QueryNode AuthorInFull(const std::vector<std::string>& names) {
  std::vector<QueryNode> parts;
  for (const std::string& name : names)
    parts.push_back(IsInitial(name) ? InFullOrInitial(name) : InFull(name));
  if (parts.size() == 1) return std::move(parts.front());
  return QueryNode::Of(Kind::kNear, std::move(parts), WindowOf(names));
}

QueryNode AuthorNear(const std::vector<std::string>& names) {
  QueryNode in_full = AuthorInFull(names);
  if (names.size() == 1) return in_full;
  std::vector<QueryNode> alternatives = {std::move(in_full)};
  for (const bool family_first : {false, true}) {
    const std::string& family = family_first ? names.front() : names.back();
    const std::size_t begin = family_first ? 1 : 0;
    std::vector<QueryNode> parts;
    bool in_full_anyway = true;
    for (std::size_t i = begin; i < begin + names.size() - 1; ++i) {
      parts.push_back(InFullOrInitial(names[i]));
      in_full_anyway = in_full_anyway && IsInitial(names[i]);
    }
    if (in_full_anyway || IsInitial(family)) continue;
    parts.push_back(InFull(family));
    alternatives.push_back(QueryNode::Of(Kind::kPhrase, std::move(parts), WindowOf(names)));
  }
  return alternatives.size() == 1 ? std::move(alternatives.front())
                                  : QueryNode::Of(Kind::kOr, std::move(alternatives));
}

}  // namespace dssearch
