#include "searcher/compile/compiled_query.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "searcher/compile/query_compiler.h"

namespace dssearch {

std::vector<TermExpansion> CompiledQuery::TermExpansions() const {
  std::vector<TermExpansion> added;
  for (const LexiconExpansion& expansion : expansions)
    if (std::find(added.begin(), added.end(), expansion.added) == added.end())
      added.push_back(expansion.added);
  return added;
}

CompiledQuery CompileQuery(const AnalyzedQuery& query, Match match, const IndexReader& reader,
                           bool translate, const Untranslated& untranslated) {
  CompiledQuery compiled;
  compiled.chinese = AsksInChinese(query);
  ClauseTree tree = CompileClauses(query, match, reader, compiled.notes);
  compiled.ranks = Ranks(tree);
  compiled.expansions =
      CrossLanguageExpander(match, translate, untranslated, compiled.chinese, reader).Expand(tree);
  if (std::optional<QueryNode> root = Combine(std::move(tree), match)) {
    compiled.root = *std::move(root);
  } else {
    compiled.notes.push_back({Note::Kind::kNoWord});
  }
  return compiled;
}

}  // namespace dssearch
