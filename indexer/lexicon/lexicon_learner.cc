#include "indexer/lexicon/lexicon_learner.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "indexer/ascii.h"
#include "indexer/lexicon/function_words.h"
#include "indexer/lexicon/keyword_alignment.h"
#include "indexer/lexicon/lexicon_merge.h"
#include "indexer/lexicon/parallel_text.h"
#include "indexer/lexicon/term_alignment.h"
#include "searcher/format/record.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/code_points.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch::indexer {
namespace {

using format::LexiconEntry;

// No summary is longer; a paper's share of the sample is bounded.
constexpr std::size_t kMaxTextBytes = 6000;
constexpr std::size_t kMaxPairsOfPaper = 32;

constexpr LearningRules kRulesOfTexts = {
    .min_papers = 4, .min_strength = 0.15, .correct_for_chance = true};
constexpr LearningRules kRulesOfPairs = {
    .min_papers = 2, .min_strength = 0.15, .correct_for_chance = false};

// An abbreviation stands for other things, too, so that it is less sure than its long form even
// where all papers explain it alike.
constexpr double kAbbreviationStrength = 0.8;
constexpr double kMinAbbreviationStrength = 0.2;
constexpr std::uint32_t kMinAbbreviationPapers = 2;

void Cap(std::string& text, std::size_t bytes) {
  text.resize(text::CutToBytes(text, bytes).size());
}

// Adds a line to the text of a language, up to its limit.
void AddLine(const std::string& line, std::string& text) {
  if (line.empty() || text.size() >= kMaxTextBytes) return;
  text.append(WithoutAddresses(line)).append("\n");
  Cap(text, kMaxTextBytes);
}

// The longest abbreviation that is looked for among words, and its letters in eight bytes.
constexpr std::size_t kMaxWordLetters = 6;

std::uint64_t Packed(std::string_view letters) {
  std::uint64_t packed = 0;
  for (const char c : letters) packed = packed << 8U | static_cast<unsigned char>(c);
  return packed;
}

// Whether authors call a term by a longer keyword than its partner, and not by that: small is only
// a part of what 中小企业 is, and 家庭 of what homework is.
bool IsHalfOfKeyword(const std::string& term, const std::string& partner,
                     const KeywordAligner::Partners& partners) {
  const auto known = partners.find(term);
  if (known == partners.end()) return false;
  const std::string part = ' ' + partner + ' ';
  bool is_half = false;
  for (const std::string& keyword : known->second) {
    if (keyword == partner) return false;
    is_half = is_half || (' ' + keyword + ' ').find(part) != std::string::npos;
  }
  return is_half;
}

// A term in its spellings, with the number of papers that have each.
using Spellings = std::map<std::string, std::uint32_t>;

std::uint32_t PapersOf(const Spellings& spellings) {
  std::uint32_t papers = 0;
  for (const auto& [written, its_papers] : spellings) papers += its_papers;
  return papers;
}

const std::string& MostFrequent(const Spellings& spellings) {
  return std::max_element(spellings.begin(), spellings.end(),
                          [](const auto& a, const auto& b) { return a.second < b.second; })
      ->first;
}

}  // namespace

LexiconLearner::Sample LexiconLearner::SampleOf(const Paper& paper) {
  Sample sample;
  AddLine(paper.title, text::HasUnspaced(paper.title) ? sample.zh : sample.en);
  AddLine(paper.title_zh, sample.zh);
  AddLine(paper.summary_zh, sample.zh);
  AddLine(paper.contribution_zh, sample.zh);
  AddLine(paper.summary_en, sample.en);
  AddLine(paper.contribution_en, sample.en);
  const std::vector<std::string>& zh = paper.keywords_zh;
  const std::vector<std::string>& en = paper.keywords_en;
  if (zh.size() == en.size()) {
    for (std::size_t i = 0; i < zh.size() && i < kMaxPairsOfPaper; ++i)
      sample.pairs.push_back({zh[i], en[i]});
  } else {  // Which is the translation of which is not known.
    for (const std::string& keyword : zh) AddLine(keyword, sample.zh);
    for (const std::string& keyword : en) AddLine(keyword + ';', sample.en);
  }
  for (const std::string* text : {&sample.zh, &sample.en}) {
    for (TextPair& pair : PairsInBrackets(*text)) sample.pairs.push_back(std::move(pair));
    for (Abbreviation& one : AbbreviationsIn(*text)) sample.abbreviations.push_back(std::move(one));
  }
  if (sample.pairs.size() > kMaxPairsOfPaper) sample.pairs.resize(kMaxPairsOfPaper);
  for (TextPair& pair : sample.pairs) {
    Cap(pair.zh, kMaxTextBytes);
    Cap(pair.en, kMaxTextBytes);
  }
  return sample;
}

