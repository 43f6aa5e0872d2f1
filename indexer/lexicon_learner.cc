#include "indexer/lexicon_learner.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <future>
#include <iterator>
#include <set>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "searcher/format/record.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/code_points.h"
#include "searcher/text/lexicon_tokens.h"
#include "searcher/text/normalizer.h"
#include "searcher/text/stemmer.h"
#include "searcher/text/stop_words.h"

namespace dssearch::indexer {
namespace {

using format::LexiconEntry;
using format::Origin;
using format::Translation;

// No summary is longer; a paper's share of the sample is bounded.
constexpr std::size_t kMaxTextBytes = 6000;
constexpr std::size_t kMaxPairsOfPaper = 32;
constexpr std::size_t kMaxWordBytes = 40;

constexpr std::size_t kMaxCharacters = 6;
constexpr std::size_t kMaxWords = 3;

// Translations of a term that are kept, and how strong they must be beside the
// strongest.
constexpr std::size_t kMaxTranslations = 5;
constexpr double kBesideStrongest = 0.3;

// A term of which so many stand inside one longer term is no term: 化学习.
constexpr double kMostlyInside = 0.6;

struct Rules {
  std::uint32_t papers;  ///< That must have the pair.
  double strength;
  bool by_chance;  ///< Terms may keep company by chance.
};
// In whole texts any term meets any other. In pairs, which mean the same, it does not.
constexpr Rules kOfTexts = {4, 0.15, true};
constexpr Rules kOfPairs = {2, 0.1, false};

// Of company that is no chance; see Evidence.
constexpr double kEvidence = 40;

// Of a term that the seed has, so many papers teach something else.
constexpr std::uint32_t kFewBesideSeed = 5;

// An abbreviation stands for more than its term.
constexpr double kOfAbbreviations = 0.8;
constexpr double kLeastOfAbbreviations = 0.2;

// A text as a row of numbers: characters or stems, 0 between what is apart.
using Row = std::vector<std::uint32_t>;

// Stems and the words that they come of, as numbers.
class Words {
 public:
  Words() { names_.emplace_back(); }

  std::uint32_t NumberOf(std::string_view word) {
    const auto [known, fresh] =
        numbers_.try_emplace(std::string(word), static_cast<std::uint32_t>(names_.size()));
    if (fresh) names_.push_back(known->first);
    return known->second;
  }
  const std::string& NameOf(std::uint32_t number) const { return names_[number]; }

 private:
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::vector<std::string> names_;
};

// Two texts that say the same, of one paper.
struct Unit {
  std::uint32_t paper;
  Row zh;
  Row en;                ///< Stems,
  Row words;             ///< and the words that they are of.
  bool zh_tail = false;  ///< A term ends where the row does.
  bool en_tail = false;
};

// Characters that no term begins with, nor ends with; with kEnds alone some begin:
// 不确定性, 最大似然, 对抗样本, 有限元.
constexpr std::u32string_view kEdges =
    U"的了和与是为等及而之其将于这该并或也被把个种们由向让则但又都还更所使且能会到用";
constexpr std::u32string_view kEnds = U"不可中最对在有上下以从";

// What comes before a term in a sentence.
constexpr std::u32string_view kBefore[] = {U"提出", U"针对", U"本文", U"采用", U"利用",
                                           U"使用", U"通过", U"我们", U"一种"};

std::vector<Row> RowsBefore() {
  std::vector<Row> rows;
  for (const std::u32string_view text : kBefore) rows.emplace_back(text.begin(), text.end());
  return rows;
}

std::vector<bool> Marked(std::u32string_view characters) {
  std::vector<bool> marked(*std::max_element(characters.begin(), characters.end()) + 1);
  for (const char32_t c : characters) marked[c] = true;
  return marked;
}

class Cutter {
 public:
  Unit Cut(std::uint32_t paper, std::string_view zh, std::string_view en) {
    Unit unit{paper, {}, {}, {}};
    const text::FoldedText zh_folded = normalizer_.Fold(zh);
    for (std::size_t i = 0; i < zh_folded.text().size();) {
      const char32_t c = text::Next(zh_folded.text(), i);
      const bool han = text::IsUnspaced(c);
      if (han || (!unit.zh.empty() && unit.zh.back() != 0))
        unit.zh.push_back(han ? static_cast<std::uint32_t>(c) : 0);
    }
    const text::FoldedText en_folded = normalizer_.Fold(en);
    const std::string_view text = en_folded.text();
    const auto apart = [&unit] {
      if (unit.en.empty() || unit.en.back() == 0) return;
      unit.en.push_back(0);
      unit.words.push_back(0);
    };
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t begin = i;
      while (i < text.size() && text[i] >= 'a' && text[i] <= 'z') ++i;
      if (i > begin) {
        const std::string_view word = text.substr(begin, i - begin);
        // The rest of a word with letters of other alphabets or digits is none.
        if (word.size() <= kMaxWordBytes) {
          unit.words.push_back(words_.NumberOf(word));
          const std::string_view stem = text::WithoutPlural(stemmer_.Stem(word));
          unit.en.push_back(stems_.NumberOf(stem));
          stop_.resize(std::max<std::size_t>(stop_.size(), unit.en.back() + 1));
          if (stem.size() < 2 || text::IsStopWord(stem) || text::IsStopWord(word))
            stop_[unit.en.back()] = true;
        }
        continue;
      }
      const char32_t c = text::Next(text, i);
      if (c != ' ' && c != '-' && c != '\n') apart();
    }
    return unit;
  }

