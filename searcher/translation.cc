#include "searcher/translation.h"

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

}  // namespace

std::vector<TermMatch> FindTerms(const std::vector<text::Unit>& units, const Session& session) {
  std::vector<TermMatch> all;
  for (std::size_t i = 0; i < units.size(); ++i) {
    auto entries = session.snapshot->TermsBeginning(units[i].text, session.database);
    for (const format::LexiconEntry& entry : *entries)
      if (const std::size_t count = UnitsAt(entry.key, units, i))
        all.push_back({i, i + count, entries, &entry});
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
