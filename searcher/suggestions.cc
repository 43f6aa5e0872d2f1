#include "searcher/suggestions.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/query_builder.h"
#include "searcher/ranking.h"
#include "searcher/text/code_points.h"
#include "searcher/text/stop_words.h"

namespace dssearch {
namespace {

using format::FieldNamed;
using text::Analysis;
using text::Token;
using text::TokenKind;

bool CarriesPosition(const Token& token) {
  return token.kind == TokenKind::kAtom || token.kind == TokenKind::kCharacter;
}

class Completer {
 public:
  Completer(const Xapian::Database& database, text::Analyzer& analyzer, std::size_t limit)
      : database_(database), analyzer_(analyzer), limit_(std::min(limit, kMaxLimit)) {}

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

  // The most frequent terms that begin so and pass, up to `most` of them.
  std::vector<std::string> Frequent(const std::string& start, std::size_t most,
                                    const std::function<bool(const std::string&)>& passes) const {
    std::vector<std::pair<Xapian::doccount, std::string>> found;
    for (auto it = database_.allterms_begin(start); it != database_.allterms_end(start); ++it)
      found.emplace_back(it.get_termfreq(), *it);
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    std::vector<std::string> terms;
    for (auto it = found.begin(); it != found.end() && terms.size() < most; ++it)
      if (passes(it->second)) terms.push_back(std::move(it->second));
    return terms;
  }

  void AddKeywords(const std::string& folded, std::size_t most) {
    const format::Field& field = FieldNamed("keyword");
    for (const std::string& term :
         Frequent(ValueTerm(field, folded), most, [](const auto&) { return true; }))
      Add(AsWritten(term));
  }

  // A keyword as one of its papers writes it; its term is folded.
  std::string AsWritten(const std::string& term) {
    const Xapian::Document paper = database_.get_document(*database_.postlist_begin(term));
    const auto slot = static_cast<Xapian::valueno>(FieldNamed("keyword").slot);
    std::string written;
    format::ForEachValue(paper.get_value(slot), [&](std::string_view value) {
      if (ValueTerm(FieldNamed("keyword"), analyzer_.Fold(value)) == term) written = value;
    });
    return written;
  }

  // Of one word, one for each stem.
  void AddWords(const Analysis& analysis, std::size_t most) {
    if (completions_.size() >= most) return;
    const std::vector<Token>& tokens = analysis.tokens();
    const Token& first = tokens.front();
    const bool one_word =
        first.kind != TokenKind::kBigram && first.positions == analysis.positions();
    if (!one_word) return;
    std::set<std::string> stems;
    const auto passes = [&](const std::string& term) {
      return !text::IsStopWord(term) && stems.emplace(analyzer_.Stem(term)).second;
    };
    for (std::string& word :
         Frequent(std::string(analysis.Text(first)), most - completions_.size(), passes))
      Add(std::move(word));
  }

  void AddTitles(const Analysis& analysis) {
    // The typed words as a query of our own, so that nothing in them is an operator.
    Query words;
    words.kind = Query::Kind::kAnd;
    for (const Token& token : analysis.tokens()) {
      if (!CarriesPosition(token)) continue;
      Query word;
      word.kind = token.kind == TokenKind::kAtom ? Query::Kind::kPrefix : Query::Kind::kPhrase;
      word.field = "title";
      word.text = analysis.Text(token);
      words.children.push_back(std::move(word));
    }
    const BuiltQuery built = BuildQuery(words, Match::kAll, analyzer_, database_);
    Xapian::Enquire enquire(database_);
    enquire.set_query(built.query);
    const Order order(enquire, Sort::kRelevance);
    // Some papers have one title; twice as many as wanted leaves enough.
    const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(limit_ * 2));
    for (auto it = found.begin(); it != found.end() && completions_.size() < limit_; ++it) {
      const Paper paper = format::DecodeRecord(it.get_document().get_data());
      // The half that holds what was typed.
      const bool chinese = built.chinese && !paper.title_zh.empty();
      Add(chinese ? paper.title_zh : paper.title);
    }
  }

  const Xapian::Database& database_;
  text::Analyzer& analyzer_;
  std::size_t limit_;
  std::vector<std::string> completions_;
  std::set<std::string> seen_;  // What has been typed or added, folded.
};

}  // namespace

std::vector<std::string> Complete(const Xapian::Database& database, text::Analyzer& analyzer,
                                  std::string_view typed, std::size_t limit) {
  return Completer(database, analyzer, limit).Complete(typed);
}

}  // namespace dssearch
