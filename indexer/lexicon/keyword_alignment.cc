#include "indexer/lexicon/keyword_alignment.h"

#include <algorithm>
#include <cmath>

#include "indexer/ascii.h"
#include "indexer/lexicon/function_words.h"
#include "searcher/text/code_points.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch::indexer {
namespace {

using format::LexiconEntry;

// A longer one is a sentence.
constexpr std::size_t kMaxKeywordBytes = 80;

constexpr std::uint32_t kNone = UINT32_MAX;

// An English keyword as it stands in a sentence: "Digital Library" is "digital library", and RFID
// stays as it is.
std::string InSentence(std::string_view keyword) {
  std::string out;
  for (std::size_t i = 0; i < keyword.size();) {
    std::size_t end = i;
    while (end < keyword.size() && IsAsciiAlnum(keyword[end])) ++end;
    if (end == i) {
      out += keyword[i++];
      continue;
    }
    const std::string_view word = keyword.substr(i, end - i);
    out += text::IsAbbreviation(word) ? std::string(word) : LowerAscii(word);
    i = end;
  }
  return out;
}

// Whether no word of an English term says what it is about: et al.
bool HasOnlyFunctionWords(std::string_view term) {
  while (!term.empty()) {
    const std::string_view word = term.substr(0, term.find(' '));
    if (!IsEnglishFunctionWord(word)) return false;
    term.remove_prefix(std::min(term.size(), word.size() + 1));
  }
  return true;
}

}  // namespace

// The number of a keyword, or kNone if it cannot be one.
std::uint32_t KeywordAligner::IdOf(std::string_view written) {
  const std::string_view term = Trim(written, " \t\r\n.,;:\"'");
  if (term.empty() || term.size() > kMaxKeywordBytes) return kNone;
  const bool chinese = text::HasUnspaced(term);
  const std::string spelling = chinese ? std::string(term) : InSentence(term);
  const auto [known, is_new] = id_of_spelling_.try_emplace(spelling, kNone);
  if (!is_new) return known->second;
  const std::string key = text::LexiconKeyOf(spelling, analyzer_);
  if (key.empty() || (!chinese && HasOnlyFunctionWords(spelling))) return kNone;
  const auto [id, is_other] =
      id_of_key_.try_emplace(key, static_cast<std::uint32_t>(keywords_.size()));
  if (is_other) keywords_.push_back({key, {}});
  return known->second = id->second;
}

void KeywordAligner::Count(std::uint32_t keyword, std::uint32_t paper) {
  Keyword& its = keywords_[keyword];
  its.papers += its.last_paper != paper;
  its.last_paper = paper;
}

void KeywordAligner::Add(std::uint32_t paper, std::string_view zh, std::string_view en) {
  if (!text::HasUnspaced(zh) || text::HasUnspaced(en)) return;
  const std::uint32_t zh_id = IdOf(zh);
  const std::uint32_t en_id = IdOf(en);
  if (zh_id == kNone || en_id == kNone) return;
  Count(zh_id, paper);
  Count(en_id, paper);
  ++keywords_[zh_id].written[std::string(Trim(zh, " \t\r\n.,;:\"'"))];
  ++keywords_[en_id].written[InSentence(Trim(en, " \t\r\n.,;:\"'"))];
  Pair& pair = pairs_[std::uint64_t{zh_id} << 32U | en_id];
  pair.papers += pair.last_paper != paper;
  pair.last_paper = paper;
}

// The most frequent spelling; of several the first in order.
const std::string& KeywordAligner::Written(std::uint32_t keyword) const {
  const auto& written = keywords_[keyword].written;
  return std::max_element(written.begin(), written.end(),
                          [](const auto& a, const auto& b) {
                            return a.second != b.second ? a.second < b.second : a.first > b.first;
                          })
      ->first;
}

std::vector<LexiconEntry> KeywordAligner::Finish(std::uint32_t min_papers) const {
  // The least strength, and what a keyword counts that stands for nothing else but is one of
  // several for the other: of all papers with "library cause" most call it 图书馆事业, which is
  // mostly called otherwise.
  constexpr double kMinStrength = 0.1;
  constexpr double kOneOfSeveral = 0.5;
  // A few papers must be of one mind: two teach a pair of a strength of .4, four one of .2.
  constexpr double kMinStrengthByPapers = 0.8;
  std::vector<LexiconEntry> entries;
  for (const auto& [ids, pair] : pairs_) {
    const std::uint32_t papers = pair.papers;
    if (papers < min_papers) continue;
    const auto zh = static_cast<std::uint32_t>(ids >> 32U);
    const auto en = static_cast<std::uint32_t>(ids);
    if (IsRomanizedName(Written(en), Written(zh))) continue;
    const double both = papers;
    const double dice = 2 * both / (keywords_[zh].papers + keywords_[en].papers);
    const auto add = [&](std::uint32_t term, std::uint32_t translation) {
      const double strength = std::max(dice, kOneOfSeveral * both / keywords_[term].papers);
      if (strength >= kMinStrength && strength * both >= kMinStrengthByPapers)
        entries.push_back(
            {keywords_[term].key, Written(term), {{Written(translation), strength, papers}}});
    };
    add(zh, en);
    add(en, zh);
  }
  return entries;
}

KeywordAligner::Partners KeywordAligner::PartnersOf(std::uint32_t min_papers) const {
  Partners partners;
  for (const auto& [ids, pair] : pairs_) {
    if (pair.papers < min_papers) continue;
    const std::string& zh = keywords_[ids >> 32U].key;
    const std::string& en = keywords_[static_cast<std::uint32_t>(ids)].key;
    partners[zh].push_back(en);
    partners[en].push_back(zh);
  }
  return partners;
}

}  // namespace dssearch::indexer
