#include "searcher/suggest/spelling.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "searcher/format/schema.h"
#include "searcher/index/dictionary.h"
#include "searcher/index/term_stats.h"
#include "searcher/suggest/pinyin.h"
#include "searcher/suggest/query_texts.h"
#include "searcher/text/code_points.h"
#include "searcher/text/pronunciation.h"

namespace dssearch {
namespace {

using text::Analysis;
using text::Token;
using text::TokenKind;

// In shorter runs it is not clear which character is wrong.
constexpr std::size_t kShortestRun = 4;

// How many characters on either side of a wrong one must be next to a right one in some paper.
constexpr std::size_t kContext = 4;

// One that sounds like what was typed counts as much as another one in this many times more papers.
constexpr std::uint64_t kSoundsAlike = 20;

// How many corrections are tried: characters in how many places. Each is a search.
constexpr std::size_t kMostPlaces = 10;
constexpr std::size_t kCharactersAPlace = 16;

// A character that may be wrong.
struct SuspiciousCharacter {
  std::size_t begin;  ///< Its bytes in the query.
  std::size_t size;
  std::string text;
  std::string left;  ///< Up to kContext characters before it, and after it.
  std::string right;
  Xapian::doccount doc_freq;  ///< Of the more frequent one of its bigrams.
};

class SuspiciousCharacterFinder {
 public:
  SuspiciousCharacterFinder(const SpellingOptions& options, const IndexReader& reader)
      : options_(options), reader_(reader) {}

  void Visit(const AnalyzedQuery& query) {
    ForEachQueryText(query, [this](const AnalyzedQuery& text) {
      if (text.ast->kind == QueryAst::Kind::kText) VisitLeaf(text);
    });
  }

  // Those with the rarest bigrams, these first.
  std::vector<SuspiciousCharacter> TakeCharacters() {
    std::stable_sort(characters_.begin(), characters_.end(),
                     [](const auto& a, const auto& b) { return a.doc_freq < b.doc_freq; });
    if (characters_.size() > kMostPlaces)
      characters_.erase(characters_.begin() + kMostPlaces, characters_.end());
    return std::move(characters_);
  }

 private:
  void VisitLeaf(const AnalyzedQuery& leaf) {
    std::vector<const Token*> run;
    for (const Token& token : leaf.analysis.tokens()) {
      if (token.kind != TokenKind::kCharacter) continue;
      if (!run.empty() && token.folded_begin != run.back()->folded_end) {
        VisitRun(leaf, run);
        run.clear();
      }
      run.push_back(&token);
    }
    VisitRun(leaf, run);
  }

  Xapian::doccount DocFreq(const std::string& term) const {
    return StatsOf(term, reader_).doc_freq;
  }

  Xapian::doccount BigramDocFreq(std::string_view first, std::string_view second) const {
    return DocFreq(BigramTerm(format::kTextField, std::string(first).append(second)));
  }

  void VisitRun(const AnalyzedQuery& leaf, const std::vector<const Token*>& run) {
    if (run.size() < kShortestRun) return;
    const Analysis& analysis = leaf.analysis;
    const auto text = [&](std::size_t i) {
      return i < run.size() ? analysis.Text(*run[i]) : std::string_view();
    };
    // Characters of words that the index has are right.
    const auto in_word = [&](const Token& character) {
      return std::any_of(
          analysis.tokens().begin(), analysis.tokens().end(), [&](const Token& token) {
            return token.kind == TokenKind::kWord && token.position <= character.position &&
                   character.position < token.position + token.position_length &&
                   DocFreq(SurfaceTerm(format::kTextField, analysis.Text(token))) > 0;
          });
    };
    for (std::size_t i = 1; i < run.size(); ++i) {
      if (in_word(*run[i])) continue;
      Xapian::doccount own = BigramDocFreq(text(i - 1), text(i));
      if (i + 1 < run.size()) own = std::max(own, BigramDocFreq(text(i), text(i + 1)));
      if (own > options_.rare_bigram) continue;
      const Span span = analysis.Original(*run[i]);
      SuspiciousCharacter one{
          leaf.ast->begin + span.begin, span.end - span.begin, std::string(text(i)), {}, {}, own};
      for (std::size_t j = i - std::min(i, kContext); j < i; ++j) one.left += text(j);
      for (std::size_t j = i + 1; j <= i + kContext; ++j) one.right += text(j);
      characters_.push_back(std::move(one));
    }
  }

  const SpellingOptions& options_;
  const IndexReader& reader_;
  std::vector<SuspiciousCharacter> characters_;
};

// The characters that stand most often between those around a suspicious one, and in how many
// papers either bigram is.
std::vector<TermDocFreq> BetterCharacters(const SuspiciousCharacter& wrong,
                                          const IndexReader& reader) {
  std::string_view before = wrong.left;
  while (text::FirstSize(before) < before.size()) before.remove_prefix(text::FirstSize(before));
  const std::string_view after =
      std::string_view(wrong.right)
          .substr(0, wrong.right.empty() ? 0 : text::FirstSize(wrong.right));
  std::vector<TermDocFreq> better;
  const std::string start = BigramTerm(format::kTextField, before);
  const Xapian::Database& database = reader.database();
  for (auto it = database.allterms_begin(start); it != database.allterms_end(start); ++it) {
    const std::string character = (*it).substr(start.size());
    Xapian::doccount doc_freq = it.get_termfreq();
    if (!after.empty())
      doc_freq = std::min(
          doc_freq,
          StatsOf(BigramTerm(format::kTextField, character + std::string(after)), reader).doc_freq);
    if (doc_freq > 0 && character != wrong.text) better.emplace_back(doc_freq, character);
  }
  const std::size_t most = std::min(better.size(), kCharactersAPlace);
  std::partial_sort(better.begin(), better.begin() + static_cast<std::ptrdiff_t>(most),
                    better.end(),
                    [](const TermDocFreq& a, const TermDocFreq& b) { return a.first > b.first; });
  better.resize(most);
  return better;
}

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
  SuspiciousCharacterFinder finder(options, reader);
  finder.Visit(root);
  struct Possible {
    std::uint64_t weight;
    std::string query;
  };
  std::vector<Possible> possible;
  for (const SuspiciousCharacter& wrong : finder.TakeCharacters()) {
    const auto in_context = [&](const std::string& character) {
      return count(std::string(format::kTitleField.name) + ":\"" + wrong.left + character +
                   wrong.right + '"');
    };
    if (in_context(wrong.text) > 0) continue;
    const std::string sound = text::PinyinOf(wrong.text);
    for (const auto& [doc_freq, better] : BetterCharacters(wrong, reader)) {
      const std::uint64_t papers = in_context(better);
      if (papers == 0) continue;
      std::string corrected(query.substr(0, wrong.begin));
      corrected.append(better).append(query, wrong.begin + wrong.size);
      possible.push_back(
          {papers * (text::PinyinOf(better) == sound ? kSoundsAlike : 1), std::move(corrected)});
    }
  }
  std::stable_sort(possible.begin(), possible.end(),
                   [](const Possible& a, const Possible& b) { return a.weight > b.weight; });
  for (Possible& one : possible)
    if (const std::uint64_t papers = count(one.query))
      return {std::move(one.query), papers, false, true};
  return {};
}

}  // namespace dssearch