  /// By stem: of words that say nothing, or of a single letter.
  const std::vector<bool>& stop() const { return stop_; }

  const Words& words() const { return words_; }
  const Words& stems() const { return stems_; }

 private:
  text::Normalizer normalizer_;
  text::Stemmer stemmer_;
  Words words_;
  Words stems_;
  std::vector<bool> stop_;
};

std::uint64_t Mixed(std::uint64_t hash, std::uint32_t number) {
  hash = (hash ^ number) * 0x9E3779B97F4A7C15U;
  return hash ^ (hash >> 29);
}

// One language of the units: the grams that are frequent, and where they are.
class Side {
 public:
  struct Gram {
    std::uint32_t unit;  ///< Where it stands for the first time.
    std::uint32_t begin;
    std::uint32_t length;
    std::uint32_t papers = 0;
    std::uint32_t last_paper = UINT32_MAX;
    std::uint32_t last_unit = UINT32_MAX;
    bool left_out = false;
  };

  struct Form {
    Row Unit::*row;
    bool Unit::*tail;
    std::size_t shortest;
    std::size_t longest;
    std::size_t
        seen;  ///< Longer ones that are no terms are seen up to this, to know parts of them.
    std::vector<bool> edges;  ///< By number: no term begins or ends with these,
    std::vector<bool> ends;   ///< nor ends with these,
    std::vector<Row> before;  ///< nor is longer than these and begins with them.
  };

  Side(const std::vector<Unit>& units, Form form, const Rules& rules)
      : units_(units), form_(std::move(form)) {
    EstimateAll(rules);
    Find(rules);
    for (Gram& gram : grams_) gram.left_out = gram.papers < rules.papers;
    LeaveOutParts();
    units_of_.resize(grams_.size());
    for (std::uint32_t unit = 0; unit < units_.size(); ++unit) {
      std::erase_if(of_unit_[unit], [&](std::uint32_t gram) { return grams_[gram].left_out; });
      for (const std::uint32_t gram : of_unit_[unit]) units_of_[gram].push_back(unit);
    }
  }

  const std::vector<Gram>& grams() const { return grams_; }
  const std::vector<std::uint32_t>& OfUnit(std::uint32_t unit) const { return of_unit_[unit]; }
  const std::vector<std::uint32_t>& TextsWith(std::uint32_t gram) const { return units_of_[gram]; }

  Row NumbersOf(std::uint32_t gram) const { return NumbersOf(gram, form_.row); }
  Row NumbersOf(std::uint32_t gram, Row Unit::*row) const {
    const Gram& one = grams_[gram];
    const auto begin = (units_[one.unit].*row).begin() + one.begin;
    return {begin, begin + one.length};
  }

