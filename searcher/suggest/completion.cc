#include "searcher/suggest/completion.h"

#include <algorithm>
#include <initializer_list>
#include <set>
#include <string>
#include <string_view>

#include "searcher/compile/compiled_query.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/index/dictionary.h"
#include "searcher/query/query_parser.h"
#include "searcher/suggest/nearest_value.h"
#include "searcher/suggest/pinyin.h"
#include "searcher/text/code_points.h"
#include "searcher/text/stop_words.h"

namespace dssearch {
namespace {

using text::Analysis;
using text::Token;
using text::TokenKind;

// A word without the ending of a plural, much as the S stemmer has it (Harman 1991): classes and
// class, studies and study, networks and network, but corpus and analysis as they are.
std::string_view WithoutPlural(std::string_view word, std::string& buffer) {
  if (word.size() < 4 || !word.ends_with('s')) return word;
  const auto ends_in = [&word](std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [&word](std::string_view ending) { return word.ends_with(ending); });
  };
  if (word.ends_with("ies") && !ends_in({"eies", "aies"})) {
    buffer.assign(word.substr(0, word.size() - 3)).append("y");
    return buffer;
  }
  if (ends_in({"us", "ss", "is"})) return word;
  if (ends_in({"sses", "ches", "shes", "xes"})) return word.substr(0, word.size() - 2);
  return word.substr(0, word.size() - 1);
}

// What the spellings of one term have in common: Neural Networks, neural-network. It is the folded
// text without plurals, and without the blanks and hyphens between words.
std::string SpellingKey(std::string_view folded) {
  std::string key;
  std::string buffer;
  for (std::size_t i = 0; i < folded.size();) {
    const std::size_t end = std::min(folded.find_first_of(" -_", i), folded.size());
    key += WithoutPlural(folded.substr(i, end - i), buffer);
    i = end + 1;
  }
  return key;
}

class Completer {
 public:
  Completer(const IndexReader& reader, std::size_t limit)
      : reader_(reader), analyzer_(reader.analyzer()), limit_(std::min(limit, kMaxLimit)) {}

  std::vector<std::string> Complete(std::string_view typed) {
    const Analysis analysis = analyzer_.Analyze(text::CutToBytes(typed, kMaxQueryBytes));
    if (analysis.tokens().empty()) return {};
    const std::string folded = analyzer_.Fold(typed);
    typed_ = folded;
    const std::size_t terms = limit_ / 2;
    const std::vector<PinyinReading> readings = ReadPinyin(typed_, false, reader_);
    if (analysis.positions() == 1 && IsMeant(readings)) AddReadings(readings);
    AddKeywords(folded, terms);
    AddWords(analysis, terms);
    AddTitles(analysis);
    if (completions_.empty()) AddReadings(readings);
    if (completions_.empty()) AddReadings(ReadPinyin(typed_, true, reader_));
    return std::move(completions_);
  }

 private:
  void Add(std::string completion) {
    const std::string folded = analyzer_.Fold(completion);
    if (folded == typed_ || !seen_.insert(SpellingKey(folded)).second) return;
    completions_.push_back(std::move(completion));
  }

  // The most frequent terms with this prefix.
  std::vector<std::string> FrequentTerms(const std::string& prefix) const {
    std::vector<std::string> terms;
    const auto found = TermsWithPrefix(prefix, reader_);
    for (const auto& [doc_freq, term] : found->terms) terms.push_back(term);
    return terms;
  }

  void AddKeywords(const std::string& folded, std::size_t most) {
    const format::Field& field = format::kKeywordField;
    for (const std::string& term : FrequentTerms(ValueTerm(field, folded))) {
      if (completions_.size() == most) return;
      Add(AsWritten(term));
    }
  }

  // A keyword as one of its papers writes it, since its term is folded.
  std::string AsWritten(const std::string& term) {
    return WrittenValue(format::kKeywordField, term, reader_);
  }

