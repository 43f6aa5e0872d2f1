#include "searcher/compile/lexicon_matches.h"

#include <algorithm>
#include <string_view>

namespace dssearch {
namespace {

// How many units the key has, if they stand in the query from `first` on; else 0.
std::size_t UnitsAt(std::string_view key, const std::vector<text::Unit>& units, std::size_t first) {
  std::size_t count = 0;
  while (!key.empty()) {
    const std::size_t at = first + count;
    if (at == units.size() || units[at].position != units[first].position + count) return 0;
    const std::size_t end = key.find(' ');
    if (key.substr(0, end) != units[at].text) return 0;
    key.remove_prefix(end == std::string_view::npos ? key.size() : end + 1);
    ++count;
  }
  return count;
}

// Whether two words of one stem differ in their endings alone: model and modeling,
// but neither local and localization nor general and generalization.
bool AreForms(std::string_view a, std::string_view b) {
  constexpr std::size_t kEnding = 3;
  std::size_t common = 0;
  while (common < std::min(a.size(), b.size()) && a[common] == b[common]) ++common;
  return std::max(a.size(), b.size()) - common <= kEnding;
}

bool IsLearnt(const format::LexiconEntry& entry) {
  return std::any_of(entry.translations.begin(), entry.translations.end(),
                     [](const auto& one) { return one.origin == format::Origin::kLearnt; });
}

}  // namespace

std::vector<TermMatch> FindTerms(const std::vector<text::Unit>& units, Session& session) {
  text::Analyzer& analyzer = session.analyzer;
  std::vector<TermMatch> all;
  for (std::size_t i = 0; i < units.size(); ++i) {
    auto entries = session.snapshot->TermsBeginning(units[i].text, session.database);
    for (const format::LexiconEntry& entry : *entries)
      if (const std::size_t count = UnitsAt(entry.key, units, i)) {
        const bool is_form = count > 1 || AreForms(units[i].word, analyzer.Fold(entry.term));
        if (is_form || IsLearnt(entry)) all.push_back({i, i + count, entries, &entry, is_form});
      }
  }
  std::stable_sort(all.begin(), all.end(), [](const TermMatch& a, const TermMatch& b) {
    return a.end - a.first > b.end - b.first;
  });
  std::vector<TermMatch> chosen;
  std::vector<bool> taken(units.size());
  for (const TermMatch& match : all) {
    const auto begin = taken.begin() + static_cast<std::ptrdiff_t>(match.first);
    const auto end = taken.begin() + static_cast<std::ptrdiff_t>(match.end);
    if (std::find(begin, end, true) != end) continue;
    std::fill(begin, end, true);
    chosen.push_back(match);
  }
  std::sort(chosen.begin(), chosen.end(),
            [](const TermMatch& a, const TermMatch& b) { return a.first < b.first; });
  return chosen;
}

}  // namespace dssearch
