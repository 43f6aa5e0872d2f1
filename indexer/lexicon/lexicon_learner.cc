#include "indexer/lexicon/lexicon_learner.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <set>
#include <string_view>
#include <utility>

#include "indexer/ascii.h"
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
    .min_papers = 2, .min_strength = 0.1, .correct_for_chance = false};

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
  text.append(line).append("\n");
  Cap(text, kMaxTextBytes);
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

void LexiconLearner::Add(const Paper& paper) {
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
}

std::vector<LexiconEntry> LexiconLearner::Finish() const {
  ParallelTextEncoder encoder;
  std::vector<ParallelText> texts;
  std::vector<ParallelText> pairs_of_texts;
  std::uint32_t paper = 0;
  for (const auto& [hash, sample] : samples_) {
    if (!sample.zh.empty()) texts.push_back(encoder.Encode(paper, sample.zh, sample.en));
    for (const TextPair& pair : sample.pairs) {
      ParallelText& text = pairs_of_texts.emplace_back(encoder.Encode(paper, pair.zh, pair.en));
      text.zh_tail = text.en_tail = pair.tail;
    }
    ++paper;
  }
  std::vector<TermPair> terms = AlignTerms(texts, kRulesOfTexts, encoder);
  for (TermPair& pair : AlignTerms(pairs_of_texts, kRulesOfPairs, encoder))
    terms.push_back(std::move(pair));

  std::vector<LexiconEntry> entries;
  for (const TermPair& pair : terms) {
    entries.push_back({pair.zh_key, pair.zh, {{pair.en, pair.strength, pair.papers}}});
    entries.push_back({pair.en_key, pair.en, {{pair.zh, pair.strength, pair.papers}}});
  }
  AddAbbreviations(entries);
  return MergeEntries(std::move(entries));
}

void LexiconLearner::AddAbbreviations(std::vector<LexiconEntry>& entries) const {
  struct Explanations {
    std::uint32_t papers = 0;                          // The papers that explain the abbreviation,
    std::map<std::string, std::uint32_t> papers_with;  // and those with each of its long forms.
  };
  std::map<std::string, Explanations> explanations;  // By abbreviation.
  for (const auto& [hash, sample] : samples_) {
    std::map<std::string, std::set<std::string>> of_paper;
    for (const Abbreviation& one : sample.abbreviations)
      of_paper[one.shorter].insert(LowerAscii(one.longer));
    for (const auto& [shorter, long_forms] : of_paper) {
      Explanations& its = explanations[shorter];
      ++its.papers;
      for (const std::string& longer : long_forms) ++its.papers_with[longer];
    }
  }
  text::Analyzer analyzer;
  for (const auto& [shorter, its] : explanations)
    for (const auto& [longer, papers] : its.papers_with) {
      const double strength = kAbbreviationStrength * papers / its.papers;
      if (papers < kMinAbbreviationPapers || strength < kMinAbbreviationStrength) continue;
      entries.push_back(
          {text::LexiconKeyOf(shorter, analyzer), shorter, {{longer, strength, papers}}});
      entries.push_back(
          {text::LexiconKeyOf(longer, analyzer), longer, {{shorter, strength, papers}}});
    }
}

}  // namespace dssearch::indexer
