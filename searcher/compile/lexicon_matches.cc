#include "searcher/compile/lexicon_matches.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

// Whether a word in small letters was taken for a plural that it need not be: gps.
bool MayBeSingular(const text::LexiconToken& token) {
  return token.written.empty() && token.word.size() == token.text.size() + 1 &&
         token.word.find_first_of("aeiouy") == std::string::npos;
}

// Whether a token of the text is a token of a key. Typed in small letters, gps is GPS or several
// GPs. A key in capitals is that of an abbreviation which is a word, too: it must be written so.
bool IsToken(std::string_view key_token, const text::LexiconToken& token) {
  return key_token == token.text || (MayBeSingular(token) && key_token == token.word) ||
         (!token.written.empty() && key_token == text::SingularAbbreviation(token.written));
}

// The number of tokens of `key`, if they occur in the text from token `first` on; else 0. What
// stands in one word is not cut: CO2 has no CO.
std::size_t TokensAt(std::string_view key, const std::vector<text::LexiconToken>& tokens,
                     std::size_t first) {
  if (tokens[first].joined) return 0;
  std::size_t count = 0;
  while (!key.empty()) {
    const std::size_t at = first + count;
    if (at == tokens.size() || tokens[at].position != tokens[first].position + count) return 0;
    const std::size_t end = key.find(' ');
    if (!IsToken(key.substr(0, end), tokens[at])) return 0;
    key.remove_prefix(end == std::string_view::npos ? key.size() : end + 1);
    ++count;
  }
  const std::size_t end = first + count;
  return end < tokens.size() && tokens[end].joined ? 0 : count;
}

// Whether two words with the same stem differ only in their endings, of at most 3 letters: model
// and modeling, but not local and localization, or general and generalization.
bool AreForms(std::string_view a, std::string_view b) {
  constexpr std::size_t kEnding = 3;
  std::size_t common = 0;
  while (common < std::min(a.size(), b.size()) && a[common] == b[common]) ++common;
  return std::max(a.size(), b.size()) - common <= kEnding;
}

// Whether a word is the abbreviation `term`, and not another word of the same stem (mapping, MAP)
// or another one with the same letters: pH is not PH, nor are GPs a GPS. Who types small letters,
// or nothing but capitals, leaves the case open.
bool IsSameAbbreviation(const text::LexiconToken& token, std::string_view term,
                        text::Analyzer& analyzer) {
  const std::string_view singular = text::SingularAbbreviation(term);
  const std::string_view written = text::SingularAbbreviation(token.written);
  const std::string folded = analyzer.Fold(singular);
  const bool is_shouted =
      !written.empty() &&
      std::none_of(written.begin(), written.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!written.empty() && !is_shouted) return written == singular;
  const std::string_view word = token.word;
  return word == folded || (word.ends_with('s') && word.substr(0, word.size() - 1) == folded);
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
    // What is written so comes before what may be meant.
    std::vector<std::string> first_tokens;
    const text::LexiconToken& token = tokens[i];
    if (text::IsAbbreviation(token.written))
      first_tokens.emplace_back(text::SingularAbbreviation(token.written));
    if (MayBeSingular(token)) first_tokens.push_back(token.word);
    first_tokens.push_back(token.text);
    for (const std::string& first_token : first_tokens) {
      const auto found = LexiconEntriesOf(first_token, reader);
      for (const format::LexiconEntry& entry : found->entries) {
        const std::size_t count = TokensAt(entry.key, tokens, i);
        if (count == 0) continue;
        const bool is_abbreviation = text::IsAbbreviation(entry.term);
        if (count == 1 && is_abbreviation && !IsSameAbbreviation(token, entry.term, analyzer))
          continue;
        const bool is_form =
            count > 1 || is_abbreviation || AreForms(token.word, analyzer.Fold(entry.term));
        if (is_form || IsLearnt(entry)) all.push_back({i, i + count, found, &entry, is_form});
      }
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
