#include "searcher/suggest/spelling.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "searcher/suggest/pinyin.h"

namespace dssearch {
namespace {

// The query with `better[chosen[i]]` in place of each misspelt word.
std::string Replaced(std::string_view query, const std::vector<MisspeltWord>& words,
                     const std::vector<std::size_t>& chosen) {
  std::string corrected;
  std::size_t done = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    corrected.append(query, done, words[i].begin - done).append(words[i].better[chosen[i]].text);
    done = words[i].begin + words[i].size;
  }
  return corrected.append(query, done);
}

// A correction, and how likely it is.
struct Weighted {
  Correction correction;
  std::uint64_t weight = 0;
};

// The query with each of `words` corrected, so that most papers have all of its words.
Weighted CorrectWords(const std::vector<MisspeltWord>& words, std::string_view query,
                      const CountPapers& count) {
  if (words.empty()) return {};
  // One word after the other, so that the searches are few.
  std::vector<std::size_t> chosen(words.size());
  Correction best{Replaced(query, words, chosen), 0};
  best.papers = count(best.query);
  for (std::size_t i = 0; i < words.size(); ++i)
    for (std::size_t other = 1; other < words[i].better.size(); ++other) {
      std::vector<std::size_t> changed = chosen;
      changed[i] = other;
      std::string corrected = Replaced(query, words, changed);
      const std::uint64_t papers = count(corrected);
      const auto weight = [&](std::size_t one) {
        return words[i].better[one].is_slip ? kSlipWeight : 1;
      };
      if (papers * weight(other) <= best.papers * weight(chosen[i])) continue;
      best.query = std::move(corrected);
      best.papers = papers;
      chosen = std::move(changed);
    }
  if (best.papers == 0) return {};
  best.in_quotes = std::any_of(words.begin(), words.end(),
                               [](const MisspeltWord& one) { return one.in_quotes; });
  best.is_unknown =
      std::all_of(words.begin(), words.end(), [](const MisspeltWord& one) { return one.is_new; });
  std::uint64_t weight = best.papers * kSlipWeight;
  for (std::size_t i = 0; i < words.size(); ++i)
    if (!words[i].better[chosen[i]].is_slip) weight = best.papers;
  return {std::move(best), weight};
}

}  // namespace

Correction CorrectSpelling(const AnalyzedQuery& root, std::string_view query,
                           const SpellingOptions& options, const IndexReader& reader,
                           const CountPapers& count) {
  const std::vector<MisspeltWord> words = FindMisspeltWords(root, query, options.known, reader);
  // Those that some papers have are right, if it is enough to correct the others.
  std::vector<MisspeltWord> unknown;
  std::copy_if(words.begin(), words.end(), std::back_inserter(unknown),
               [](const MisspeltWord& one) { return !one.is_known; });
  Weighted corrected = CorrectWords(unknown, query, count);
  if (corrected.weight == 0 && unknown.size() < words.size())
    corrected = CorrectWords(words, query, count);
  if (options.known.none_has_all) {
    Weighted read = CorrectWords(FindPinyin(root, query, reader), query, count);
    if (read.weight > corrected.weight) return read.correction;
  }
  if (corrected.weight > 0) return corrected.correction;
  const auto first_found = [&](std::vector<CharacterCorrection> corrections) -> Correction {
    for (CharacterCorrection& one : corrections)
      if (const std::uint64_t papers = count(one.query))
        return {std::move(one.query), papers, false, true};
    return {};
  };
  if (options.few_have_all)
    if (Correction name = first_found(CorrectNames(root, query, reader, count)); name.papers > 0)
      return name;
  return first_found(CorrectCharacters(root, query, options.rare_bigram, reader, count));
}

}  // namespace dssearch
