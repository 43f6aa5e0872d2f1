#include "searcher/compile/query_compiler.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "searcher/compile/author_names.h"
#include "searcher/compile/boosts.h"
#include "searcher/compile/estimates.h"
#include "searcher/compile/identifier_query.h"
#include "searcher/compile/term_queries.h"
#include "searcher/compile/text_compiler.h"
#include "searcher/compile/value_query.h"
#include "searcher/format/record.h"
#include "searcher/index/bm25.h"
#include "searcher/index/dictionary.h"
#include "searcher/index/other_names.h"
#include "searcher/query/date_range.h"
#include "searcher/query/notes.h"
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
    ClauseTree tree = CompileKind(query);
    tree.names_field = query.ast->field != nullptr && query.ast->kind != AstKind::kFilter;
    return tree;
  }

 private:
  ClauseTree CompileKind(const AnalyzedQuery& query) const {
    const Field& field = query.field();
    switch (query.ast->kind) {
      case AstKind::kAll:
        return Leaf(QueryNode::MatchAll());
      case AstKind::kFilter:
        return Leaf(CompileFilter(*query.ast), TreeKind::kFilter);
      case AstKind::kText:
        if (field.kind == FieldKind::kName) return {TreeKind::kLeaf, CompileName(query, reader_)};
        if (!query.entities.empty()) return CompileEntity(query.entities.front(), {&query});
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

  // Adjacent texts in the same field are compiled together, since a lexicon term may span several
  // of them.
  ClauseTree CompileAnd(const AnalyzedQuery& query) const {
    ClauseTree tree{TreeKind::kAnd};
    const std::vector<AnalyzedQuery>& children = query.children;
    const auto texts_between = [&](std::size_t first, std::size_t end) {
      std::vector<const AnalyzedQuery*> texts;
      for (std::size_t i = first; i < end; ++i) texts.push_back(&children[i]);
      return texts;
    };
    auto entity = query.entities.begin();
    for (std::size_t i = 0; i < children.size();) {
      if (!children[i].IsPlainText()) {
        tree.children.push_back(Compile(children[i++]));
        continue;
      }
      if (entity != query.entities.end() && entity->first == i) {
        tree.children.push_back(CompileEntity(*entity, texts_between(i, entity->end)));
        i = entity++->end;
        continue;
      }
      std::size_t end = EndOfTexts(children, i);
      if (entity != query.entities.end()) end = std::min(end, entity->first);
      const bool names_field = children[i].ast->field != nullptr;
      TextClauses text = texts_.CompileTexts(texts_between(i, end));
      if (!text.clauses.empty())
        for (const Entity& value : query.possible_values)
          if (value.first >= i && value.end <= end && value.end - value.first < children.size())
            text.clauses.back().proximity_boosts.push_back(
                PossibleValue(value, texts_between(value.first, value.end)));
      tree.children.push_back({TreeKind::kText, std::move(text)});
      tree.children.back().names_field = names_field;
      i = end;
    }
    return tree;
  }

  // A paper with a value that words may name scores for it beside the words.
  QueryNode PossibleValue(const Entity& value,
                          const std::vector<const AnalyzedQuery*>& texts) const {
    double score = 0;
    for (const CompiledClause& clause : texts_.CompileTexts(texts).clauses)
      score += EstimatedScore(clause.must, 0, reader_);
    QueryNode node = QueryNode::Of(Kind::kFilter, QueryNode::MatchAll(boosts::kPossibleValue),
                                   value.readings.front());
    node.boost = score;
    node.names = value.field;
    node.term = value.value;
    return node;
  }

  // The words of a name count beside it as text, an author's next to each other. They are not
  // translated, and score by themselves alone, so that papers with the value come first.
  ClauseTree CompileEntity(const Entity& entity,
                           const std::vector<const AnalyzedQuery*>& texts) const {
    if (entity.field == nullptr) return {};
    std::optional<QueryNode> text;
    if (!entity.names.empty()) {
      text = TextNear(entity);
    } else if (std::optional<CompiledClause> all =
                   CombineBoolean(texts_.CompileTexts(texts).clauses, Match::kAll)) {
      text = std::move(all->must);
    }
    QueryNode value = NamedValue(entity, text.value_or(QueryNode()));
    if (entity.field == &format::kAuthorField) {
      if (text) value = QueryNode::Of(Kind::kDisMax, std::move(value), *std::move(text));
      ClauseTree tree = Leaf(std::move(value));
      tree.ranks = true;
      return tree;
    }
    ClauseTree tree = Leaf(std::move(value), TreeKind::kNamedValue);
    ClauseTree as_text{TreeKind::kText};
    if (text) as_text.text.clauses.push_back({*std::move(text)});
    tree.children.push_back(std::move(as_text));
    return tree;
  }

  // Matches the papers with the value. All of them score the same, and higher than by `words`.
  QueryNode NamedValue(const Entity& entity, const QueryNode& words) const {
    std::vector<QueryNode> readings;
    Xapian::doccount doc_freq = 0;
    double sureness = 1;
    for (const QueryNode& reading : entity.readings) {
      doc_freq = std::max(doc_freq, reader_.DocFreq(reading, Precision::kApproximate));
      QueryNode& node = readings.emplace_back(
          Boosted(QueryNode::Of(Kind::kFilter, QueryNode::MatchAll(1), reading), sureness));
      node.names = entity.field;
      node.term = entity.value;
      sureness *= boosts::kLessSureReading;
    }
    QueryNode value = readings.size() == 1 ? std::move(readings.front())
                                           : QueryNode::Of(Kind::kDisMax, std::move(readings));
    const double least = Idf(doc_freq, reader_.doc_count());
    return Boosted(std::move(value),
                   boosts::kNamedValue * std::max(least, EstimatedScore(words, 0, reader_)));
  }

  // Matches texts with all names of an author next to each other, in any order.
  static QueryNode TextNear(const Entity& entity) {
    std::vector<QueryNode> names;
    for (const std::string& name : entity.names)
      names.push_back(QueryNode::Term(SurfaceTerm(format::kTextField, name)));
    if (names.size() == 1) return std::move(names.front());
    const auto window = static_cast<unsigned>(names.size());
    return QueryNode::Of(Kind::kNear, std::move(names), window);
  }

  QueryNode CompileFilter(const QueryAst& filter) const {
    if (HasDays(*filter.field))
      return {.kind = Kind::kDateRange,
              .days = *ParseDateRange(filter.text, format::kLastDay),
              .date_field = filter.field};
    return ValueQuery(*filter.field, filter.text, reader_);
  }

  // The papers that carry an identifier, above all that match words; else its text as it stands.
  ClauseTree CompileIdentifier(const AnalyzedQuery& query) const {
    const std::string& identifier = query.ast->text;
    if (HasIdentifier(identifier, reader_)) return Leaf(IdentifierQuery(identifier));
    AddOnce({Note::Kind::kUnknownIdentifier, {identifier}}, notes_);
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
  if (!names.empty()) all.push_back(AuthorNear(names));
  if (all.empty()) return compiled;
  std::vector<QueryNode> any = {QueryNode::Of(Kind::kAnd, std::move(all))};
  for (const std::string& form : FormsOfName(analysis.folded()))
    any.push_back(QueryNode::Term(format::ValueTerm(*compiled.field, form)));
  if (const OtherNames::Names* others = OtherNamesOf(reader)->Find(analysis.folded()))
    for (const std::string& other : others->others)
      any.push_back(QueryNode::Term(format::ValueTerm(*compiled.field, other)));
  compiled.clauses.push_back({AnyOf(std::move(any))});
  return compiled;
}

}  // namespace dssearch
