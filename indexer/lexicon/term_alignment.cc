#include "indexer/lexicon/term_alignment.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <future>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "indexer/lexicon/ngram_index.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

// The longest terms: of Chinese in characters, of English in words.
constexpr std::size_t kMaxCharacters = 6;
constexpr std::size_t kMaxWords = 3;

// The log-likelihood ratio from which a pair is not explained by chance, which reaches 40 once in
// some billions of pairs.
constexpr double kMinLogLikelihoodRatio = 40;

// Characters that no term begins with, nor ends with; with kNotAtEnd alone some begin: 不确定性,
// 最大似然, 对抗样本, 有限元.
constexpr std::u32string_view kNotAtEdge =
    U"的了和与是为等及而之其将于这该并或也被把个种们由向让则但又都还更所使且能会到用";
constexpr std::u32string_view kNotAtEnd = U"不可中最对在有上下以从";

// What comes before a term in a sentence.
constexpr std::u32string_view kLeadIns[] = {U"提出", U"针对", U"本文", U"采用", U"利用",
                                            U"使用", U"通过", U"我们", U"一种"};

std::vector<TokenIds> LeadIns() {
  std::vector<TokenIds> lead_ins;
  for (const std::u32string_view text : kLeadIns) lead_ins.emplace_back(text.begin(), text.end());
  return lead_ins;
}

std::vector<bool> BitmapOf(std::u32string_view characters) {
  std::vector<bool> bitmap(*std::max_element(characters.begin(), characters.end()) + 1);
  for (const char32_t c : characters) bitmap[c] = true;
  return bitmap;
}

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
        if (strength >= rules.min_strength) links.push_back({id, other, strength, both[other]});
      }
      both[other] = 0;
      last_paper[other] = 0;
    }
    met.clear();
  }
  KeepStrongestOfNested(&TermLink::zh, &TermLink::en, en, links);
  KeepStrongestOfNested(&TermLink::en, &TermLink::zh, zh, links);
  return links;
}

// Tokens with blanks between them.
std::string JoinTokens(const TokenIds& tokens, const Vocabulary& vocabulary) {
  std::string out;
  for (const std::uint32_t token : tokens) {
    if (!out.empty()) out += ' ';
    out += vocabulary.TokenOf(token);
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
                              .tail = &ParallelText::zh_tail,
                              .min_length = 2,
                              .max_length = kMaxCharacters,
                              .max_counted_length = kMaxCharacters + 2,
                              .min_papers = rules.min_papers,
                              .not_at_edge = BitmapOf(kNotAtEdge),
                              .not_at_end = BitmapOf(kNotAtEnd),
                              .lead_ins = LeadIns()});
  });
  const NgramIndex en(texts, {.tokens = &ParallelText::en,
                              .tail = &ParallelText::en_tail,
                              .min_length = 1,
                              .max_length = kMaxWords,
                              .max_counted_length = kMaxWords + 1,
                              .min_papers = rules.min_papers,
                              .not_at_edge = encoder.stop_stems()});
  const NgramIndex zh = chinese.get();
  const std::vector<TermLink> links = LinkTerms(texts, zh, en, rules);
  std::vector<std::uint32_t> linked;
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
