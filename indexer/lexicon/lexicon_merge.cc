#include "indexer/lexicon/lexicon_merge.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "indexer/ascii.h"
#include "searcher/text/code_points.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch::indexer {
namespace {

using format::LexiconEntry;
using format::Origin;
using format::Translation;

constexpr std::size_t kMaxTranslations = 5;

// Learnt translations weaker than this share of the strongest one are dropped.
constexpr double kMinShareOfStrongest = 0.3;

// For a term that the seed has, fewer papers than these teach nothing else; nor, for a Chinese one,
// does what is weaker than this share of what the seed says: 综述 is a survey, often a review, and
// no summary. English words have more senses than the seed gives.
constexpr std::uint32_t kMinPapersBesideSeed = 5;
constexpr double kMinShareOfSeed = 0.55;

bool HasOrigin(const std::vector<Translation>& translations, Origin origin) {
  return std::any_of(translations.begin(), translations.end(),
                     [origin](const Translation& one) { return one.origin == origin; });
}

// Entries with the same key become one with the translations of all.
std::vector<LexiconEntry> GroupByKey(std::vector<LexiconEntry> entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const LexiconEntry& a, const LexiconEntry& b) { return a.key < b.key; });
  std::vector<LexiconEntry> groups;
  for (LexiconEntry& entry : entries) {
    if (groups.empty() || groups.back().key != entry.key)
      groups.push_back({entry.key, entry.term, {}});
    for (Translation& one : entry.translations)
      groups.back().translations.push_back(std::move(one));
  }
  return groups;
}

void DropOutranked(const std::string& key, std::vector<Translation>& translations) {
  if (HasOrigin(translations, Origin::kUser))
    std::erase_if(translations, [](const Translation& one) { return one.origin != Origin::kUser; });
  std::set<std::string> seeds;
  double strongest = 0;
  for (const Translation& one : translations)
    if (one.origin == Origin::kSeed) {
      seeds.insert(SpellingKey(one.text));
      strongest = std::max(strongest, one.strength);
    }
  if (seeds.empty()) return;
  if (!text::StartsUnspaced(key)) strongest = 0;
  std::erase_if(translations, [&](const Translation& one) {
    return one.origin == Origin::kLearnt && !seeds.contains(SpellingKey(one.text)) &&
           (one.papers < kMinPapersBesideSeed || one.strength < kMinShareOfSeed * strongest);
  });
}

// Translations that are spelled alike become one: it stands where the strongest of them does, and
// is written as a person wrote it, if one did (of whom no papers are counted).
void MergeSpellings(std::vector<Translation>& sorted) {
  std::map<std::string, std::size_t> index_of;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    const auto [known, is_new] = index_of.try_emplace(SpellingKey(sorted[i].text), kept);
    if (is_new) {
      if (kept != i) sorted[kept] = std::move(sorted[i]);
      ++kept;
    } else if (sorted[known->second].papers == 0 || sorted[i].papers == 0) {
      Translation& first = sorted[known->second];
      if (sorted[i].papers == 0) first.text = std::move(sorted[i].text);
      first.papers = std::max(first.papers, sorted[i].papers);
    }
  }
  sorted.resize(kept);
}

// Writes several GPs as GP where GPS is a term: searches do not tell them apart.
void AvoidOtherTerms(const std::vector<LexiconEntry>& merged, LexiconEntry& entry) {
  for (Translation& one : entry.translations) {
    const std::string_view singular = text::SingularAbbreviation(one.text);
    if (one.origin != Origin::kLearnt || singular.size() == one.text.size()) continue;
    const std::string other = LowerAscii(one.text);
    const auto at =
        std::lower_bound(merged.begin(), merged.end(), other,
                         [](const LexiconEntry& a, const std::string& key) { return a.key < key; });
    if (at != merged.end() && at->key == other) one.text = singular;
  }
}

}  // namespace

std::string SpellingKey(std::string_view term) {
  std::string key = LowerAscii(term);
  std::replace(key.begin(), key.end(), '-', ' ');
  if (term.empty() || IsAsciiUpper(term.back())) return key;  // GPS is not several GPs.
  if (key.ends_with("ies")) return key.substr(0, key.size() - 3) + 'y';
  if (key.ends_with('s') && !key.ends_with("ss") && !key.ends_with("us") && !key.ends_with("is"))
    key.pop_back();
  return key;
}

std::vector<LexiconEntry> MergeEntries(std::vector<LexiconEntry> entries) {
  std::vector<LexiconEntry> merged = GroupByKey(std::move(entries));
  for (LexiconEntry& entry : merged) AvoidOtherTerms(merged, entry);
  for (LexiconEntry& entry : merged) {
    std::vector<Translation>& all = entry.translations;
    DropOutranked(entry.key, all);
    std::stable_sort(all.begin(), all.end(), [](const Translation& a, const Translation& b) {
      return a.strength != b.strength ? a.strength > b.strength : a.text < b.text;
    });
    MergeSpellings(all);
    if (all.size() > kMaxTranslations) all.resize(kMaxTranslations);
    const double least = all.front().strength * kMinShareOfStrongest;
    std::erase_if(all, [&](const Translation& one) {
      return one.origin == Origin::kLearnt && one.strength < least;
    });
  }
  return merged;
}

}  // namespace dssearch::indexer
