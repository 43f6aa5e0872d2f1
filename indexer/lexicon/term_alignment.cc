#include "indexer/lexicon/term_alignment.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <future>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "indexer/lexicon/function_words.h"
#include "indexer/lexicon/ngram_index.h"
#include "searcher/text/code_points.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch::indexer {
namespace {

// The longest terms: of Chinese in characters, of English in words.
constexpr std::size_t kMaxCharacters = 6;
constexpr std::size_t kMaxWords = 3;

// The log-likelihood ratio from which a pair is not explained by chance, which reaches 40 once in
// some billions of pairs.
constexpr double kMinLogLikelihoodRatio = 40;

// A few papers must be of one mind: four teach a pair of a strength of .33, eight one of .16.
constexpr double kMinStrengthByPapers = 1.3;

// A Chinese term of more characters is mostly longer than one English word, if that is no
// abbreviation, unless the two are as strong as this: 新生入馆教育 is more than freshmen.
constexpr std::size_t kMaxCharactersOfWord = 4;
constexpr double kMinStrengthOfWord = 0.75;

// The least strength of a phrase. A weaker one is mostly a fragment of a sentence, where a weak
// word is often a synonym; and who asks with it has no better one.
constexpr double kMinStrengthOfPhrase = 0.25;

// The least strength of a term and its translation of unequal length: 光流 is optical flow.
constexpr double kMinStrengthOfUnequal = 0.4;

// A Chinese and an English n-gram that are translations of each other.
struct TermLink {
  std::uint32_t zh;
  std::uint32_t en;
  double strength;
  std::uint32_t papers;
};

bool Contains(const TokenIds& outer, const TokenIds& inner) {
  return inner.size() < outer.size() &&
         std::search(outer.begin(), outer.end(), inner.begin(), inner.end()) != outer.end();
}

// Where n-grams one inside the other are linked to the same n-gram of the other language, keeps the
// one with the strongest link: neither 学习 nor 强化学习方 is "reinforcement learning".
// `anchor` is the side of the same n-gram, `nested` the other one, whose index is `ngrams`.
void KeepStrongestOfNested(std::uint32_t TermLink::*anchor, std::uint32_t TermLink::*nested,
                           const NgramIndex& ngrams, std::vector<TermLink>& links) {
  std::sort(links.begin(), links.end(), [&](const TermLink& a, const TermLink& b) {
    if (a.*anchor != b.*anchor) return a.*anchor < b.*anchor;
    if (a.strength != b.strength) return a.strength > b.strength;
    const TokenIds x = ngrams.TokensOf(a.*nested);
    const TokenIds y = ngrams.TokensOf(b.*nested);
    return x.size() != y.size() ? x.size() > y.size() : x < y;
  });
  std::vector<TermLink> kept;
  std::vector<TokenIds> stronger;
  for (std::size_t i = 0; i < links.size(); ++i) {
    if (i == 0 || links[i].*anchor != links[i - 1].*anchor) stronger.clear();
    TokenIds tokens = ngrams.TokensOf(links[i].*nested);
    if (std::any_of(stronger.begin(), stronger.end(), [&](const TokenIds& other) {
          return Contains(other, tokens) || Contains(tokens, other);
        }))
      continue;
    stronger.push_back(std::move(tokens));
    kept.push_back(links[i]);
  }
  links = std::move(kept);
}

// Drops pairs of terms that have much closer partners on both sides, and meet because these do: a
// robot is no real world, however often papers speak of both. Dropping all that have closer
// partners costs Chinese titles among English papers .007 of MRR@10, since synonyms go, too.
void DropIndirect(std::vector<TermLink>& links, std::uint32_t zh_size, std::uint32_t en_size) {
  constexpr double kMuchCloser = 0.6;
  constexpr double kWeak = 0.3;  // What is weaker has to be the closest partner of one side.
  std::vector<double> best_of_zh(zh_size);
  std::vector<double> best_of_en(en_size);
  for (const TermLink& link : links) {
    best_of_zh[link.zh] = std::max(best_of_zh[link.zh], link.strength);
    best_of_en[link.en] = std::max(best_of_en[link.en], link.strength);
  }
  std::erase_if(links, [&](const TermLink& link) {
    const double least = link.strength < kWeak ? 1 : kMuchCloser;
    return link.strength < least * best_of_zh[link.zh] &&
           link.strength < least * best_of_en[link.en];
  });
}

// Whether a term is as long as its translation, as terms are: two characters or so a word. If not,
// one is half of the other: 物质 is not intangible cultural heritage, which is 非物质文化遗产.
bool AreOfOneLength(std::size_t characters, std::size_t words) {
  return characters + 1 >= 2 * words && (words > 1 || characters < 5);
}

std::uint32_t CountPapers(const std::vector<ParallelText>& texts) {
  std::uint32_t papers = 0;
  for (std::size_t i = 0; i < texts.size(); ++i)
    papers += i == 0 || texts[i].paper != texts[i - 1].paper;
  return papers;
}

std::vector<TermLink> LinkTerms(const std::vector<ParallelText>& texts, const NgramIndex& zh,
                                const NgramIndex& en, const LearningRules& rules) {
  const double all = CountPapers(texts);
  std::vector<TermLink> links;
  std::vector<std::uint32_t> both(en.size());  // By English n-gram: the papers that have it, too.
  std::vector<std::uint32_t> last_paper(en.size());
  std::vector<std::uint32_t> met;
  for (std::uint32_t id = 0; id < zh.size(); ++id) {
    for (const std::uint32_t text : zh.TextsWith(id)) {
      const std::uint32_t paper = texts[text].paper + 1;
      for (const std::uint32_t other : en.NgramsIn(text)) {
        if (both[other] == 0) met.push_back(other);
        both[other] += last_paper[other] != paper;
        last_paper[other] = paper;
      }
    }
    for (const std::uint32_t other : met) {
      const PaperCounts papers = {static_cast<double>(both[other]),
                                  static_cast<double>(zh.DocFreq(id)),
                                  static_cast<double>(en.DocFreq(other)), all};
      // Dice is the least work, and never less than what is corrected for chance.
      const double dice = Dice(papers);
      if (both[other] >= rules.min_papers && dice >= rules.min_strength &&
          (!rules.correct_for_chance || LogLikelihoodRatio(papers) >= kMinLogLikelihoodRatio)) {
        const double strength = rules.correct_for_chance ? ChanceCorrectedDice(papers) : dice;
        double least = rules.min_strength;
        if (en.TokensOf(other).size() > 1) least = std::max(least, kMinStrengthOfPhrase);
        if (strength >= std::max(least, kMinStrengthByPapers / both[other]))
          links.push_back({id, other, strength, both[other]});
      }
      both[other] = 0;
      last_paper[other] = 0;
    }
    met.clear();
  }
  std::erase_if(links, [&](const TermLink& link) {
    return link.strength < kMinStrengthOfUnequal &&
           !AreOfOneLength(zh.TokensOf(link.zh).size(), en.TokensOf(link.en).size());
  });
  DropIndirect(links, zh.size(), en.size());
  KeepStrongestOfNested(&TermLink::zh, &TermLink::en, en, links);
  KeepStrongestOfNested(&TermLink::en, &TermLink::zh, zh, links);
  return links;
}

// Whether a word that a term may consist of, of up to three characters, ends at a character.
bool EndsContentWord(const ParallelText& text, std::size_t last) {
  constexpr std::size_t kMostCharacters = 3;
  if (text.zh[last] == kBoundary || !text.zh_edges[last].end) return false;
  for (std::size_t first = last; first + kMostCharacters > last; --first) {
    if (text.zh_edges[first].begin) return true;
    if (first == 0 || text.zh_edges[first - 1].end) break;
  }
  return false;
}

// Whether a Chinese term before brackets is mostly the end of a longer name, with the same word
// before it: 文献中心 of all that is written before （CASHL）. It may be too long to be a term.
bool EndsLongerName(const TermLink& link, const std::vector<ParallelText>& texts,
                    const NgramIndex& zh, const NgramIndex& en) {
  const std::size_t size = zh.TokensOf(link.zh).size();
  std::unordered_map<std::uint32_t, std::size_t> before;  // By its last character.
  std::size_t all = 0;
  std::size_t most = 0;
  for (const std::uint32_t at : zh.TextsWith(link.zh)) {
    const ParallelText& text = texts[at];
    const std::vector<std::uint32_t>& others = en.NgramsIn(at);
    if (!text.zh_tail || !std::binary_search(others.begin(), others.end(), link.en)) continue;
    ++all;
    if (text.zh.size() == size) continue;
    const std::size_t last = text.zh.size() - size - 1;
    if (EndsContentWord(text, last)) most = std::max(most, ++before[text.zh[last]]);
  }
  return 2 * most > all;
}

// Tokens with blanks between them, but for those that are joined.
std::string JoinTokens(const TokenIds& tokens, const Vocabulary& vocabulary) {
  std::string out;
  for (const std::uint32_t token : tokens) {
    std::string_view word = vocabulary.TokenOf(token);
    if (word.starts_with(kJoined)) {
      word.remove_prefix(1);
    } else if (!out.empty()) {
      out += ' ';
    }
    out += word;
  }
  return out;
}

}  // namespace

