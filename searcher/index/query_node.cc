#include "searcher/index/query_node.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace dssearch {
namespace {

void AppendKey(const QueryNode& node, std::string& key) {
  const auto append = [&key](auto number) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    key.append(digits.data(), end).append(" ");
  };
  append(static_cast<int>(node.kind));
  append(node.days.first);
  append(node.days.last);
  append(node.date_field->slot);
  append(node.commit);
  append(node.window);
  append(node.term.size());
  key += node.term;
  append(node.children.size());
  for (const QueryNode& child : node.children) AppendKey(child, key);
}

void AppendTerms(const QueryNode& node, std::vector<std::string>& terms) {
  if (node.kind == QueryNode::Kind::kTerm) terms.push_back(node.term);
  for (const QueryNode& child : node.children) AppendTerms(child, terms);
}

}  // namespace

bool IsPositional(const QueryNode& node) {
  return IsPhrase(node.kind) ||
         std::any_of(node.children.begin(), node.children.end(), IsPositional);
}

bool Implies(const QueryNode& node, const QueryNode& term) {
  using Kind = QueryNode::Kind;
  if (term.kind != Kind::kTerm) return false;
  const auto child_implies = [&](const QueryNode& child) { return Implies(child, term); };
  const std::vector<QueryNode>& children = node.children;
  if (node.kind == Kind::kTerm) return node.term == term.term || node.approximated_by == term.term;
  if (node.kind == Kind::kAndMaybe || node.kind == Kind::kAndNot)
    return child_implies(children.front());
  if (IsConjunction(node.kind)) return std::any_of(children.begin(), children.end(), child_implies);
  return IsDisjunction(node.kind) && std::all_of(children.begin(), children.end(), child_implies);
}

std::string CacheKey(const QueryNode& node) {
  std::string key;
  AppendKey(node, key);
  return key;
}

std::vector<std::string> TermsOf(const QueryNode& node) {
  std::vector<std::string> terms;
  AppendTerms(node, terms);
  return terms;
}

}  // namespace dssearch
