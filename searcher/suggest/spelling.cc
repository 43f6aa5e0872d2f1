#include "searcher/suggest/spelling.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "searcher/format/schema.h"
#include "searcher/index/dictionary.h"
#include "searcher/index/term_stats.h"
#include "searcher/text/code_points.h"
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

// The replacements in the query: from the offset to the size in bytes and the new text.
using Corrections = std::map<std::size_t, std::pair<std::size_t, std::string>>;

class Corrector {
 public:
  Corrector(bool han, const IndexReader& reader)
      : han_(han), analyzer_(reader.analyzer()), reader_(reader) {}

  void Visit(const AnalyzedQuery& query) {
    const QueryAst::Kind kind = query.ast->kind;
    if (kind == QueryAst::Kind::kNot) return;
    if (kind == QueryAst::Kind::kText || kind == QueryAst::Kind::kPhrase) VisitLeaf(query);
    for (const AnalyzedQuery& child : query.children) Visit(child);
  }

  const Corrections& corrections() const { return corrections_; }

 private:
  void VisitLeaf(const AnalyzedQuery& leaf) {
    if (leaf.field().kind != format::FieldKind::kText) return;
    const Analysis& analysis = leaf.analysis;
    std::vector<const Token*> run;
    for (const Token& token : analysis.tokens()) {
      if (token.kind == TokenKind::kSubword && token.scores && token.stemmable) {
        if (const auto word = BetterWord(analysis.Text(token)))
          Replace(leaf, analysis.Original(token), *word);
      }
      if (token.kind != TokenKind::kCharacter) continue;
      if (!run.empty() && token.folded_begin != run.back()->folded_end) {
        VisitRun(leaf, analysis, run);
        run.clear();
      }
      run.push_back(&token);
    }
    VisitRun(leaf, analysis, run);
  }

  void Replace(const AnalyzedQuery& leaf, Span span, std::string text) {
    corrections_[leaf.ast->begin + span.begin] = {span.end - span.begin, std::move(text)};
  }

  // The word of the index at the smallest distance and, among those, the most frequent one.
  std::optional<std::string> BetterWord(std::string_view word) {
    if (word.size() < kShortestWord || text::IsStopWord(word)) return std::nullopt;
    const Field& text = format::kTextField;
    const Xapian::doccount own_doc_freq =
        std::max(DocFreq(SurfaceTerm(text, word)), DocFreq(StemTerm(text, analyzer_.Stem(word))));
    const bool may_be_right = own_doc_freq > 0;
    if (may_be_right && (own_doc_freq > kRareDocFreq || word.size() < kShortestRareWord))
      return std::nullopt;
    std::size_t nearest = may_be_right || word.size() < kTwoEditsFrom ? 1 : 2;
    Xapian::doccount highest = own_doc_freq * kTimesMoreFrequent;
    std::optional<std::string> better;
    const auto words = TermsWithInitial(word.front(), reader_);
    for (const auto& [doc_freq, candidate] : *words) {
      // The second letter is seldom wrong in a word that some papers have.
      if (may_be_right && candidate[1] != word[1]) continue;
      const std::size_t distance = EditDistance(word, candidate, nearest);
      if (distance > nearest) continue;
      if (doc_freq <= highest && (distance == nearest || may_be_right)) continue;
      nearest = distance;
      highest = doc_freq;
      better = candidate;
    }
    return better;
  }

  Xapian::doccount DocFreq(const std::string& term) const {
    return StatsOf(term, reader_).doc_freq;
  }

  Xapian::doccount BigramDocFreq(std::string_view first, std::string_view second) const {
    return DocFreq(BigramTerm(format::kTextField, std::string(first).append(second)));
  }

  void VisitRun(const AnalyzedQuery& leaf, const Analysis& analysis,
                const std::vector<const Token*>& run) {
    if (!han_ || run.size() < kShortestRun) return;
    const auto text = [&](std::size_t i) { return analysis.Text(*run[i]); };
    const auto known = [&](std::size_t i) { return BigramDocFreq(text(i), text(i + 1)) > 0; };
    for (std::size_t i = 1; i < run.size(); ++i) {
      const bool last = i + 1 == run.size();
      if (known(i - 1) || (!last && known(i))) continue;
      if (const auto better =
              BetterCharacter(text(i - 1), last ? std::string_view() : text(i + 1))) {
        Replace(leaf, analysis.Original(*run[i]), *better);
        ++i;  // The next character was only checked against the wrong one.
      }
    }
  }

  // The character with the most frequent bigrams with its neighbours.
  std::optional<std::string> BetterCharacter(std::string_view before, std::string_view after) {
    std::optional<std::string> better;
    Xapian::doccount highest = 0;
    const std::string start = BigramTerm(format::kTextField, before);
    const Xapian::Database& database = reader_.database();
    for (auto it = database.allterms_begin(start); it != database.allterms_end(start); ++it) {
      const std::string character = (*it).substr(start.size());
      Xapian::doccount doc_freq = it.get_termfreq();
      if (doc_freq <= highest || text::IsStopWord(character)) continue;
      if (!after.empty()) doc_freq = std::min(doc_freq, BigramDocFreq(character, after));
      if (doc_freq <= highest) continue;
      highest = doc_freq;
      better = character;
    }
    return better;
  }

  bool han_;
  text::Analyzer& analyzer_;
  const IndexReader& reader_;
  Corrections corrections_;
};

}  // namespace

std::string CorrectSpelling(const AnalyzedQuery& root, std::string_view query, bool han,
                            const IndexReader& reader) {
  Corrector corrector(han, reader);
  corrector.Visit(root);
  if (corrector.corrections().empty()) return {};
  std::string corrected;
  std::size_t done = 0;
  for (const auto& [begin, replacement] : corrector.corrections()) {
    corrected.append(query, done, begin - done).append(replacement.second);
    done = begin + replacement.first;
  }
  return corrected.append(query, done);
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
