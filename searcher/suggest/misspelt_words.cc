#include "searcher/suggest/misspelt_words.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "searcher/compile/compiled_query.h"
#include "searcher/format/schema.h"
#include "searcher/index/dictionary.h"
#include "searcher/suggest/edit_distance.h"
#include "searcher/suggest/query_texts.h"
#include "searcher/text/stop_words.h"

namespace dssearch {
namespace {

using format::kTextField;

// Shorter words have too many similar words for one of them to be meant.
constexpr std::size_t kShortestWord = 4;
constexpr std::size_t kTwoEditsFrom = 8;

// In a large index some papers have the misspelling too. A word in at most this many papers is
// checked, and its correction must be this many times more frequent.
constexpr Xapian::doccount kRareDocFreq = 10;
constexpr Xapian::doccount kTimesMoreFrequent = 100;

// The shortest word that is checked although some papers have it.
constexpr std::size_t kShortestRareWord = 6;

// A word in a form that no paper has is misspelt although papers have its stem (synthesic, which
// has that of synthesis) if this many have the better one. In a smaller index it may be a form that
// is not there by chance.
constexpr Xapian::doccount kMany = 100;

// Two words that some papers have are one if this many papers have that, which are not so many that
// it may stand anywhere (generate, for gene rate), and this many times fewer have the two beside
// each other: ChatGPT, for chat gpt.
constexpr Xapian::doccount kPapersWithJoined = 20;
constexpr Xapian::doccount kLeastShareApart = 20;
constexpr Xapian::doccount kTimesRarerApart = 10;

// How many letters at the end of a word its ending may have, by which it is but another form.
constexpr std::size_t kEnding = 3;

// How many corrections of a word are tried. Each is a search.
constexpr std::size_t kMostWords = 4;

// The shortest half of two words that were run together.
constexpr std::size_t kShortestHalf = 2;

class MisspeltWordFinder {
 public:
  MisspeltWordFinder(std::string_view query, const QueryKnowledge& known, const IndexReader& reader)
      : query_(query), known_(known), analyzer_(reader.analyzer()), reader_(reader) {
    for (const std::string& term : known.translated) translated_.push_back(analyzer_.Fold(term));
  }

  std::vector<MisspeltWord> Find(const AnalyzedQuery& root) {
    const std::vector<QueryWord> words = QueryWordsOf(root);
    std::vector<MisspeltWord> misspelt;
    for (std::size_t i = 0; i < words.size(); ++i) {
      std::optional<MisspeltWord> one;
      if (i + 1 < words.size() && (one = CutInTwo(words[i], words[i + 1])))
        ++i;
      else
        one = Misspelt(words[i]);
      if (one) misspelt.push_back(*std::move(one));
    }
    return misspelt;
  }

 private:
  Xapian::doccount DocFreq(const std::string& term) const {
    const TermStats stats = reader_.StatsOf(term);
    // Where no paper has all words, one that is only in names of authors, which count nothing, is
    // no better than one that no paper has.
    return known_.none_has_all ? std::min(stats.doc_freq, stats.collection_freq) : stats.doc_freq;
  }

  Xapian::doccount FormDocFreq(std::string_view word) const {
    return DocFreq(SurfaceTerm(kTextField, word));
  }

  // In how many papers a word is, in any form.
  Xapian::doccount StemDocFreq(const std::string& word) const {
    return std::max(FormDocFreq(word), DocFreq(StemTerm(kTextField, analyzer_.Stem(word))));
  }

  bool IsTranslated(std::string_view word) const {
    return std::any_of(translated_.begin(), translated_.end(), [word](const std::string& term) {
      return term.find(word) != std::string::npos;
    });
  }

