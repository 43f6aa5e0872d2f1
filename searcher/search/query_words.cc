#include "searcher/search/query_words.h"

#include <string>
#include <string_view>
#include <utility>

#include "searcher/text/segments.h"
#include "searcher/text/stop_words.h"

namespace dssearch {

std::vector<QueryAst> WordsOf(const QueryAst& query, text::Analyzer& analyzer) {
  using Kind = QueryAst::Kind;
  const bool is_name = query.field != nullptr && query.field->kind == format::FieldKind::kName;
  if (query.kind != Kind::kText || is_name) return {query};
  std::vector<QueryAst> words;
  const text::Analysis analysis = analyzer.Analyze(query.text);
  const auto add = [&](Kind kind, std::size_t begin, std::size_t end) {
    std::string text = query.text.substr(begin, end - begin);
    if (!text::IsStopWord(analyzer.Fold(text)))
      words.push_back({.kind = kind, .field = query.field, .text = std::move(text)});
  };
  for (const text::Segment& segment : text::SegmentsOf(analysis)) {
    if (!segment.is_run) {
      const Span span = analysis.Original(analysis.tokens()[segment.begin]);
      add(Kind::kText, span.begin, span.end);
      continue;
    }
    for (const text::RunWord& word : text::RunWordsOf(analysis, segment)) {
      if (word.unattached) continue;
      add(Kind::kPhrase, analysis.Original(*word.characters.front()).begin,
          analysis.Original(*word.characters.back()).end);
    }
  }
  return words.empty() ? std::vector<QueryAst>{query} : words;
}

}  // namespace dssearch
