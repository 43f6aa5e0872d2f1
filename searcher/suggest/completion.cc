#include "searcher/suggest/completion.h"

#include <algorithm>
#include <set>

#include "searcher/compile/query_compiler.h"
#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/rank/ranking.h"
#include "searcher/text/code_points.h"
#include "searcher/text/stop_words.h"

namespace dssearch {
namespace {

using format::FieldNamed;
using text::Analysis;
using text::Token;
using text::TokenKind;

class Completer {
 public:
  Completer(Session& session, std::size_t limit)
      : session_(session),
        database_(session.database),
        analyzer_(session.analyzer),
        limit_(std::min(limit, kMaxLimit)) {}

  std::vector<std::string> Complete(std::string_view typed) {
    const Analysis analysis = analyzer_.Analyze(text::CutToBytes(typed, kMaxQueryBytes));
    if (analysis.tokens().empty()) return {};
    const std::string folded = analyzer_.Fold(typed);
    seen_.insert(folded);
    const std::size_t terms = limit_ / 2;
    AddKeywords(folded, terms);
    AddWords(analysis, terms);
    AddTitles(analysis);
    return std::move(completions_);
  }

 private:
  void Add(std::string completion) {
    if (!seen_.insert(analyzer_.Fold(completion)).second) return;
    completions_.push_back(std::move(completion));
  }

  // The most frequent terms that begin so.
  std::vector<std::string> Frequent(const std::string& start) const {
    std::vector<std::string> terms;
    const auto found = session_.snapshot->TermsFrom(start, database_);
    for (const auto& [frequency, term] : found->terms) terms.push_back(term);
    return terms;
  }

  void AddKeywords(const std::string& folded, std::size_t most) {
    const format::Field& field = FieldNamed("keyword");
    for (const std::string& term : Frequent(ValueTerm(field, folded))) {
      if (completions_.size() == most) return;
      Add(AsWritten(term));
    }
  }

  // A keyword as one of its papers writes it; its term is folded.
  std::string AsWritten(const std::string& term) {
    const Xapian::Document paper = database_.get_document(*database_.postlist_begin(term));
    const auto slot = SlotOf(FieldNamed("keyword"));
    std::string written;
    format::ForEachValue(paper.get_value(slot), [&](std::string_view value) {
      if (ValueTerm(FieldNamed("keyword"), analyzer_.Fold(value)) == term) written = value;
    });
    return written;
  }

  // Of one word, one for each stem.
  void AddWords(const Analysis& analysis, std::size_t most) {
    const Token& first = analysis.tokens().front();
    if (first.kind == TokenKind::kBigram || first.positions != analysis.positions()) return;
    std::set<std::string> stems;
    for (const std::string& word : Frequent(std::string(analysis.Text(first)))) {
      if (completions_.size() >= most) return;
      if (!text::IsStopWord(word) && stems.emplace(analyzer_.Stem(word)).second) Add(word);
    }
  }

  static Query TitleWord(std::string text) {
    return {Query::Kind::kPhrase, "title", std::move(text), {}, 0};
  }

  // The most frequent words of titles that begin so; more than a few of them
  // would cost more than they find.
  Query TitleWordsFrom(const std::string& start) const {
    constexpr std::size_t kMost = 8;
    Query words{Query::Kind::kOr, {}, {}, {}, 0};
    for (const std::string& term : Frequent(SurfaceTerm(FieldNamed("title"), start))) {
      const std::string_view word = format::ReadTerm(term).text;
      if (words.children.size() == kMost) break;
      if (word == start || !text::IsStopWord(word))
        words.children.push_back(TitleWord(std::string(word)));
    }
    // A word that no title has, if there is none that begins so.
    if (words.children.empty()) return TitleWord(start);
    return words;
  }

  void AddTitles(const Analysis& analysis) {
    // The typed words as a query of our own, so that nothing in them is an operator.
    Query words;
    words.kind = Query::Kind::kAnd;
    for (const Token& token : analysis.tokens()) {
      const std::string text(analysis.Text(token));
      if (token.kind == TokenKind::kCharacter) words.children.push_back(TitleWord(text));
      if (token.kind == TokenKind::kAtom) words.children.push_back(TitleWordsFrom(text));
    }
    const BuiltQuery built = BuildQuery(words, Match::kAll, session_, false);
    // Some papers have one title; twice as many as wanted leaves enough.
    for (const Ranked& found :
         RankByRelevance(session_, built.clause, PapersMatching(built.clause, session_),
                         Positions::kExact, 0, limit_ * 2)) {
      if (completions_.size() == limit_) return;
      const Paper paper = session_.Read(found.paper);
      // The half that holds what was typed.
      const bool chinese = built.chinese && !paper.title_zh.empty();
      Add(chinese ? paper.title_zh : paper.title);
    }
  }

  Session& session_;
  const Xapian::Database& database_;
  text::Analyzer& analyzer_;
  std::size_t limit_;
  std::vector<std::string> completions_;
  std::set<std::string> seen_;  // What has been typed or added, folded.
};

}  // namespace

std::vector<std::string> Complete(Session& session, std::string_view typed, std::size_t limit) {
  return Completer(session, limit).Complete(typed);
}

}  // namespace dssearch