  // Two words that are one word of the index, where the rarer of them is no likelier, or the two
  // are hardly ever beside each other.
  std::optional<MisspeltWord> CutInTwo(const QueryWord& a, const QueryWord& b) const {
    if (!AreAdjacent(a, b, query_)) return std::nullopt;
    const std::string joined = a.text + b.text;
    if (joined.size() < kShortestRareWord) return std::nullopt;
    const Xapian::doccount papers = FormDocFreq(joined);
    if (papers == 0) return std::nullopt;
    const Xapian::doccount rarer = std::min(FormDocFreq(a.text), FormDocFreq(b.text));
    const bool in_quotes = a.in_quotes || b.in_quotes;
    const bool is_one =
        known_.none_has_all ? papers > rarer : !in_quotes && AreSeldomApart(a.text, b.text, papers);
    if (!is_one) return std::nullopt;
    return MisspeltWord{.begin = a.begin,
                        .size = b.end - a.begin,
                        .better = {{joined, true}},
                        .is_known = rarer > 0,
                        .is_new = rarer == 0 || !known_.none_has_all,
                        .in_quotes = in_quotes};
  }

  // Whether so few papers have two words beside each other, and `papers` have them as one word.
  bool AreSeldomApart(const std::string& a, const std::string& b, Xapian::doccount papers) const {
    if (papers < kPapersWithJoined || papers > reader_.doc_count() / kLeastShareApart) return false;
    const QueryAst phrase{.kind = QueryAst::Kind::kPhrase, .text = a + ' ' + b};
    const CompiledQuery query =
        CompileQuery(AnalyzeQuery(phrase, reader_), Match::kAll, reader_, false);
    return reader_.DocFreq(query.root, Precision::kEstimated) * kTimesRarerApart <= papers;
  }

  std::optional<MisspeltWord> Misspelt(const QueryWord& word) const {
    MisspeltWord misspelt{word.begin, word.end - word.begin, BetterWords(word.text)};
    if (misspelt.better.empty()) return std::nullopt;
    const Xapian::doccount own = StemDocFreq(word.text);
    misspelt.is_known = own > 0 || reader_.StatsOf(SurfaceTerm(kTextField, word.text)).doc_freq > 0;
    // Of a word whose stem many papers have, the form alone is wrong.
    misspelt.is_new = own > kRareDocFreq || FormDocFreq(word.text) == 0;
    misspelt.in_quotes = word.in_quotes;
    return misspelt;
  }

  // The likeliest words of the index at the smallest distance.
  std::vector<MisspeltWord::Better> BetterWords(const std::string& word) const {
    if (word.size() < kShortestWord || text::IsStopWord(word)) return {};
    // A name of several authors is no slip.
    if (reader_.StatsOf(SurfaceTerm(format::kAuthorField, word)).doc_freq > kRareDocFreq) return {};
    const Xapian::doccount form = FormDocFreq(word);
    const Xapian::doccount own = StemDocFreq(word);
    if (form > 0 && (form > kRareDocFreq || word.size() < kShortestRareWord)) return {};
    if (!known_.none_has_all && IsTranslated(word)) return {};
    // A word that papers have in some form is wrong only if another one is much more frequent.
    const Xapian::doccount must_exceed =
        form == 0 ? std::min(own, kMany - 1) : form * kTimesMoreFrequent;
    std::size_t nearest = own > 0 || word.size() < kTwoEditsFrom ? 1 : 2;
    std::vector<TermDocFreq> found;
    const auto consider = [&](Xapian::doccount doc_freq, std::string_view candidate) {
      if (candidate == word || doc_freq <= must_exceed) return;
      const std::size_t distance = EditDistance(word, candidate, nearest);
      if (distance > nearest) return;
      if (own > 0 && !IsMuchBetter(word, candidate, form, own, doc_freq)) return;
      if (distance < nearest) found.clear();
      nearest = distance;
      found.emplace_back(doc_freq, candidate);
    };
    for (const auto& [doc_freq, candidate] : *TermsWithInitial(word.front(), reader_)) {
      if (doc_freq <= must_exceed) break;  // So are all that follow.
      consider(doc_freq, candidate);
    }
    if (form == 0)
      for (const std::string& candidate : WithAnotherBeginning(word))
        if (const Xapian::doccount doc_freq = FormDocFreq(candidate)) consider(doc_freq, candidate);
    std::vector<MisspeltWord::Better> better;
    std::stable_sort(found.begin(), found.end(), [&](const TermDocFreq& a, const TermDocFreq& b) {
      return Weight(a, word) > Weight(b, word);
    });
    for (std::size_t i = 0; i < std::min(found.size(), kMostWords); ++i)
      better.push_back({found[i].second, IsSlip(word, found[i].second)});
    if (own == 0 && (better.empty() || nearest > 1))
      if (std::string halves = Halves(word); !halves.empty())
        better.insert(better.begin(), {std::move(halves), true});
    return better;
  }