  /// Calls `visit(gram, unit, begin)` wherever a gram stands.
  template <typename Visit>
  void ForEachPlace(const Visit& visit) const {
    for (std::uint32_t unit = 0; unit < units_.size(); ++unit)
      ForEachGram(units_[unit], [&](std::uint64_t hash, std::size_t begin, std::size_t) {
        const auto found = ids_.find(hash);
        if (found != ids_.end()) visit(found->second, unit, begin);
        return found != ids_.end();
      });
  }

 private:
  static bool Has(const std::vector<bool>& numbers, std::uint32_t number) {
    return number < numbers.size() && numbers[number];
  }

  // The length of what comes before a term at most; else the longest that is seen.
  std::size_t LongestAt(const Row& row, std::size_t begin) const {
    for (const Row& before : form_.before)
      if (row.size() - begin >= before.size() &&
          std::equal(before.begin(), before.end(),
                     row.begin() + static_cast<std::ptrdiff_t>(begin)))
        return before.size();
    return form_.seen;
  }

  // Calls `visit(hash, begin, length)` with each gram that may be a term, and with
  // longer ones that begin the same as long as that returns true.
  template <typename Visit>
  void ForEachGram(const Unit& unit, const Visit& visit) const {
    const Row& row = unit.*form_.row;
    const bool tail = unit.*form_.tail;
    std::size_t end = row.size();
    while (end > 0 && row[end - 1] == 0) --end;
    for (std::size_t begin = 0; begin < end; ++begin) {
      if (row[begin] == 0 || Has(form_.edges, row[begin])) continue;
      const std::size_t longest = LongestAt(row, begin);
      std::uint64_t hash = 0;
      for (std::size_t length = 1; length <= longest && begin + length <= end; ++length) {
        const std::uint32_t number = row[begin + length - 1];
        if (number == 0) break;
        hash = Mixed(hash, number);
        if (length < form_.shortest || Has(form_.edges, number) || Has(form_.ends, number))
          continue;
        if (tail && begin + length != end) continue;
        if (!visit(hash, begin, length)) break;
      }
    }
  }

  // Papers that have grams, roughly, and never too few.
  struct Estimate {
    std::uint32_t papers : 8;
    std::uint32_t last_paper : 24;  ///< From 1 on.
  };
  static constexpr std::uint32_t kMostEstimated = 255;

  Estimate& EstimateOf(std::uint64_t hash) { return estimates_[hash % kEstimates]; }

  // Counts in little memory, so that what is rare need not be remembered: short
  // grams first, then those longer ones that begin with short ones that are in
  // enough papers.
  void EstimateAll(const Rules& rules) {
    for (const bool longer : {false, true})
      for (const Unit& unit : units_)
        ForEachGram(unit, [&](std::uint64_t hash, std::size_t, std::size_t length) {
          Estimate& estimate = EstimateOf(hash);
          if (longer == (length > kShort) && estimate.last_paper != unit.paper + 1) {
            estimate.last_paper = (unit.paper + 1) & 0xFF'FFFFU;
            if (estimate.papers < kMostEstimated) ++estimate.papers;
          }
          return longer ? length > kShort || estimate.papers >= rules.papers : length < kShort;
        });
  }

  void Find(const Rules& rules) {
    of_unit_.resize(units_.size());
    for (std::uint32_t unit = 0; unit < units_.size(); ++unit) {
      std::vector<std::uint32_t>& here = of_unit_[unit];
      ForEachGram(units_[unit], [&](std::uint64_t hash, std::size_t begin, std::size_t length) {
        if (EstimateOf(hash).papers < rules.papers) return false;
        const auto [known, fresh] =
            ids_.try_emplace(hash, static_cast<std::uint32_t>(grams_.size()));
        if (fresh)
          grams_.push_back(
              {unit, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(length)});
        Gram& gram = grams_[known->second];
        if (gram.last_paper != units_[unit].paper) ++gram.papers;
        gram.last_paper = units_[unit].paper;
        if (gram.last_unit != unit) here.push_back(known->second);
        gram.last_unit = unit;
        return true;
      });
      std::sort(here.begin(), here.end());
    }
  }

