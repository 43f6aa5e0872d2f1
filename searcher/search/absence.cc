#include "searcher/search/absence.h"

#include <algorithm>
#include <string>
#include <utility>

#include "searcher/compile/estimates.h"
#include "searcher/compile/value_query.h"
#include "searcher/query/date_range.h"
#include "searcher/query/notes.h"
#include "searcher/search/query_words.h"
#include "searcher/suggest/nearest_value.h"

namespace dssearch {
namespace {

using format::Field;
using format::FieldKind;
using Kind = QueryAst::Kind;

// How many values are named where none is similar.
constexpr std::size_t kNamedValues = 3;

// The parts of a word that more papers have are taken to stand beside each other in one of them;
// to look would take long.
constexpr Xapian::doccount kFewPapers = 1000;

std::string Joined(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined.append(joined.empty() ? "" : ", ").append(text);
  return joined;
}

class AbsenceFinder {
 public:
  AbsenceFinder(const QueryPlan& plan, const SearchRequest& request, const MatchedQuery& matched,
                const IndexReader& reader)
      : plan_(plan), request_(request), matched_(matched), reader_(reader) {
    found_all_ = matched.have_all > 0;
  }

  std::vector<Note> Find() {
    for (const Filter& filter : request_.filters)
      CheckValue(*format::FindField(filter.field), filter.value);
    Visit(plan_.root);
    conditions_ += request_.filters.size() + (DaysOf(request_) ? 1 : 0);
    if (!absent_.empty() && conditions_ > 1)
      notes_.push_back({Note::Kind::kNoPaperHas, {Joined(absent_)}});
    return std::move(notes_);
  }

 private:
  void Visit(const QueryAst& query) {
    if (query.kind == Kind::kNot) return VisitExcluded(query.children.front());
    if (IsValue(query)) CheckValue(*query.field, query.text);
    for (const QueryAst& child : query.children) Visit(child);
    // Where some paper has all, no word is without one, and nothing is to be counted.
    if (found_all_ || query.kind == Kind::kAll || !query.children.empty() || IsStopWord(query))
      return;
    ++conditions_;
    if (query.kind == Kind::kFilter) return;
    if (query.field != nullptr && query.field->kind == FieldKind::kName) {
      if (!HasPapers(query)) Say(*query.field, query.text);
      return;
    }
    const std::vector<QueryAst> words = WordsOf(query, reader_.analyzer());
    conditions_ += words.size() - 1;
    for (const QueryAst& word : words)
      if (!IsTranslated(word) && !HasPapers(word)) AddWord(query, word);
  }

  // Of what is excluded only whole values are checked: a paper without the word is what is wanted.
  void VisitExcluded(const QueryAst& query) {
    ++conditions_;
    if (IsValue(query)) CheckValue(*query.field, query.text);
    for (const QueryAst& child : query.children) VisitExcluded(child);
  }

  // Whether a text has nothing but stop words and punctuation, which nobody insists on.
  bool IsStopWord(const QueryAst& query) const {
    return query.kind == Kind::kText && query.field == nullptr &&
           !HasContentWord(AnalyzeQuery(query, reader_));
  }

  static bool IsValue(const QueryAst& query) {
    return query.kind == Kind::kFilter && query.field->kind == FieldKind::kValue &&
           !query.field->is_exact;
  }

  void CheckValue(const Field& field, const std::string& value) {
    if (DocFreqUpperBound(ValueQuery(field, value, reader_), reader_) == 0) Say(field, value);
  }

  void Say(const Field& field, const std::string& value) {
    Note note{Note::Kind::kNearestValue, {std::string(field.name), value}};
    note.about.push_back(NearestValue(field, value, reader_));
    if (note.about.back().empty()) {
      note.kind = Note::Kind::kNoValue;
      note.about.back() = Joined(FrequentValues(field, kNamedValues, reader_));
      // There are none, or too many to name a few.
      if (note.about.back().empty())
        note = {Note::Kind::kNoPaperHas, {note.about[0] + ':' + value}};
    }
    AddOnce(std::move(note), notes_);
  }

  // Adds a word of `query` as it was typed: title:推理.
  void AddWord(const QueryAst& query, const QueryAst& word) {
    std::string typed = query.field == nullptr ? "" : std::string(query.field->name) + ':';
    typed += query.kind == Kind::kPhrase ? '"' + word.text + '"' : word.text;
    if (query.kind == Kind::kPrefix) typed += '*';
    if (std::find(absent_.begin(), absent_.end(), typed) == absent_.end())
      absent_.push_back(std::move(typed));
  }

  // Whether a word is a part of a term by whose translation papers were found.
  bool IsTranslated(const QueryAst& word) const {
    const std::string folded = reader_.analyzer().Fold(word.text);
    return std::any_of(matched_.query.expansions.begin(), matched_.query.expansions.end(),
                       [&](const LexiconExpansion& expansion) {
                         return !expansion.added.added.empty() &&
                                reader_.analyzer().Fold(expansion.added.term).find(folded) !=
                                    std::string::npos;
                       });
  }

  bool HasPapers(const QueryAst& word) const {
    const AnalyzedQuery analyzed = AnalyzeQuery(word, reader_);
    const QueryNode node =
        CompileQuery(analyzed, Match::kAll, reader_, request_.translate, plan_.untranslated).root;
    const Xapian::doccount most = DocFreqUpperBound(node, reader_);
    return most > kFewPapers || (most > 0 && reader_.DocFreq(node, Precision::kExact) > 0);
  }

  const QueryPlan& plan_;
  const SearchRequest& request_;
  const MatchedQuery& matched_;
  const IndexReader& reader_;
  bool found_all_;                   // Some paper has all that is asked for.
  std::size_t conditions_ = 0;       // How many words, values and dates are asked for.
  std::vector<std::string> absent_;  // The words that no paper has.
  std::vector<Note> notes_;
};

}  // namespace

std::vector<Note> NotesOfAbsence(const QueryPlan& plan, const SearchRequest& request,
                                 const MatchedQuery& matched, const IndexReader& reader) {
  return AbsenceFinder(plan, request, matched, reader).Find();
}

}  // namespace dssearch
