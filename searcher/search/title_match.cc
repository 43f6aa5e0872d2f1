#include "searcher/search/title_match.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

#include "searcher/compile/analyzed_query.h"
#include "searcher/compile/compiled_query.h"
#include "searcher/format/schema.h"
#include "searcher/query/query_ast.h"
#include "searcher/text/letters.h"
#include "searcher/text/normalizer.h"

namespace dssearch {
namespace {

// A shorter part of a title, such as 近三年 推理, is rather a question.
constexpr std::size_t kLeastOfPart = 24;

// Of a part of more titles than these it does not matter which one is meant.
constexpr std::size_t kMostTitles = 50;

std::string FoldedLetters(std::string_view text) { return text::LettersOf(text::Fold(text)); }

}  // namespace

bool IsTitle(const std::string& text, const IndexReader& reader) {
  const std::string letters = FoldedLetters(text);
  if (letters.empty()) return false;
  QueryAst phrase{.kind = QueryAst::Kind::kPhrase, .field = &format::kTitleField, .text = text};
  const AnalyzedQuery analyzed = AnalyzeQuery(phrase, reader);
  const CompiledQuery query = CompileQuery(analyzed, Match::kAll, reader, false, {});
  const std::vector<Paper> papers = reader.Some(query.root, kMostTitles + 1);
  return papers.size() <= kMostTitles &&
         std::any_of(papers.begin(), papers.end(), [&](const Paper& paper) {
           const std::string title = FoldedLetters(paper.title);
           return letters == title ||
                  (letters.size() >= kLeastOfPart && 2 * letters.size() >= title.size() &&
                   title.find(letters) != std::string::npos);
         });
}

}  // namespace dssearch