std::vector<TermPair> AlignTerms(const std::vector<ParallelText>& texts, const LearningRules& rules,
                                 const ParallelTextEncoder& encoder) {
  if (texts.empty()) return {};
  // The two indexes are most of the time, and each about half of it.
  auto chinese = std::async(std::launch::async, [&] {
    return NgramIndex(texts, {.tokens = &ParallelText::zh,
                              .edges = &ParallelText::zh_edges,
                              .tail = &ParallelText::zh_tail,
                              .min_length = 2,
                              .max_length = kMaxCharacters,
                              .max_counted_length = kMaxCharacters + 2,
                              .min_papers = rules.min_papers});
  });
  const NgramIndex en(texts, {.tokens = &ParallelText::en,
                              .edges = &ParallelText::en_edges,
                              .tail = &ParallelText::en_tail,
                              .min_length = 1,
                              .max_length = kMaxWords,
                              .max_counted_length = kMaxWords + 1,
                              .min_papers = rules.min_papers});
  const NgramIndex zh = chinese.get();
  const std::vector<TermLink> links = LinkTerms(texts, zh, en, rules);
  std::vector<std::uint32_t> linked;
  linked.reserve(links.size());
  for (const TermLink& link : links) linked.push_back(link.en);
  const auto written_as = en.MostFrequentForms(linked, &ParallelText::en_words);
  std::vector<TermPair> pairs;
  for (const TermLink& link : links) {
    TermPair pair{{}, {}, {}, {}, link.strength, link.papers};
    for (const std::uint32_t c : zh.TokensOf(link.zh)) {
      if (!pair.zh.empty()) pair.zh_key += ' ';
      text::Append(pair.zh_key, static_cast<char32_t>(c));
      text::Append(pair.zh, static_cast<char32_t>(c));
    }
    pair.en_key = JoinTokens(en.TokensOf(link.en), encoder.stems());
    pair.en = JoinTokens(written_as.at(link.en), encoder.words());
    if (IsRomanizedName(pair.en, pair.zh)) continue;
    const bool is_abbreviation = text::IsAbbreviation(pair.en);
    if (is_abbreviation && EndsLongerName(link, texts, zh, en)) continue;
    const bool is_word = en.TokensOf(link.en).size() == 1 && !is_abbreviation;
    if (is_word && zh.TokensOf(link.zh).size() > kMaxCharactersOfWord &&
        link.strength < kMinStrengthOfWord)
      continue;
    pairs.push_back(std::move(pair));
  }
  return pairs;
}

double Dice(const PaperCounts& papers) { return 2 * papers.both / (papers.zh + papers.en); }

double LogLikelihoodRatio(const PaperCounts& papers) {
  const auto [both, zh, en, all] = papers;
  if (both * all <= zh * en) return 0;
  // The part of one cell of the table of papers with and without each term.
  const auto cell = [total = papers.all](double observed, double row, double column) {
    return observed > 0 ? observed * std::log(observed * total / (row * column)) : 0;
  };
  return 2 * (cell(both, zh, en) + cell(zh - both, zh, all - en) + cell(en - both, all - zh, en) +
              cell(all - zh - en + both, all - zh, all - en));
}

double ChanceCorrectedDice(const PaperCounts& papers) {
  const double by_chance = 2 * papers.zh * papers.en / (papers.all * (papers.zh + papers.en));
  return (Dice(papers) - by_chance) / (1 - by_chance);
}

}  // namespace dssearch::indexer
