#include "searcher/suggest/spelling.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "searcher/format/schema.h"
#include "searcher/index/dictionary.h"
#include "searcher/index/term_stats.h"
#include "searcher/text/code_points.h"
#include "searcher/text/pronunciation.h"
#include "searcher/text/stop_words.h"

namespace dssearch {
namespace {

using format::Field;
using text::Analysis;
using text::Token;
using text::TokenKind;

// Shorter words have too many similar words for one of them to be meant.
constexpr std::size_t kShortestWord = 4;
constexpr std::size_t kTwoEditsFrom = 8;

// In a large index some papers have the misspelling too. A word in at most this many papers is
// checked, and its correction must be this many times more frequent.
constexpr Xapian::doccount kRareDocFreq = 10;
constexpr Xapian::doccount kTimesMoreFrequent = 100;

// The shortest word that is checked although some papers have it.
constexpr std::size_t kShortestRareWord = 6;

// In shorter runs it is not clear which character is wrong.
constexpr std::size_t kShortestRun = 4;

// How many characters on either side of a wrong one must be next to a right one in some paper.
constexpr std::size_t kContext = 4;

// One that sounds like what was typed counts as much as another one in this many times more papers.
constexpr std::uint64_t kSoundsAlike = 20;

// How many corrections are tried: words, and characters in how many places. Each is a search.
constexpr std::size_t kMostWords = 4;
constexpr std::size_t kMostPlaces = 10;
constexpr std::size_t kCharactersAPlace = 16;

// A place in the query, in bytes, and what may stand there instead, the likeliest first.
struct Misspelling {
  std::size_t begin;
  std::size_t size;
  std::vector<std::string> better;
};

// A character that may be wrong.
struct SuspiciousCharacter {
  std::size_t begin;  ///< Its bytes in the query.
  std::size_t size;
  std::string text;
  std::string left;  ///< Up to kContext characters before it, and after it.
  std::string right;
  Xapian::doccount doc_freq;  ///< Of the more frequent one of its bigrams.
};

class MisspellingFinder {
 public:
  MisspellingFinder(SpellingOptions options, const IndexReader& reader)
      : options_(options), analyzer_(reader.analyzer()), reader_(reader) {}

  void Visit(const AnalyzedQuery& query) {
    const QueryAst::Kind kind = query.ast->kind;
    if (kind == QueryAst::Kind::kNot) return;
    // Names are right.
    const auto is_named = [&query](std::size_t child) {
      return std::any_of(query.entities.begin(), query.entities.end(), [child](const Entity& one) {
        return one.first <= child && child < one.end;
      });
    };
    if (kind == QueryAst::Kind::kPhrase || (kind == QueryAst::Kind::kText && !is_named(0)))
      VisitLeaf(query);
    for (std::size_t i = 0; i < query.children.size(); ++i)
      if (!is_named(i)) Visit(query.children[i]);
  }

  const std::vector<Misspelling>& words() const { return words_; }
  bool words_in_quotes() const { return words_in_quotes_; }

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
    if (leaf.field().kind != format::FieldKind::kText) return;
    const Analysis& analysis = leaf.analysis;
    const bool quoted = leaf.ast->kind == QueryAst::Kind::kPhrase;
    std::vector<const Token*> run;
    for (const Token& token : analysis.tokens()) {
      if (options_.words && token.kind == TokenKind::kSubword && token.scores && token.stemmable) {
        std::vector<std::string> better = BetterWords(analysis.Text(token));
        const Span span = analysis.Original(token);
        if (!better.empty()) {
          words_.push_back(
              {leaf.ast->begin + span.begin, span.end - span.begin, std::move(better)});
          words_in_quotes_ = words_in_quotes_ || quoted;
        }
      }
      if (token.kind != TokenKind::kCharacter || quoted) continue;
      if (!run.empty() && token.folded_begin != run.back()->folded_end) {
        VisitRun(leaf, run);
        run.clear();
      }
      run.push_back(&token);
    }
    VisitRun(leaf, run);
  }

