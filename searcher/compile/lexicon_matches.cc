#include "searcher/compile/lexicon_matches.h"

#include <algorithm>
#include <string_view>

#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

// The number of tokens of `key`, if they occur in the text from token `first` on; else 0.
std::size_t TokensAt(std::string_view key, const std::vector<text::LexiconToken>& tokens,
                     std::size_t first) {
  std::size_t count = 0;
  while (!key.empty()) {
    const std::size_t at = first + count;
    if (at == tokens.size() || tokens[at].position != tokens[first].position + count) return 0;
    const std::size_t end = key.find(' ');
    if (key.substr(0, end) != tokens[at].text) return 0;
    key.remove_prefix(end == std::string_view::npos ? key.size() : end + 1);
    ++count;
  }
  return count;
}

// Whether two words with the same stem differ only in their endings, of at most 3 letters: model
// and modeling, but not local and localization, or general and generalization.
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

std::vector<LexiconMatch> FindLexiconMatches(const std::vector<text::LexiconToken>& tokens,
                                             const IndexReader& reader) {
  text::Analyzer& analyzer = reader.analyzer();
  std::vector<LexiconMatch> all;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const auto found = LexiconEntriesOf(tokens[i].text, reader);
    for (const format::LexiconEntry& entry : found->entries)
      if (const std::size_t count = TokensAt(entry.key, tokens, i)) {
        const bool is_form = count > 1 || AreForms(tokens[i].word, analyzer.Fold(entry.term));
        if (is_form || IsLearnt(entry)) all.push_back({i, i + count, found, &entry, is_form});
      }
  }
  std::stable_sort(all.begin(), all.end(), [](const LexiconMatch& a, const LexiconMatch& b) {
    return a.end - a.first > b.end - b.first;
  });
  std::vector<LexiconMatch> chosen;
  std::vector<bool> taken(tokens.size());
  for (const LexiconMatch& match : all) {
    const auto begin = taken.begin() + static_cast<std::ptrdiff_t>(match.first);
    const auto end = taken.begin() + static_cast<std::ptrdiff_t>(match.end);
    if (std::find(begin, end, true) != end) continue;
    std::fill(begin, end, true);
    chosen.push_back(match);
  }
  std::sort(chosen.begin(), chosen.end(),
            [](const LexiconMatch& a, const LexiconMatch& b) { return a.first < b.first; });
  return chosen;
}

PositionRange PositionsOf(const LexiconMatch& term, const std::vector<text::LexiconToken>& tokens) {
  return {tokens[term.first].position, tokens[term.end - 1].position + 1};
}

bool ScoresAsWhole(const LexiconMatch& term, const TextClauses& text) {
  const auto begin = text.tokens.begin();
  const bool chinese =
      std::all_of(begin + static_cast<std::ptrdiff_t>(term.first),
                  begin + static_cast<std::ptrdiff_t>(term.end),
                  [](const text::LexiconToken& token) { return text::StartsUnspaced(token.text); });
  if (!chinese || term.end - term.first <= 2) return false;
  const PositionRange at = PositionsOf(term, text.tokens);
  const auto covers = [&at](const PositionRange& word) { return word.Covers(at); };
  return std::none_of(text.clauses.begin(), text.clauses.end(), [&](const CompiledClause& clause) {
    return clause.words.empty() ? covers(clause.at)
                                : std::any_of(clause.words.begin(), clause.words.end(), covers);
  });
}

}  // namespace dssearch
