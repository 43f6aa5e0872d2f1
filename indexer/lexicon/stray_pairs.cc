#include "indexer/lexicon/stray_pairs.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>

#include "indexer/ascii.h"
#include "indexer/lexicon/lexicon_merge.h"
#include "indexer/lexicon/term_patterns.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/code_points.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch::indexer {
namespace {

using format::LexiconEntry;
using format::Origin;
using format::Translation;

// The least strength of an abbreviation of which nothing else is known.
constexpr double kMinStrengthAlone = 0.5;

// A term is not called what is weaker than this share of its strongest name: 服务器 is a server,
// and met with "model context protocol" in the papers on MCP.
constexpr double kMinShareOfName = 0.6;

bool IsEnglishName(std::string_view term) {
  return !text::StartsUnspaced(term) && !text::IsAbbreviation(term);
}

// Whether a Chinese term is as long as an abbreviation wants, with a character or more a letter.
bool IsLongEnough(std::string_view zh, std::string_view abbreviation) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < zh.size(); text::Next(zh, i)) ++characters;
  return characters >= abbreviation.size();
}

// Whether a name has as many words as an abbreviation has letters, or more.
bool HasWordForEach(std::string_view name, std::string_view abbreviation) {
  const auto gaps =
      std::count_if(name.begin(), name.end(), [](char c) { return !IsAsciiAlnum(c); });
  return static_cast<std::size_t>(gaps) + 1 >= abbreviation.size();
}

// Whether a Chinese term is but a half of another one for the same English term. It may lack its
// last character, which often adds nothing, if the English is one word: 公平性, fairness.
bool IsHalf(const std::string& zh, const std::string& longer, std::string_view en) {
  constexpr std::size_t kCharacter = 3;  // Bytes.
  if (zh.size() >= longer.size() || longer.find(zh) == std::string::npos) return false;
  return longer.size() - zh.size() > kCharacter || en.find(' ') != std::string_view::npos;
}

class StrayPairs {
 public:
  explicit StrayPairs(const std::vector<LexiconEntry>& entries) {
    for (const LexiconEntry& entry : entries)
      for (const Translation& one : entry.translations) {
        if (IsEnglishName(one.text)) english_[entry.key].push_back({one.text, one.strength});
        if (one.origin != Origin::kLearnt)
          given_[SpellingKey(entry.term)].push_back(SpellingKey(one.text));
      }
  }

  bool IsStray(const LexiconEntry& entry, const Translation& translation) {
    if (translation.origin != Origin::kLearnt) return false;
    const bool chinese = text::StartsUnspaced(entry.term);
    if (chinese == text::StartsUnspaced(translation.text)) return false;
    const std::string& zh = chinese ? entry.term : translation.text;
    const std::string& en = chinese ? translation.text : entry.term;
    const std::string zh_key = SpellingKey(zh);
    const std::string en_key = SpellingKey(en);
    const Keys& of_zh = Find(given_, zh_key);
    if (std::find(of_zh.begin(), of_zh.end(), en_key) != of_zh.end()) return false;
    return IsHalfOfAny(zh_key, Find(given_, en_key), en_key) ||
           (text::IsAbbreviation(en) && IsOfAnotherTerm(en, zh, translation.strength));
  }

 private:
  struct Name {
    std::string text;
    double strength;
  };
  using Names = std::vector<Name>;
  using Keys = std::vector<std::string>;

  template <typename Values>
  static const Values& Find(const std::unordered_map<std::string, Values>& of_key,
                            const std::string& key) {
    static const Values kNone;
    const auto found = of_key.find(key);
    return found == of_key.end() ? kNone : found->second;
  }

  static bool IsHalfOfAny(const std::string& zh, const Keys& names, std::string_view en) {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& name) { return IsHalf(zh, name, en); });
  }

  bool IsOfAnotherTerm(const std::string& written, const std::string& zh, double strength) {
    const std::string shorter(text::SingularAbbreviation(written));
    const Names& longer = LongFormsOf(written, shorter);
    if (std::any_of(longer.begin(), longer.end(), [&](const Name& one) {
          return IsHalfOfAny(zh, Find(given_, SpellingKey(one.text)), one.text);
        }))
      return true;
    const Names& names = Find(english_, KeyOf(zh));
    if (names.empty()) return strength < kMinStrengthAlone || !IsLongEnough(zh, shorter);
    double strongest = 0;
    for (const Name& name : names) strongest = std::max(strongest, name.strength);
    return std::none_of(names.begin(), names.end(), [&](const Name& name) {
      if (name.strength < kMinShareOfName * strongest) return false;
      const bool may_be_short = longer.empty() || HasWordForEach(name.text, shorter);
      return Has(longer, name.text) || (may_be_short && IsAbbreviationOf(shorter, name.text));
    });
  }

  // Of an abbreviation that is a word as well the key is what is written.
  const Names& LongFormsOf(const std::string& written, const std::string& shorter) {
    const Names& longer = Find(english_, KeyOf(written));
    return longer.empty() ? Find(english_, shorter) : longer;
  }

  bool Has(const Names& names, const std::string& name) {
    return std::any_of(names.begin(), names.end(),
                       [&](const Name& one) { return KeyOf(one.text) == KeyOf(name); });
  }

  const std::string& KeyOf(const std::string& term) {
    const auto [at, is_new] = key_of_.try_emplace(term);
    if (is_new) at->second = text::LexiconKeyOf(term, analyzer_);
    return at->second;
  }

  // The English names that are no abbreviations, by key.
  std::unordered_map<std::string, Names> english_;
  // The SpellingKey of what was not learnt, by that of the term.
  std::unordered_map<std::string, Keys> given_;
  std::unordered_map<std::string, std::string> key_of_;
  text::Analyzer analyzer_;
};

}  // namespace

void DropStrayPairs(std::vector<LexiconEntry>& entries) {
  StrayPairs pairs(entries);
  for (LexiconEntry& entry : entries)
    std::erase_if(entry.translations,
                  [&](const Translation& one) { return pairs.IsStray(entry, one); });
  std::erase_if(entries, [](const LexiconEntry& entry) { return entry.translations.empty(); });
}

}  // namespace dssearch::indexer