  // Completes a single word, by one word of each stem.
  void AddWords(const Analysis& analysis, std::size_t most) {
    const Token& first = analysis.tokens().front();
    if (first.kind == TokenKind::kBigram || first.position_length != analysis.positions()) return;
    std::set<std::string> stems;
    for (const std::string& word : FrequentTerms(std::string(analysis.Text(first)))) {
      if (completions_.size() >= most) return;
      if (!text::IsStopWord(word) && stems.emplace(analyzer_.Stem(word)).second) Add(word);
    }
  }

  static QueryAst TitleWord(std::string text) {
    return {
        .kind = QueryAst::Kind::kPhrase, .field = &format::kTitleField, .text = std::move(text)};
  }

  // The most frequent words of titles with this prefix. More than a few of them would cost more
  // than they find.
  QueryAst TitleWordsWithPrefix(const std::string& prefix) const {
    constexpr std::size_t kMost = 8;
    QueryAst words{.kind = QueryAst::Kind::kOr};
    for (const std::string& term : FrequentTerms(SurfaceTerm(format::kTitleField, prefix))) {
      const std::string_view word = format::ReadTerm(term).text;
      if (words.children.size() == kMost) break;
      if (word == prefix || !text::IsStopWord(word))
        words.children.push_back(TitleWord(std::string(word)));
    }
    // Without any, it is a query that matches nothing.
    if (words.children.empty()) return TitleWord(prefix);
    return words;
  }

  void AddTitles(const Analysis& analysis) {
    // The AST is built here instead of parsed, so that nothing in the text is an operator.
    QueryAst words{.kind = QueryAst::Kind::kAnd};
    for (const Token& token : analysis.tokens()) {
      const std::string text(analysis.Text(token));
      if (token.kind == TokenKind::kCharacter) words.children.push_back(TitleWord(text));
      if (token.kind == TokenKind::kSubword) words.children.push_back(TitleWordsWithPrefix(text));
    }
    const CompiledQuery query =
        CompileQuery(AnalyzeQuery(words, reader_), Match::kAll, reader_, false);
    // Papers may share a title; twice as many as wanted leave enough.
    const auto found = reader_.Rank(query.root, reader_.Execute({.query = &query.root}).matches,
                                    Sort::kRelevance, 0, limit_ * 2);
    for (const RankedPaper& ranked : found->Next(limit_ * 2)) {
      if (completions_.size() == limit_) return;
      const Paper& paper = ranked.stored.paper;
      // A paper with two titles is shown by the one in the typed language.
      const bool chinese = query.chinese && !paper.title_zh.empty();
      Add(chinese ? paper.title_zh : paper.title);
    }
  }

  // Whether what is typed is no word of the index, and more papers have what it means as pinyin
  // than any word that begins so.
  bool IsMeant(const std::vector<PinyinReading>& readings) const {
    if (readings.empty() || reader_.StatsOf(typed_).doc_freq > 0) return false;
    const auto words = TermsWithPrefix(typed_, reader_);
    return words->terms.empty() || readings.front().papers > words->terms.front().first;
  }

  // Adds what pinyin may mean, and the completions of the likeliest.
  void AddReadings(const std::vector<PinyinReading>& readings) {
    if (readings.empty()) return;
    for (std::size_t i = 0; i < std::min(readings.size(), limit_); ++i) Add(readings[i].han);
    const std::string& han = readings.front().han;
    for (std::string& completion : Completer(reader_, limit_).Complete(han))
      if (completions_.size() < limit_ && completion.find(han) != std::string::npos)
        Add(std::move(completion));
  }

  const IndexReader& reader_;
  text::Analyzer& analyzer_;
  std::size_t limit_;
  std::vector<std::string> completions_;
  std::string typed_;           // The typed text, folded.
  std::set<std::string> seen_;  // The SpellingKey of each completion.
};

}  // namespace

std::vector<std::string> Complete(const IndexReader& reader, std::string_view typed,
                                  std::size_t limit) {
  return Completer(reader, limit).Complete(typed);
}

}  // namespace dssearch