  void LeaveOutParts() {
    std::vector<bool> part(grams_.size());
    for (std::uint32_t id = 0; id < grams_.size(); ++id) {
      if (grams_[id].left_out) continue;
      const Row numbers = NumbersOf(id);
      for (std::size_t begin = 0; begin < numbers.size(); ++begin) {
        std::uint64_t hash = 0;
        for (std::size_t length = 1; begin + length <= numbers.size(); ++length) {
          hash = Mixed(hash, numbers[begin + length - 1]);
          const auto found = ids_.find(hash);
          if (length == numbers.size() || found == ids_.end()) continue;
          if (grams_[id].papers >= kMostlyInside * grams_[found->second].papers)
            part[found->second] = true;
        }
      }
    }
    for (std::uint32_t id = 0; id < grams_.size(); ++id)
      if (part[id] || grams_[id].length > form_.longest) grams_[id].left_out = true;
  }

  static constexpr std::size_t kEstimates = std::size_t{1} << 22;
  static constexpr std::size_t kShort = 3;

  const std::vector<Unit>& units_;
  Form form_;
  std::vector<Estimate> estimates_ = std::vector<Estimate>(kEstimates);
  std::unordered_map<std::uint64_t, std::uint32_t> ids_;
  std::vector<Gram> grams_;
  std::vector<std::vector<std::uint32_t>> of_unit_;   ///< Grams, in order.
  std::vector<std::vector<std::uint32_t>> units_of_;  ///< In order.
};

// How surely two terms that `a` and `b` of `all` papers have keep company in
// `both` of them: Dunning's log-likelihood ratio. 40 comes by chance once in
// some billions.
double Evidence(double both, double a, double b, double all) {
  const auto term = [all](double seen, double x, double y) {
    return seen > 0 ? seen * std::log(seen * all / (x * y)) : 0;
  };
  if (both * all <= a * b) return 0;
  return 2 * (term(both, a, b) + term(a - both, a, all - b) + term(b - both, all - a, b) +
              term(all - a - b + both, all - a, all - b));
}

// How much more company they keep than chance would have them keep, of what they
// could: of words that most papers have, most papers have both.
double BeyondChance(double dice, double a, double b, double all) {
  const double chance = 2 * a * b / (all * (a + b));
  return (dice - chance) / (1 - chance);
}

struct Link {
  std::uint32_t zh;
  std::uint32_t en;
  double strength;
  std::uint32_t papers;
};

bool Contains(const Row& whole, const Row& part) {
  return part.size() < whole.size() &&
         std::search(whole.begin(), whole.end(), part.begin(), part.end()) != whole.end();
}

// Of terms one inside the other that stand for the same term of the other
// language the best is left: neither 学习 nor 强化学习方 is "reinforcement learning".
void LeaveBest(std::vector<Link>& links, std::uint32_t Link::*same, std::uint32_t Link::*other,
               const Side& side) {
  std::sort(links.begin(), links.end(), [&](const Link& a, const Link& b) {
    if (a.*same != b.*same) return a.*same < b.*same;
    if (a.strength != b.strength) return a.strength > b.strength;
    const Row x = side.NumbersOf(a.*other);
    const Row y = side.NumbersOf(b.*other);
    return x.size() != y.size() ? x.size() > y.size() : x < y;
  });
  std::vector<Link> kept;
  std::vector<Row> better;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (i == 0 || links[i].*same != links[i - 1].*same) better.clear();
    Row numbers = side.NumbersOf(links[i].*other);
    if (std::any_of(better.begin(), better.end(), [&](const Row& row) {
          return Contains(row, numbers) || Contains(numbers, row);
        }))
      continue;
    better.push_back(std::move(numbers));
    kept.push_back(links[i]);
  }
  links = std::move(kept);
}

