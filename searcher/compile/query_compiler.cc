#include "searcher/compile/query_compiler.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "searcher/compile/identifier_query.h"
#include "searcher/compile/term_queries.h"
#include "searcher/compile/text_compiler.h"
#include "searcher/index/dictionary.h"
#include "searcher/match/value_query.h"
#include "searcher/query/date_range.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

using format::Field;
using format::FieldKind;
using text::Token;
using text::TokenKind;
using AstKind = QueryAst::Kind;
using TreeKind = ClauseTree::Kind;
using Kind = QueryNode::Kind;

ClauseTree Leaf(QueryNode must, TreeKind kind = TreeKind::kLeaf) {
  ClauseTree leaf{kind};
  leaf.text.clauses.push_back({std::move(must)});
  return leaf;
}

class QueryCompiler {
 public:
  QueryCompiler(Match match, bool skips_stop_words, const IndexReader& reader,
                std::vector<Note>& notes)
      : texts_(match, skips_stop_words, reader),
        skips_stop_words_(skips_stop_words),
        reader_(reader),
        notes_(notes) {}

  ClauseTree Compile(const AnalyzedQuery& query) const {
    const Field& field = query.field();
    switch (query.ast->kind) {
      case AstKind::kAll:
        return Leaf(QueryNode::MatchAll());
      case AstKind::kFilter:
        return Leaf(CompileFilter(*query.ast), TreeKind::kFilter);
      case AstKind::kText:
        if (field.kind == FieldKind::kName) return {TreeKind::kLeaf, CompileName(query, reader_)};
        return {TreeKind::kText, texts_.CompileTexts({&query})};
      case AstKind::kPhrase:
        if (field.kind == FieldKind::kName) return {TreeKind::kLeaf, CompileName(query, reader_)};
        return {TreeKind::kPhrase, texts_.CompilePhrase(query)};
      case AstKind::kPrefix:
        return CompilePrefix(query);
      case AstKind::kIdentifier:
        return CompileIdentifier(query);
      case AstKind::kAnd:
        return CompileAnd(query);
      case AstKind::kOr: {
        ClauseTree tree{TreeKind::kOr};
        for (const AnalyzedQuery& child : query.children) tree.children.push_back(Compile(child));
        return tree;
      }
      case AstKind::kNot: {
        // An excluded query is always a conjunction.
        const QueryCompiler excluded(Match::kAll, skips_stop_words_, reader_, notes_);
        ClauseTree tree{TreeKind::kNot};
        tree.children.push_back(excluded.Compile(query.children.front()));
        return tree;
      }
    }
    return {};
  }

 private:
  // Adjacent texts in the same field are compiled together, since a lexicon term may span several
  // of them.
  ClauseTree CompileAnd(const AnalyzedQuery& query) const {
    ClauseTree tree{TreeKind::kAnd};
    const std::vector<AnalyzedQuery>& children = query.children;
    for (std::size_t i = 0; i < children.size();) {
      if (!children[i].IsPlainText()) {
        tree.children.push_back(Compile(children[i++]));
        continue;
      }
      std::vector<const AnalyzedQuery*> texts;
      const std::size_t first = i;
      for (; i < children.size() && children[i].IsPlainText() &&
             children[i].ast->field == children[first].ast->field;
           ++i)
        texts.push_back(&children[i]);
      tree.children.push_back({TreeKind::kText, texts_.CompileTexts(texts)});
    }
    return tree;
  }

  QueryNode CompileFilter(const QueryAst& filter) const {
    if (filter.field->kind == FieldKind::kDate)
      return {.kind = Kind::kDateRange, .days = *ParseDateRange(filter.text, format::kLastDay)};
    return ValueQuery(*filter.field, filter.text, reader_);
  }

  // The papers that carry an identifier, above all that match words; else its text as it stands.
  ClauseTree CompileIdentifier(const AnalyzedQuery& query) const {
    const std::string& identifier = query.ast->text;
    if (HasIdentifier(identifier, reader_)) return Leaf(IdentifierQuery(identifier));
    const Note unknown{Note::Kind::kUnknownIdentifier, {identifier}};
    if (std::find(notes_.begin(), notes_.end(), unknown) == notes_.end()) notes_.push_back(unknown);
    // A leaf, and no phrase, is not translated.
    ClauseTree tree{TreeKind::kLeaf, texts_.CompilePhrase(query)};
    tree.ranks = true;
    return tree;
  }