// Papers that say the same are one, whatever they are called.
std::uint64_t LexiconLearner::HashOf(const Sample& sample) {
  std::string all = sample.zh + '\0' + sample.en;
  for (const TextPair& pair : sample.pairs)
    all.append(1, '\0').append(pair.zh).append(1, '\0').append(pair.en);
  std::uint64_t hash = 0;
  const std::string digest = format::ContentHash(all);
  std::memcpy(&hash, digest.data(), sizeof hash);
  return hash;
}

// Counts the papers that have a short word in small letters.
void LexiconLearner::CountWords(const std::string& text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && text[i] >= 'a' && text[i] <= 'z') ++i;
    const bool is_whole = (begin == 0 || !IsAsciiAlnum(text[begin - 1])) &&
                          (i == text.size() || !IsAsciiAlnum(text[i]));
    if (is_whole && i - begin > 1 && i - begin <= kMaxWordLetters) {
      WordCounts::Count& count = words_[Packed(std::string_view(text).substr(begin, i - begin))];
      count.papers += count.last_paper != papers_;
      count.last_paper = papers_;
    }
    if (i == begin) ++i;
  }
}

// Whether an abbreviation is a word as well, in small letters, and more often so: MAP, ViA.
bool LexiconLearner::IsWordToo(const std::string& abbreviation, std::uint32_t papers) const {
  const std::string word = LowerAscii(abbreviation);
  if (IsEnglishFunctionWord(word)) return true;
  if (word.size() > kMaxWordLetters) return false;
  return words_.PapersOf(Packed(word)) > papers;
}

void LexiconLearner::Add(const Paper& paper) {
  ++papers_;
  CountWords(paper.summary_en);
  Sample sample = SampleOf(paper);
  const std::uint64_t hash = HashOf(sample);
  // One language teaches nothing about another.
  if (sample.zh.empty() || sample.en.empty()) {
    sample.zh.clear();
    sample.en.clear();
  }
  if (sample.pairs.empty() && sample.abbreviations.empty() && sample.zh.empty()) return;

  sample.bytes = sizeof sample + sample.zh.size() + sample.en.size();
  for (const TextPair& pair : sample.pairs)
    sample.bytes += sizeof pair + pair.zh.size() + pair.en.size();
  for (const Abbreviation& one : sample.abbreviations)
    sample.bytes += sizeof one + one.longer.size() + one.shorter.size();
  Keep(hash, std::move(sample));
}

// Keeps a sample if there is room for it and all samples with lower hashes, whatever the order in
// which samples come.
void LexiconLearner::Keep(std::uint64_t hash, Sample sample) {
  if (hash >= hash_limit_) return;
  const std::size_t bytes = sample.bytes;
  if (!samples_.emplace(hash, std::move(sample)).second) return;
  bytes_ += bytes;
  while (bytes_ > kMaxSampleBytes) {
    hash_limit_ = samples_.rbegin()->first;
    DropHighest();
  }
}

void LexiconLearner::DropHighest() {
  const auto highest = std::prev(samples_.end());
  bytes_ -= highest->second.bytes;
  samples_.erase(highest);
}

void LexiconLearner::Merge(LexiconLearner&& other) {
  hash_limit_ = std::min(hash_limit_, other.hash_limit_);
  while (!samples_.empty() && samples_.rbegin()->first >= hash_limit_) DropHighest();
  for (auto& [hash, sample] : other.samples_) Keep(hash, std::move(sample));
  other.words_.ForEach(
      [this](const WordCounts::Count& count) { words_[count.word].papers += count.papers; });
}

