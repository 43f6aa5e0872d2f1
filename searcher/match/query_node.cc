#include "searcher/match/query_node.h"

#include <algorithm>
#include <charconv>

namespace dssearch {
namespace {

void AddKey(const Clause& clause, std::string& key) {
  const auto add = [&key](auto number) {
    char digits[32];
    key.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr).append(" ");
  };
  add(static_cast<int>(clause.kind));
  add(clause.days.first);
  add(clause.days.last);
  add(clause.window);
  add(clause.term.size());
  key += clause.term;
  add(clause.children.size());
  for (const Clause& child : clause.children) AddKey(child, key);
}

void AddTerms(const Clause& clause, std::vector<std::string>& terms) {
  if (clause.kind == Clause::Kind::kTerm) terms.push_back(clause.term);
  for (const Clause& child : clause.children) AddTerms(child, terms);
}

}  // namespace

bool IsPositional(const Clause& clause) {
  return clause.kind == Clause::Kind::kPhrase || clause.kind == Clause::Kind::kNear ||
         std::any_of(clause.children.begin(), clause.children.end(), IsPositional);
}

std::string KeyOf(const Clause& clause) {
  std::string key;
  AddKey(clause, key);
  return key;
}

std::vector<std::string> TermsOf(const Clause& clause) {
  std::vector<std::string> terms;
  AddTerms(clause, terms);
  return terms;
}

}  // namespace dssearch
