#include "indexer/user_notes.h"

#include "searcher/format/identifier.h"

namespace dssearch::indexer {

UserNotes::UserNotes(const std::vector<format::UserNote>& notes) {
  for (const format::UserNote& note : notes) {
    const auto [known, is_new] = notes_.try_emplace(format::IdentifierTerm(note.id), note);
    if (!is_new) format::Append(note, known->second);
  }
}

std::vector<std::string> UserNotes::TermsOf(const Paper& paper) const {
  std::vector<std::string> terms;
  if (notes_.empty()) return terms;  // As in most runs, which may be of millions of papers.
  for (const std::string& identifier : format::IdentifiersOf(paper)) {
    if (paper.id.starts_with(identifier + " #")) continue;
    std::string term = format::IdentifierTerm(identifier);
    if (notes_.contains(term)) terms.push_back(std::move(term));
  }
  return terms;
}

format::UserNote UserNotes::Of(const Paper& paper) const {
  format::UserNote all;
  for (const std::string& term : TermsOf(paper)) format::Append(notes_.at(term), all);
  return all;
}

std::set<std::string> UserNotes::DifferencesFrom(const UserNotes& others) const {
  std::set<std::string> terms;
  for (const auto& [term, note] : notes_)
    if (const auto other = others.notes_.find(term);
        other == others.notes_.end() || other->second != note)
      terms.insert(term);
  for (const auto& [term, note] : others.notes_)
    if (!notes_.contains(term)) terms.insert(term);
  return terms;
}

}  // namespace dssearch::indexer