  static std::uint64_t Weight(const TermDocFreq& candidate, std::string_view word) {
    return std::uint64_t{candidate.first} * (IsSlip(word, candidate.second) ? kSlipWeight : 1);
  }

  // Whether another word is so much better than one that papers have in some form, `own` of them,
  // that that is wrong.
  bool IsMuchBetter(std::string_view word, std::string_view candidate, Xapian::doccount form,
                    Xapian::doccount own, Xapian::doccount doc_freq) const {
    if (std::string(analyzer_.Stem(candidate)) == analyzer_.Stem(word))
      return doc_freq >= kMany && HasAnotherLetter(word, candidate);
    if (form == 0) return (known_.none_has_all || doc_freq >= kMany) && doc_freq > own;
    if (own > kRareDocFreq || doc_freq <= own * kTimesMoreFrequent) return false;
    // The second letter is seldom wrong in a word that some papers have.
    return known_.none_has_all || (candidate.size() > 1 && candidate[1] == word[1]);
  }

  // Whether two words of one stem differ inside it, and not as forms of a word do:
  // interpretibility, for interpretability.
  static bool HasAnotherLetter(std::string_view word, std::string_view candidate) {
    return word.size() == candidate.size() && word.size() >= kTwoEditsFrom &&
           word.substr(word.size() - kEnding) == candidate.substr(word.size() - kEnding);
  }

  // The words that differ from a word by one edit of its first letter, so that they may begin with
  // any letter.
  static std::vector<std::string> WithAnotherBeginning(const std::string& word) {
    std::vector<std::string> words{word.substr(1), word};
    std::swap(words.back()[0], words.back()[1]);
    for (char letter = 'a'; letter <= 'z'; ++letter) {
      words.push_back(letter + word);
      words.push_back(letter + word.substr(1));
    }
    // Those with the same initial are found among the others.
    std::erase_if(words, [&](const std::string& one) { return one.front() == word.front(); });
    return words;
  }

  // The two words of the index that a word may consist of, with a blank between them; those whose
  // rarer one is the most frequent. Empty if there are none.
  std::string Halves(const std::string& word) const {
    std::string best;
    Xapian::doccount most = 0;
    for (std::size_t i = kShortestHalf; i + kShortestHalf <= word.size(); ++i) {
      const std::string first = word.substr(0, i);
      const std::string second = word.substr(i);
      const Xapian::doccount rarer = std::min(FormDocFreq(first), FormDocFreq(second));
      if (rarer <= most) continue;
      most = rarer;
      best = first;
      best.append(" ").append(second);
    }
    return best;
  }

  std::string_view query_;
  const QueryKnowledge& known_;
  text::Analyzer& analyzer_;
  const IndexReader& reader_;
  std::vector<std::string> translated_;
};

}  // namespace

std::vector<MisspeltWord> FindMisspeltWords(const AnalyzedQuery& root, std::string_view query,
                                            const QueryKnowledge& known,
                                            const IndexReader& reader) {
  return MisspeltWordFinder(query, known, reader).Find(root);
}

}  // namespace dssearch