std::vector<Link> LinksOf(const std::vector<Unit>& units, const Side& zh, const Side& en,
                          const Rules& rules) {
  double papers = 0;
  for (std::size_t i = 0; i < units.size(); ++i)
    papers += i == 0 || units[i].paper != units[i - 1].paper;
  std::vector<Link> links;
  std::vector<std::uint32_t> counts(en.grams().size());
  std::vector<std::uint32_t> last_paper(en.grams().size());
  std::vector<std::uint32_t> touched;
  for (std::uint32_t id = 0; id < zh.grams().size(); ++id) {
    for (const std::uint32_t unit : zh.TextsWith(id)) {
      const std::uint32_t paper = units[unit].paper + 1;
      for (const std::uint32_t other : en.OfUnit(unit)) {
        if (counts[other] == 0) touched.push_back(other);
        counts[other] += last_paper[other] != paper;
        last_paper[other] = paper;
      }
    }
    for (const std::uint32_t other : touched) {
      const double both = counts[other];
      const double a = zh.grams()[id].papers;
      const double b = en.grams()[other].papers;
      const double dice = 2 * both / (a + b);
      // Dice is least work, and never less than what is beyond chance.
      if (counts[other] >= rules.papers && dice >= rules.strength &&
          (!rules.by_chance || Evidence(both, a, b, papers) >= kEvidence)) {
        const double strength = rules.by_chance ? BeyondChance(dice, a, b, papers) : dice;
        if (strength >= rules.strength) links.push_back({id, other, strength, counts[other]});
      }
      counts[other] = 0;
      last_paper[other] = 0;
    }
    touched.clear();
  }
  LeaveBest(links, &Link::zh, &Link::en, en);
  LeaveBest(links, &Link::en, &Link::zh, zh);
  return links;
}

// A term in both languages.
struct Pair {
  std::string zh_key;
  std::string zh;
  std::string en_key;
  std::string en;
  double strength;
  std::uint32_t papers;
};

// What the English grams of links are mostly written as.
std::unordered_map<std::uint32_t, Row> WritingsOf(const std::vector<Link>& links,
                                                  const std::vector<Unit>& units, const Side& en) {
  std::unordered_map<std::uint32_t, std::map<Row, std::uint32_t>> counts;
  for (const Link& link : links) counts[link.en];
  en.ForEachPlace([&](std::uint32_t gram, std::uint32_t unit, std::size_t begin) {
    const auto found = counts.find(gram);
    if (found == counts.end()) return;
    const auto from = units[unit].words.begin() + static_cast<std::ptrdiff_t>(begin);
    ++found->second[Row(from, from + en.grams()[gram].length)];
  });
  std::unordered_map<std::uint32_t, Row> writings;
  for (const auto& [gram, rows] : counts)
    writings[gram] = std::max_element(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
                       return a.second < b.second;
                     })->first;
  return writings;
}