  // The words of the index at the smallest distance, the most frequent first.
  std::vector<std::string> BetterWords(std::string_view word) const {
    if (word.size() < kShortestWord || text::IsStopWord(word)) return {};
    const Field& text = format::kTextField;
    const Xapian::doccount own_doc_freq =
        std::max(DocFreq(SurfaceTerm(text, word)), DocFreq(StemTerm(text, analyzer_.Stem(word))));
    const bool may_be_right = own_doc_freq > 0;
    if (may_be_right && (own_doc_freq > kRareDocFreq || word.size() < kShortestRareWord)) return {};
    std::size_t nearest = may_be_right || word.size() < kTwoEditsFrom ? 1 : 2;
    std::vector<TermDocFreq> better;
    const auto words = TermsWithInitial(word.front(), reader_);
    for (const auto& [doc_freq, candidate] : *words) {
      // The second letter is seldom wrong in a word that some papers have.
      if (may_be_right && candidate[1] != word[1]) continue;
      if (doc_freq <= own_doc_freq * kTimesMoreFrequent) continue;
      const std::size_t distance = EditDistance(word, candidate, nearest);
      if (distance > nearest) continue;
      if (distance < nearest) better.clear();
      nearest = distance;
      better.emplace_back(doc_freq, candidate);
    }
    std::stable_sort(better.begin(), better.end(),
                     [](const TermDocFreq& a, const TermDocFreq& b) { return a.first > b.first; });
    std::vector<std::string> best;
    for (std::size_t i = 0; i < std::min(better.size(), kMostWords); ++i)
      best.push_back(std::move(better[i].second));
    return best;
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

  SpellingOptions options_;
  text::Analyzer& analyzer_;
  const IndexReader& reader_;
  std::vector<Misspelling> words_;
  bool words_in_quotes_ = false;
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
std::string Replaced(std::string_view query, const std::vector<Misspelling>& words,
                     const std::vector<std::size_t>& chosen) {
  std::string corrected;
  std::size_t done = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    corrected.append(query, done, words[i].begin - done).append(words[i].better[chosen[i]]);
    done = words[i].begin + words[i].size;
  }
  return corrected.append(query, done);
}

}  // namespace

Correction CorrectSpelling(const AnalyzedQuery& root, std::string_view query,
                           SpellingOptions options, const IndexReader& reader,
                           const CountPapers& count) {
  MisspellingFinder finder(options, reader);
  finder.Visit(root);
  const std::vector<Misspelling>& words = finder.words();
  Correction best;
  if (!words.empty()) {
    // One word after the other, so that the searches are few.
    std::vector<std::size_t> chosen(words.size());
    best.query = Replaced(query, words, chosen);
    best.papers = count(best.query);
    best.in_quotes = finder.words_in_quotes();
    for (std::size_t i = 0; i < words.size(); ++i)
      for (std::size_t other = 1; other < words[i].better.size(); ++other) {
        std::vector<std::size_t> changed = chosen;
        changed[i] = other;
        std::string corrected = Replaced(query, words, changed);
        const std::uint64_t papers = count(corrected);
        if (papers <= best.papers) continue;
        best.query = std::move(corrected);
        best.papers = papers;
        chosen = std::move(changed);
      }
    if (best.papers > 0) return best;
  }
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

// Dynamic programming (optimal string alignment) with the last three rows of the table, since a
// swap refers to the row before the last.
std::size_t EditDistance(std::string_view a, std::string_view b, std::size_t limit) {
  const std::size_t shorter = std::min(a.size(), b.size());
  if (std::max(a.size(), b.size()) - shorter > limit) return limit + 1;
  std::array<std::vector<std::size_t>, 3> rows;
  for (std::vector<std::size_t>& row : rows) row.resize(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::vector<std::size_t>& row = rows[i % 3];
    const std::vector<std::size_t>& above = rows[(i + 2) % 3];
    const std::vector<std::size_t>& above_that = rows[(i + 1) % 3];
    row[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] =
          std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], above_that[j - 2] + 1);
      least = std::min(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return std::min(rows[a.size() % 3][b.size()], limit + 1);
}

}  // namespace dssearch
