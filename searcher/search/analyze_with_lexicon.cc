#include <algorithm>
#include <string>
#include <utility>

#include "dssearch/analyze.h"
#include "searcher/compile/analyzed_query.h"
#include "searcher/compile/lexicon_matches.h"
#include "searcher/compile/text_compiler.h"
#include "searcher/search/answer.h"

namespace dssearch {

AnalyzedText AnalyzeWithLexicon(const IndexReader& reader, std::string_view text) {
  AnalyzedText analyzed = Analyze(text);
  std::vector<AnalyzedTerm>& all = analyzed.terms;
  const QueryAst ast{.kind = QueryAst::Kind::kText, .text = std::string(text)};
  const AnalyzedQuery query = AnalyzeQuery(ast, reader);
  const TextClauses clauses =
      TextCompiler(Match::kAny, HasContentWord(query), reader).CompileTexts({&query});
  for (const LexiconMatch& match : FindLexiconMatches(clauses.tokens, reader)) {
    const PositionRange at = PositionsOf(match, clauses.tokens);
    const bool is_asked_for = std::any_of(
        clauses.clauses.begin(), clauses.clauses.end(), [&at](const CompiledClause& clause) {
          return clause.at.begin < at.end && at.begin < clause.at.end;
        });
    const auto is_inside = [&at](const AnalyzedTerm& one) {
      return at.Covers({one.position, one.position + one.position_length});
    };
    const auto first = std::find_if(all.begin(), all.end(), is_inside);
    if (!is_asked_for || first == all.end()) continue;
    AnalyzedTerm term{.kind = "term",
                      .scores = ScoresAsWhole(match, clauses),
                      .position = at.begin,
                      .position_length = at.end - at.begin,
                      .span = first->span};
    for (auto one = first; one != all.end(); ++one)
      if (is_inside(*one)) term.span.end = std::max(term.span.end, one->span.end);
    term.text =
        reader.analyzer().Fold(text.substr(term.span.begin, term.span.end - term.span.begin));
    all.insert(first, std::move(term));
  }
  return analyzed;
}

}  // namespace dssearch
