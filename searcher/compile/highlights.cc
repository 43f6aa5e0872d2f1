#include "searcher/compile/highlights.h"

#include <cmath>
#include <string_view>
#include <utility>

#include "searcher/compile/term_queries.h"
#include "searcher/index/dictionary.h"
#include "searcher/text/regional_variants.h"
#include "searcher/text/stop_words.h"

namespace dssearch {
namespace {

using format::Field;
using text::Analysis;
using text::Segment;
using text::Token;
using text::TokenKind;
using AstKind = QueryAst::Kind;

double WeightOf(double doc_freq, const IndexReader& reader) {
  const double doc_count = reader.doc_count();
  return std::log(1 + (doc_count - doc_freq + 0.5) / (doc_freq + 0.5));
}

class Highlighter {
 public:
  Highlighter(bool skips_stop_words, const IndexReader& reader)
      : skips_stop_words_(skips_stop_words), reader_(reader) {}

  void Visit(const AnalyzedQuery& query) {
    const QueryAst& ast = *query.ast;
    if (ast.kind == AstKind::kNot) return;
    if (query.field().kind == format::FieldKind::kText) {
      if (ast.kind == AstKind::kText) VisitText(query);
      if (ast.kind == AstKind::kPhrase || ast.kind == AstKind::kIdentifier) VisitPhrase(query);
      if (ast.kind == AstKind::kPrefix) VisitPrefix(query);
    }
    for (const AnalyzedQuery& child : query.children) Visit(child);
  }

  std::vector<HighlightGroup> Finish() { return std::move(groups_); }

 private:
  // Weights the group by the document frequency of `term`.
  void Add(HighlightGroup group, const std::string& term) {
    group.weight = WeightOf(reader_.StatsOf(term).doc_freq, reader_);
    groups_.push_back(std::move(group));
  }

  void VisitText(const AnalyzedQuery& query) {
    for (const Segment& segment : query.segments) {
      if (segment.is_run) {
        VisitRunAndVariants(query.analysis, segment, query.field());
      } else {
        VisitChunk(query.analysis, segment, query.field());
      }
    }
  }

  void VisitChunk(const Analysis& analysis, const Segment& chunk, const Field& field) {
    const Token& first = analysis.tokens()[chunk.begin];
    HighlightGroup group;
    if (chunk.end - chunk.begin == 1) {
      const std::string text(analysis.Text(first));
      if (field.prefix.empty() && skips_stop_words_ && text::IsStopWord(text)) return;
      if (first.stemmable) {
        group.stems.emplace_back(reader_.analyzer().Stem(text));
      } else {
        group.tokens.push_back(text);
      }
      Add(std::move(group), TermOf(first, analysis, field, reader_));
      return;
    }
    std::vector<std::string> subwords;
    const Token* spelling = &first;  // The last spelling of the whole compound.
    for (std::size_t i = chunk.begin; i < chunk.end; ++i) {
      const Token& token = analysis.tokens()[i];
      const std::string_view text = analysis.Text(token);
      if (token.kind == TokenKind::kSubword) {
        subwords.emplace_back(text);
      } else if (token.position == first.position &&
                 token.position_length == first.position_length) {
        group.tokens.emplace_back(text);
        if (token.stemmable) group.stems.emplace_back(reader_.analyzer().Stem(text));
        spelling = &token;
      }
    }
    group.phrases.push_back(std::move(subwords));
    Add(std::move(group), TermOf(*spelling, analysis, field, reader_));
  }

  // Adds a run and its regional variants.
  void VisitRunAndVariants(const Analysis& analysis, const Segment& run, const Field& field) {
    if (!VisitRun(analysis, run, field)) return;
    for (const std::string& variant : text::RegionalVariants(analysis, run)) {
      const Analysis elsewhere = reader_.analyzer().Analyze(variant);
      VisitRun(elsewhere, {0, elsewhere.tokens().size(), true}, field);
    }
  }

  // Returns whether it added anything.
  bool VisitRun(const Analysis& analysis, const Segment& run, const Field& field) {
    const std::vector<text::RunWord> words = text::RunWordsOf(analysis, run);
    bool any = false;
    for (const text::RunWord& word : words) {
      if ((field.prefix.empty() && skips_stop_words_ && word.is_stop_word) || word.unattached)
        continue;
      AddCharacters(analysis, word.characters, field);
      any = true;
    }
    // The run as a whole is a group too, so that it is marked without gaps where it occurs as
    // typed.
    if (any && words.size() > 1) AddCharacters(analysis, text::CharactersOf(analysis, run), field);
    return any;
  }

  void AddCharacters(const Analysis& analysis, const std::vector<const Token*>& characters,
                     const Field& field) {
    HighlightGroup group;
    std::vector<std::string>& phrase = group.phrases.emplace_back();
    for (const Token* character : characters) phrase.emplace_back(analysis.Text(*character));
    const std::string term = characters.size() == 1 ? SurfaceTerm(field, phrase[0])
                                                    : BigramTerm(field, phrase[0] + phrase[1]);
    Add(std::move(group), term);
  }

  void VisitPhrase(const AnalyzedQuery& query) {
    HighlightGroup group{.is_quoted = true};
    std::vector<std::string>& phrase = group.phrases.emplace_back();
    for (const Token& token : query.analysis.tokens())
      if (token.kind == TokenKind::kSubword || token.kind == TokenKind::kCharacter)
        phrase.emplace_back(query.analysis.Text(token));
    if (phrase.empty()) return;
    const std::string term = SurfaceTerm(query.field(), phrase.front());
    Add(std::move(group), term);
  }

  void VisitPrefix(const AnalyzedQuery& query) {
    const std::vector<Token>& tokens = query.analysis.tokens();
    if (tokens.empty()) return;
    if (tokens.back().kind != TokenKind::kSubword || tokens.back().position > 0)
      return VisitText(query);
    HighlightGroup group;
    group.prefix = query.analysis.Text(tokens.back());
    const std::string start = SurfaceTerm(query.field(), group.prefix);
    const auto found = TermsWithPrefix(start, reader_);
    Add(std::move(group), found->terms.empty() ? start : found->terms.front().second);
  }

  bool skips_stop_words_;
  const IndexReader& reader_;
  std::vector<HighlightGroup> groups_;
};

}  // namespace

std::vector<HighlightGroup> HighlightsOf(const AnalyzedQuery& query,
                                         const std::vector<LexiconExpansion>& expansions,
                                         const IndexReader& reader) {
  Highlighter highlighter(HasContentWord(query), reader);
  highlighter.Visit(query);
  std::vector<HighlightGroup> groups = highlighter.Finish();
  for (const LexiconExpansion& expansion : expansions)
    for (const LexiconExpansion::AddedTranslation& one : expansion.translations)
      groups.push_back({.lexicon_phrases = {one.tokens}, .weight = WeightOf(one.doc_freq, reader)});
  return groups;
}

}  // namespace dssearch
