#include "searcher/present/snippets.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "searcher/present/occurrences.h"
#include "searcher/present/unbreakables.h"

namespace dssearch {
namespace {

using text::Analysis;
using text::Token;
using text::TokenKind;

constexpr std::string_view kEllipsis = "…";

// A candidate for the snippet.
struct Window {
  std::size_t first = 0;  // The unbreakable parts [first, last).
  std::size_t last = 0;
  double score = -1;
};

// The end of the longest window from `first` that takes at most `cells` cells. It has one
// unbreakable part at least.
std::size_t WindowEnd(const std::vector<Unbreakable>& unbreakables, std::size_t first,
                      std::size_t cells) {
  std::size_t used = 0;
  std::size_t last = first;
  while (last < unbreakables.size() && used + unbreakables[last].cells <= cells)
    used += unbreakables[last++].cells;
  return std::max(last, first + 1);
}

// A text of a paper that may become a snippet.
struct Candidate {
  std::string_view field;
  const std::string* text;
  std::vector<Occurrence> found;
  std::vector<Span> words;  ///< Words of several characters, for the cut.
  double score = 0;
};

// The best fragment of a text of at most `cells` cells; the first one of equal ones.
Snippet BestFragment(const Candidate& candidate, const std::vector<HighlightGroup>& highlights,
                     std::size_t cells) {
  const std::string& text = *candidate.text;
  const std::vector<Unbreakable> unbreakables = UnbreakablesOf(text, candidate.words);
  const auto span_of = [&unbreakables](std::size_t first, std::size_t last) {
    return Span{unbreakables[first].begin, unbreakables[last - 1].end};
  };
  // An ellipsis at each end takes a cell.
  const std::size_t room = cells > 2 ? cells - 2 : 0;
  Window best;
  for (std::size_t first = 0; first < unbreakables.size(); ++first) {
    const char at = text[unbreakables[first].begin];
    if (at == ' ' || at == '\n') continue;
    // A window begins with a sentence or with a match.
    const auto match = FirstFrom(unbreakables[first].begin, candidate.found);
    const bool at_match =
        match != candidate.found.end() && match->span.begin < unbreakables[first].end;
    if (!unbreakables[first].starts_sentence && !at_match) continue;
    const std::size_t last = WindowEnd(unbreakables, first, room);
    double score = WeightIn(span_of(first, last), candidate.found, highlights);
    if (unbreakables[first].starts_sentence) score *= 1.1;
    if (score > best.score) best = {first, last, score};
  }
  if (best.score < 0) return {};
  // The snippet ends with a sentence where one ends in its last third and no match is lost.
  for (std::size_t last = best.last; last > best.first + (best.last - best.first) * 2 / 3; --last) {
    if (!EndsSentence(text, unbreakables[last - 1].begin, unbreakables[last - 1].end)) continue;
    const Span shorter = span_of(best.first, last);
    if (WeightIn(shorter, candidate.found, highlights) + 1e-9 <
        WeightIn(span_of(best.first, best.last), candidate.found, highlights))
      break;
    best.last = last;
    break;
  }
  while (best.last > best.first + 1 && (text[unbreakables[best.last - 1].begin] == ' ' ||
                                        text[unbreakables[best.last - 1].begin] == '\n'))
    --best.last;
  const Span window = span_of(best.first, best.last);
  Snippet snippet;
  snippet.field = candidate.field;
  if (!unbreakables[best.first].starts_sentence) snippet.text = kEllipsis;
  const std::size_t shift = snippet.text.size();
  snippet.text.append(text, window.begin, window.end - window.begin);
  std::replace(snippet.text.begin(), snippet.text.end(), '\n', ' ');
  if (window.end < text.size() &&
      !EndsSentence(text, unbreakables[best.last - 1].begin, window.end))
    snippet.text += kEllipsis;
  snippet.marks = MarksIn(window, shift, candidate.found);
  return snippet;
}

}  // namespace

std::vector<Snippet> MakeSnippets(const Paper& paper, const std::vector<HighlightGroup>& highlights,
                                  bool chinese, std::size_t cells, text::Analyzer& analyzer) {
  std::vector<Snippet> snippets;
  if (cells == 0) return snippets;
  const auto examine = [&](std::string_view field, const std::string& text) {
    const Analysis analysis = analyzer.Analyze(text);
    Candidate candidate{field, &text, FindOccurrences(text, analysis, highlights, analyzer), {}, 0};
    for (const Token& token : analysis.tokens())
      if (token.kind == TokenKind::kWord) candidate.words.push_back(analysis.Original(token));
    candidate.score = WeightIn({0, text.size()}, candidate.found, highlights);
    return candidate;
  };

  struct LanguageTexts {
    std::array<std::pair<std::string_view, const std::string*>, 2> texts;
  };
  const LanguageTexts zh{
      {{{"summary_zh", &paper.summary_zh}, {"contribution_zh", &paper.contribution_zh}}}};
  const LanguageTexts en{
      {{{"summary_en", &paper.summary_en}, {"contribution_en", &paper.contribution_en}}}};
  // The better text in the query's language; where neither matches, of both languages.
  std::optional<Candidate> best;
  for (const LanguageTexts& language : {chinese ? zh : en, chinese ? en : zh}) {
    for (const auto& [field, text] : language.texts) {
      if (text->empty()) continue;
      Candidate candidate = examine(field, *text);
      if (!best || candidate.score > best->score) best = std::move(candidate);
    }
    if (best && best->score > 0) break;
  }
  if (best) snippets.push_back(BestFragment(*best, highlights, cells));
  for (const auto& [field, title] :
       {std::pair{"title", &paper.title}, {"title_zh", &paper.title_zh}}) {
    const Candidate candidate = examine(field, *title);
    if (candidate.found.empty()) continue;
    snippets.push_back({field, *title, MarksIn({0, title->size()}, 0, candidate.found)});
  }
  if (const Candidate note = examine("note", paper.note); !note.found.empty())
    snippets.push_back(BestFragment(note, highlights, cells));
  return snippets;
}

}  // namespace dssearch