std::vector<LexiconEntry> LexiconLearner::Finish() const {
  ParallelTextEncoder encoder;
  std::vector<ParallelText> texts;
  std::vector<ParallelText> pairs_of_texts;
  KeywordAligner keywords;
  std::uint32_t paper = 0;
  for (const auto& [hash, sample] : samples_) {
    if (!sample.zh.empty()) texts.push_back(encoder.Encode(paper, sample.zh, sample.en));
    for (const TextPair& pair : sample.pairs) {
      if (!pair.tail) keywords.Add(paper, pair.zh, pair.en);
      ParallelText& text = pairs_of_texts.emplace_back(encoder.Encode(paper, pair.zh, pair.en));
      text.zh_tail = text.en_tail = pair.tail;
    }
    ++paper;
  }
  std::vector<TermPair> terms = AlignTerms(texts, kRulesOfTexts, encoder);
  for (TermPair& pair : AlignTerms(pairs_of_texts, kRulesOfPairs, encoder))
    terms.push_back(std::move(pair));

  std::vector<LexiconEntry> entries = keywords.Finish(kRulesOfPairs.min_papers);
  const KeywordAligner::Partners partners = keywords.PartnersOf(kRulesOfPairs.min_papers);
  for (const TermPair& pair : terms) {
    if (IsHalfOfKeyword(pair.zh_key, pair.en_key, partners) ||
        IsHalfOfKeyword(pair.en_key, pair.zh_key, partners))
      continue;
    entries.push_back({pair.zh_key, pair.zh, {{pair.en, pair.strength, pair.papers}}});
    entries.push_back({pair.en_key, pair.en, {{pair.zh, pair.strength, pair.papers}}});
  }
  AddAbbreviations(entries);
  return MergeEntries(std::move(entries));
}

void LexiconLearner::AddAbbreviations(std::vector<LexiconEntry>& entries) const {
  struct Explanations {
    std::uint32_t papers = 0;                 // The papers that explain the abbreviation,
    Spellings written;                        // how they write it,
    std::map<std::string, Spellings> longer;  // and its long forms.
  };
  std::map<std::string, Explanations> explanations;  // By abbreviation, in the singular.
  for (const auto& [hash, sample] : samples_) {
    std::map<std::string, std::map<std::string, const Abbreviation*>> of_paper;
    for (const Abbreviation& one : sample.abbreviations)
      of_paper[std::string(text::SingularAbbreviation(one.shorter))].try_emplace(
          SpellingKey(one.longer), &one);
    for (const auto& [shorter, long_forms] : of_paper) {
      Explanations& its = explanations[shorter];
      ++its.papers;
      ++its.written[long_forms.begin()->second->shorter];
      for (const auto& [spelling, one] : long_forms)
        ++its.longer[spelling][LowerAscii(one->longer)];
    }
  }
  // Searches may leave the case open, so that PCa stands for less where PCA is another term.
  std::map<std::string, std::uint32_t> papers_in_any_case;
  for (const auto& [shorter, its] : explanations)
    papers_in_any_case[LowerAscii(shorter)] += its.papers;
  text::Analyzer analyzer;
  for (const auto& [shorter, its] : explanations)
    for (const auto& [spelling, spellings] : its.longer) {
      const std::uint32_t papers = PapersOf(spellings);
      const double strength =
          kAbbreviationStrength * papers / papers_in_any_case[LowerAscii(shorter)];
      if (papers < kMinAbbreviationPapers || strength < kMinAbbreviationStrength) continue;
      const std::string& written = MostFrequent(its.written);
      const std::string& longer = MostFrequent(spellings);
      const bool is_word = IsWordToo(shorter, its.papers);
      entries.push_back({is_word ? shorter : text::LexiconKeyOf(written, analyzer),
                         written,
                         {{longer, strength, papers}}});
      // As a word it is found where it stands for nothing.
      if (!is_word)
        entries.push_back(
            {text::LexiconKeyOf(longer, analyzer), longer, {{written, strength, papers}}});
    }
}

}  // namespace dssearch::indexer
