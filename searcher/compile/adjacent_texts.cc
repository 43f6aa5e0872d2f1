#include "searcher/compile/adjacent_texts.h"

#include <utility>

#include "searcher/compile/term_queries.h"
#include "searcher/format/schema.h"

namespace dssearch {

QueryNode AdjacentTexts(const AnalyzedQuery* first, const AnalyzedQuery* end,
                        const IndexReader& reader) {
  std::vector<QueryNode> all;
  std::vector<std::string> words;
  for (; first != end; ++first) {
    const text::Analysis& analysis = first->analysis;
    for (const text::Segment& segment : first->segments)
      if (segment.is_run)
        all.push_back(
            CjkPhrase(text::CharactersOf(analysis, segment), analysis, format::kTextField, reader));
    AppendSubwords(analysis, words);
  }
  if (!words.empty()) {
    for (std::string& word : words) word = SurfaceTerm(format::kTextField, word);
    all.push_back(TermPhrase(words, static_cast<unsigned>(words.size())));
  }
  return all.size() == 1 ? std::move(all.front())
                         : QueryNode::Of(QueryNode::Kind::kAnd, std::move(all));
}

void AppendSubwords(const text::Analysis& analysis, std::vector<std::string>& words) {
  for (const text::Token& token : analysis.tokens())
    if (token.kind == text::TokenKind::kSubword) words.emplace_back(analysis.Text(token));
}

}  // namespace dssearch