std::vector<Pair> PairsOf(const std::vector<Unit>& units, const Rules& rules,
                          const Cutter& cutter) {
  if (units.empty()) return {};
  // Half of the time each, and most of all.
  auto chinese = std::async(std::launch::async, [&] {
    return Side(units,
                {&Unit::zh, &Unit::zh_tail, 2, kMaxCharacters, kMaxCharacters + 2, Marked(kEdges),
                 Marked(kEnds), RowsBefore()},
                rules);
  });
  const Side en(units,
                {&Unit::en, &Unit::en_tail, 1, kMaxWords, kMaxWords + 1, cutter.stop(), {}, {}},
                rules);
  const Side zh = chinese.get();
  const std::vector<Link> links = LinksOf(units, zh, en, rules);
  const auto writings = WritingsOf(links, units, en);
  std::vector<Pair> pairs;
  for (const Link& link : links) {
    Pair pair{{}, {}, {}, {}, link.strength, link.papers};
    for (const std::uint32_t c : zh.NumbersOf(link.zh)) {
      if (!pair.zh.empty()) pair.zh_key += ' ';
      text::Append(pair.zh_key, static_cast<char32_t>(c));
      text::Append(pair.zh, static_cast<char32_t>(c));
    }
    for (const std::uint32_t stem : en.NumbersOf(link.en))
      (pair.en_key.empty() ? pair.en_key : pair.en_key += ' ') += cutter.stems().NameOf(stem);
    for (const std::uint32_t word : writings.at(link.en))
      (pair.en.empty() ? pair.en : pair.en += ' ') += cutter.words().NameOf(word);
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

void Cap(std::string& text, std::size_t bytes) {
  text.resize(text::CutToBytes(text, bytes).size());
}

std::string Lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

// The same however it is written: mixture-of-experts, Mixture of Experts.
std::string Spelling(const std::string& text) {
  std::string spelling = Lower(text);
  std::replace(spelling.begin(), spelling.end(), '-', ' ');
  return spelling;
}

}  // namespace

void LexiconLearner::Add(const Paper& paper) {
  Sample sample;
  const auto take = [&sample](const std::string& text, bool chinese) {
    std::string& all = chinese ? sample.zh : sample.en;
    if (text.empty() || all.size() >= kMaxTextBytes) return;
    all += text;
    all += '\n';
    Cap(all, kMaxTextBytes);
  };
  take(paper.title, text::HasUnspaced(paper.title));
  take(paper.title_zh, true);
  take(paper.summary_zh, true);
  take(paper.contribution_zh, true);
  take(paper.summary_en, false);
  take(paper.contribution_en, false);
  const std::vector<std::string>& zh = paper.keywords_zh;
  const std::vector<std::string>& en = paper.keywords_en;
  if (zh.size() == en.size()) {
    for (std::size_t i = 0; i < zh.size() && i < kMaxPairsOfPaper; ++i)
      sample.pairs.push_back({zh[i], en[i]});
  } else {  // Which belongs to which is not known.
    for (const std::string& keyword : zh) take(keyword, true);
    for (const std::string& keyword : en) take(keyword + ';', false);
  }
  for (const std::string* text : {&sample.zh, &sample.en})
    for (TextPair& pair : PairsInBrackets(*text)) sample.pairs.push_back(std::move(pair));
  if (sample.pairs.size() > kMaxPairsOfPaper) sample.pairs.resize(kMaxPairsOfPaper);
  for (const std::string* text : {&sample.zh, &sample.en})
    for (Abbreviation& one : AbbreviationsIn(*text)) sample.abbreviations.push_back(std::move(one));
  for (TextPair& pair : sample.pairs) {
    Cap(pair.zh, kMaxTextBytes);
    Cap(pair.en, kMaxTextBytes);
  }
  // Papers that say the same are one, whatever they are called.
  std::string all = sample.zh + '\0' + sample.en;
  for (const TextPair& pair : sample.pairs)
    all.append(1, '\0').append(pair.zh).append(1, '\0').append(pair.en);
  std::uint64_t hash = 0;
  const std::string digest = format::ContentHash(all);
  std::memcpy(&hash, digest.data(), sizeof hash);
  // One language teaches nothing about another.
  if (sample.zh.empty() || sample.en.empty()) sample.zh.clear(), sample.en.clear();
  if (sample.pairs.empty() && sample.abbreviations.empty() && sample.zh.empty()) return;

  sample.bytes = sizeof sample + sample.zh.size() + sample.en.size();
  for (const TextPair& pair : sample.pairs)
    sample.bytes += sizeof pair + pair.zh.size() + pair.en.size();
  for (const Abbreviation& one : sample.abbreviations)
    sample.bytes += sizeof one + one.longer.size() + one.shorter.size();
  Keep(hash, std::move(sample));
}

// Whether a sample is kept depends on those with lower hashes alone.
void LexiconLearner::Keep(std::uint64_t hash, Sample sample) {
  if (hash >= too_high_) return;
  const std::size_t bytes = sample.bytes;
  if (!samples_.emplace(hash, std::move(sample)).second) return;
  bytes_ += bytes;
  while (bytes_ > kMaxSampleBytes) {
    const auto last = std::prev(samples_.end());
    too_high_ = last->first;
    bytes_ -= last->second.bytes;
    samples_.erase(last);
  }
}

void LexiconLearner::Merge(LexiconLearner&& other) {
  too_high_ = std::min(too_high_, other.too_high_);
  while (!samples_.empty() && std::prev(samples_.end())->first >= too_high_) {
    bytes_ -= std::prev(samples_.end())->second.bytes;
    samples_.erase(std::prev(samples_.end()));
  }
  for (auto& [hash, sample] : other.samples_) Keep(hash, std::move(sample));
}

std::vector<LexiconEntry> LexiconLearner::Finish() const {
  Cutter cutter;
  std::vector<Unit> texts;
  std::vector<Unit> short_ones;
  std::uint32_t papers = 0;
  for (const auto& [hash, sample] : samples_) {
    if (!sample.zh.empty()) texts.push_back(cutter.Cut(papers, sample.zh, sample.en));
    for (const TextPair& pair : sample.pairs) {
      Unit unit = cutter.Cut(papers, pair.zh, pair.en);
      unit.zh_tail = unit.en_tail = pair.tail;
      short_ones.push_back(std::move(unit));
    }
    ++papers;
  }
  std::vector<Pair> pairs = PairsOf(texts, kOfTexts, cutter);
  for (Pair& pair : PairsOf(short_ones, kOfPairs, cutter)) pairs.push_back(std::move(pair));

  std::vector<LexiconEntry> entries;
  for (const Pair& pair : pairs) {
    entries.push_back({pair.zh_key, pair.zh, {{pair.en, pair.strength, pair.papers}}});
    entries.push_back({pair.en_key, pair.en, {{pair.zh, pair.strength, pair.papers}}});
  }
  AddAbbreviations(entries);
  return MergeEntries(std::move(entries));
}

void LexiconLearner::AddAbbreviations(std::vector<LexiconEntry>& entries) const {
  struct Counts {
    std::uint32_t papers = 0;
    std::map<std::string, std::uint32_t> longer;
  };
  std::map<std::string, Counts> counts;
  for (const auto& [hash, sample] : samples_) {
    std::map<std::string, std::set<std::string>> here;
    for (const Abbreviation& one : sample.abbreviations)
      here[one.shorter].insert(Lower(one.longer));
    for (const auto& [shorter, all] : here) {
      Counts& its = counts[shorter];
      ++its.papers;
      for (const std::string& longer : all) ++its.longer[longer];
    }
  }
  text::Analyzer analyzer;
  for (const auto& [shorter, its] : counts)
    for (const auto& [longer, papers] : its.longer) {
      const double strength = kOfAbbreviations * papers / its.papers;
      if (papers < 2 || strength < kLeastOfAbbreviations) continue;
      entries.push_back(
          {text::LexiconKeyOf(shorter, analyzer), shorter, {{longer, strength, papers}}});
      entries.push_back(
          {text::LexiconKeyOf(longer, analyzer), longer, {{shorter, strength, papers}}});
    }
}

std::vector<LexiconEntry> MergeEntries(std::vector<LexiconEntry> entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [](const LexiconEntry& a, const LexiconEntry& b) { return a.key < b.key; });
  std::vector<LexiconEntry> merged;
  for (LexiconEntry& entry : entries) {
    if (merged.empty() || merged.back().key != entry.key)
      merged.push_back({entry.key, entry.term, {}});
    for (Translation& one : entry.translations)
      merged.back().translations.push_back(std::move(one));
  }
  for (LexiconEntry& entry : merged) {
    std::vector<Translation>& all = entry.translations;
    const auto from = [&all](Origin origin) {
      return std::any_of(all.begin(), all.end(),
                         [origin](const Translation& one) { return one.origin == origin; });
    };
    if (from(Origin::kUser))
      std::erase_if(all, [](const Translation& one) { return one.origin != Origin::kUser; });
    // What the seed knows takes more papers to learn anew.
    std::set<std::string> seeds;
    for (const Translation& one : all)
      if (one.origin == Origin::kSeed) seeds.insert(Spelling(one.text));
    if (!seeds.empty())
      std::erase_if(all, [&seeds](const Translation& one) {
        return one.origin == Origin::kLearnt && one.papers < kFewBesideSeed &&
               !seeds.contains(Spelling(one.text));
      });
    std::stable_sort(all.begin(), all.end(), [](const Translation& a, const Translation& b) {
      return a.strength != b.strength ? a.strength > b.strength : a.text < b.text;
    });
    // The same translation from several places is one, the surest, as it was
    // written by hand, if it was.
    std::map<std::string, std::size_t> seen;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const auto [known, fresh] = seen.try_emplace(Spelling(all[i].text), kept);
      if (fresh) {
        if (kept != i) all[kept] = std::move(all[i]);
        ++kept;
      } else if (all[known->second].papers == 0 || all[i].papers == 0) {
        Translation& first = all[known->second];
        if (all[i].papers == 0) first.text = std::move(all[i].text);
        first.papers = std::max(first.papers, all[i].papers);
      }
    }
    all.resize(kept);
    if (all.size() > kMaxTranslations) all.resize(kMaxTranslations);
    const double least = all.front().strength * kBesideStrongest;
    std::erase_if(all, [&](const Translation& one) {
      return one.origin == Origin::kLearnt && one.strength < least;
    });
  }
  return merged;
}

}  // namespace dssearch::indexer