  ClauseTree CompilePrefix(const AnalyzedQuery& query) const {
    const Field& field = query.field();
    const text::Analysis& analysis = query.analysis;
    if (analysis.tokens().empty()) return {};
    const Token& last = analysis.tokens().back();
    // Only a word of letters and digits is completed. A text of several tokens, or of Han, is
    // compiled as plain text.
    if (last.kind != TokenKind::kSubword || last.position > 0) {
      if (field.kind == FieldKind::kName) return {TreeKind::kLeaf, CompileName(query, reader_)};
      return {TreeKind::kText, texts_.CompileTexts({&query})};
    }
    const auto found = TermsWithPrefix(SurfaceTerm(field, analysis.Text(last)), reader_);
    const std::vector<TermDocFreq>& words = found->terms;
    if (words.size() < found->total)
      notes_.push_back(
          {Note::Kind::kManyCompletions,
           {query.ast->text, std::to_string(words.size()), std::to_string(found->total)}});
    std::vector<QueryNode> terms;
    std::set<std::string> scored;  // English words are scored by their stems.
    for (const auto& [doc_freq, term] : words) {
      terms.push_back(QueryNode::Term(term));
      const std::string_view word = format::ReadTerm(term).text;
      scored.insert(text::IsEnglish(word) ? StemTerm(field, reader_.analyzer().Stem(word)) : term);
    }
    ClauseTree tree = Leaf(Unscored(QueryNode::Of(Kind::kSynonym, std::move(terms))));
    tree.ranks = field.kind == FieldKind::kText;
    if (!scored.empty())
      tree.text.clauses.front().should.push_back(
          QueryNode::Of(Kind::kSynonym, TermQueries({scored.begin(), scored.end()})));
    return tree;
  }

  TextCompiler texts_;
  bool skips_stop_words_;
  const IndexReader& reader_;
  std::vector<Note>& notes_;
};

// A query for a person's names, each in full or as an initial. If any name is given in full, at
// least one of the full names must match in full.
QueryNode NamesNear(const std::vector<std::string>& names, const Field& field) {
  const auto full = [&field](const std::string& name) {
    return QueryNode::Term(SurfaceTerm(field, name));
  };
  const auto is_initial = [](const std::string& name) {
    return text::FirstSize(name) == name.size();
  };
  const auto either = [&](const std::string& name) {
    std::string other = is_initial(name)
                            ? SurfaceTerm(field, format::Initial(name))
                            : SurfaceTerm(field, name.substr(0, text::FirstSize(name)));
    return QueryNode::Of(Kind::kOr, full(name), QueryNode::Term(std::move(other)));
  };
  if (names.size() == 1)
    return is_initial(names.front()) ? either(names.front()) : full(names.front());
  // The window leaves room for up to two middle names.
  const auto window = static_cast<unsigned>(names.size() + 2);
  const auto near = [&](std::size_t in_full) {
    std::vector<QueryNode> parts;
    for (std::size_t i = 0; i < names.size(); ++i)
      parts.push_back(i == in_full ? full(names[i]) : either(names[i]));
    return QueryNode::Of(Kind::kNear, std::move(parts), window);
  };
  std::vector<QueryNode> alternatives;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!is_initial(names[i])) alternatives.push_back(near(i));
  return alternatives.empty() ? near(names.size())
                              : QueryNode::Of(Kind::kOr, std::move(alternatives));
}

}  // namespace

ClauseTree CompileClauses(const AnalyzedQuery& query, Match match, const IndexReader& reader,
                          std::vector<Note>& notes) {
  return QueryCompiler(match, HasContentWord(query), reader, notes).Compile(query);
}

TextClauses CompileName(const AnalyzedQuery& text, const IndexReader& reader) {
  TextClauses compiled{&text.field()};
  const text::Analysis& analysis = text.analysis;
  std::vector<QueryNode> all;
  std::vector<std::string> names;
  for (const text::Segment& segment : text.segments) {
    if (segment.is_run) {
      all.push_back(
          CjkPhrase(text::CharactersOf(analysis, segment), analysis, *compiled.field, reader));
      continue;
    }
    for (std::size_t i = segment.begin; i < segment.end; ++i)
      if (analysis.tokens()[i].kind == TokenKind::kSubword)
        names.emplace_back(analysis.Text(analysis.tokens()[i]));
  }
  if (!names.empty()) all.push_back(NamesNear(names, *compiled.field));
  if (!all.empty()) compiled.clauses.push_back({QueryNode::Of(Kind::kAnd, std::move(all))});
  return compiled;
}

}  // namespace dssearch
