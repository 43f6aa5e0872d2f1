#include "searcher/present/snippets.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dssearch/display_width.h"
#include "searcher/text/code_points.h"
#include "searcher/text/lexicon_tokens.h"
#include "searcher/text/stop_words.h"

namespace dssearch {
namespace {

using text::Analysis;
using text::Token;
using text::TokenKind;

constexpr std::string_view kEllipsis = "…";

// A place in a text that a highlight group matches.
struct Occurrence {
  std::size_t group;  // Index of the HighlightGroup.
  Span span;
};

bool HasPosition(const Token& token) {
  return token.kind == TokenKind::kSubword || token.kind == TokenKind::kCharacter;
}

// The Chinese words of a text, which say whether a sequence of characters in it is a word.
class WordBoundaries {
 public:
  explicit WordBoundaries(const Analysis& analysis) {
    for (const Token& token : analysis.tokens()) {
      const bool alone = token.kind == TokenKind::kCharacter && token.scores;
      if (token.kind != TokenKind::kWord && !alone) continue;
      words_.push_back({token.position, token.position + token.position_length,
                        text::IsStopWord(analysis.Text(token))});
    }
  }

  // Whether the characters at the positions [begin, end) are only the end of one word and the
  // beginning of the next: 化学 in 强化学习. A dictionary errs, so that those around another word
  // (生命 in 研究生|命|科学) are none, unless that is a stop word (和服 in 技术|和|服务).
  bool IsFragment(std::uint32_t begin, std::uint32_t end) const {
    auto word = std::partition_point(words_.begin(), words_.end(),
                                     [begin](const Word& one) { return one.end <= begin; });
    bool divided = false;
    for (; word != words_.end() && word->begin < end; ++word) {
      const bool whole = word->begin >= begin && word->end <= end;
      if (whole ? !word->is_stop_word : word->begin <= begin && word->end >= end) return false;
      divided |= !whole;
    }
    return divided;
  }

 private:
  struct Word {
    std::uint32_t begin, end;  // Positions.
    bool is_stop_word;
  };
  std::vector<Word> words_;
};

// The places in a text that the query's highlights match, in the order in which they begin.
std::vector<Occurrence> FindOccurrences(std::string_view original, const Analysis& analysis,
                                        const std::vector<HighlightGroup>& highlights,
                                        text::Analyzer& analyzer) {
  std::vector<Occurrence> found;
  const std::vector<Token>& tokens = analysis.tokens();
  std::vector<const Token*> positional;
  for (const Token& token : tokens)
    if (HasPosition(token)) positional.push_back(&token);

  const WordBoundaries boundaries(analysis);
  const auto is_fragment = [&](std::size_t first, std::size_t size) {
    return boundaries.IsFragment(positional[first]->position,
                                 positional[first + size - 1]->position + 1);
  };

  const bool translated =
      std::any_of(highlights.begin(), highlights.end(),
                  [](const HighlightGroup& group) { return !group.lexicon_phrases.empty(); });
  const std::vector<text::LexiconToken> lexicon_tokens =
      translated ? text::LexiconTokensOf(original, analysis, analyzer)
                 : std::vector<text::LexiconToken>();

  const auto contains = [](const std::vector<std::string>& list, std::string_view text) {
    return std::find(list.begin(), list.end(), text) != list.end();
  };
  const bool stems = std::any_of(highlights.begin(), highlights.end(),
                                 [](const HighlightGroup& group) { return !group.stems.empty(); });
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::kBigram) continue;
    const std::string_view text = analysis.Text(token);
    // Stemming is slow, so each token is stemmed once and not once a highlight.
    const std::string_view stem = stems && token.stemmable ? analyzer.Stem(text) : "";
    for (std::size_t g = 0; g < highlights.size(); ++g) {
      const HighlightGroup& group = highlights[g];
      if (contains(group.tokens, text) || (token.stemmable && contains(group.stems, stem)) ||
          (!group.prefix.empty() && token.kind == TokenKind::kSubword &&
           text.starts_with(group.prefix)))
        found.push_back({g, analysis.Original(token)});
    }
  }
  for (std::size_t g = 0; g < highlights.size(); ++g) {
    const HighlightGroup& group = highlights[g];
    for (const std::vector<std::string>& phrase : group.lexicon_phrases) {
      for (std::size_t i = 0; i + phrase.size() <= lexicon_tokens.size(); ++i) {
        bool equal = true;
        for (std::size_t k = 0; k < phrase.size() && equal; ++k)
          equal = lexicon_tokens[i + k].text == phrase[k] &&
                  lexicon_tokens[i + k].position == lexicon_tokens[i].position + k;
        if (equal && !is_fragment(i, phrase.size()))
          found.push_back({g,
                           {analysis.Original(*positional[i]).begin,
                            analysis.Original(*positional[i + phrase.size() - 1]).end}});
      }
    }
    for (const std::vector<std::string>& phrase : group.phrases) {
      for (std::size_t i = 0; i + phrase.size() <= positional.size(); ++i) {
        bool equal = true;
        for (std::size_t k = 0; k < phrase.size() && equal; ++k)
          equal = analysis.Text(*positional[i + k]) == phrase[k] &&
                  positional[i + k]->position == positional[i]->position + k;
        if (equal && (group.is_quoted || !is_fragment(i, phrase.size())))
          found.push_back({g,
                           {analysis.Original(*positional[i]).begin,
                            analysis.Original(*positional[i + phrase.size() - 1]).end}});
      }
    }
  }
  std::sort(found.begin(), found.end(), [](const Occurrence& a, const Occurrence& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;
  });
  return found;
}

// A part of a text that a cut must not divide: a blank, a word with the punctuation behind it, or a
// formula between dollar signs.
struct Unbreakable {
  std::size_t begin;
  std::size_t end;
  std::size_t cells;
  bool starts_sentence;
};

bool IsWide(std::string_view text, std::size_t i) { return text::IsUnspaced(text::Next(text, i)); }

bool EndsSentence(std::string_view text, std::size_t begin, std::size_t end) {
  static constexpr std::array<std::string_view, 5> kStops = {"。", "！", "？", "；", "\n"};
  const std::string_view part = text.substr(begin, end - begin);
  for (const std::string_view stop : kStops)
    if (part.ends_with(stop)) return true;
  const bool blank_follows = end >= text.size() || text[end] == ' ' || text[end] == '\n';
  return blank_follows && (part.ends_with('.') || part.ends_with('!') || part.ends_with('?'));
}

// The end of the unbreakable part that begins at `i`. `words` are the Chinese words of several
// characters from there on, in order.
std::size_t UnbreakableEnd(std::string_view text, std::size_t i, std::span<const Span> words) {
  // A longer formula would take the room of a whole snippet.
  constexpr std::size_t kMaxFormulaBytes = 200;
  if (text[i] == '$') {
    const std::size_t close = text.find('$', i + 1);
    if (close != std::string_view::npos && close - i <= kMaxFormulaBytes) return close + 1;
  }
  const bool wide = IsWide(text, i);
  const std::size_t begin = i;
  text::Next(text, i);
  if (wide) {  // A word includes the punctuation behind it, which must not begin a line.
    if (!words.empty() && words.front().begin == begin) i = words.front().end;
    while (i < text.size() && static_cast<unsigned char>(text[i]) >= 0x80) {
      std::size_t next = i;
      const char32_t c = text::Next(text, next);
      if (text::ScriptOf(c) != text::Script::kNone) break;
      if (std::u32string_view(U"，。、；：！？）》」』”’").find(c) == std::u32string_view::npos)
        break;
      i = next;
    }
    return i;
  }
  while (i < text.size() && text[i] != ' ' && text[i] != '\n' && text[i] != '$' && !IsWide(text, i))
    text::Next(text, i);
  return i;
}

std::vector<Unbreakable> UnbreakablesOf(std::string_view text, std::span<const Span> words) {
  std::vector<Unbreakable> unbreakables;
  bool starts_sentence = true;
  for (std::size_t i = 0; i < text.size();) {
    while (!words.empty() && words.front().begin < i) words = words.subspan(1);
    if (text[i] == ' ' || text[i] == '\n') {
      if (text[i] == '\n') starts_sentence = true;
      unbreakables.push_back({i, i + 1, 1, false});
      ++i;
    } else {
      const std::size_t end = UnbreakableEnd(text, i, words);
      unbreakables.push_back({i, end, DisplayWidth(text.substr(i, end - i)), starts_sentence});
      starts_sentence = EndsSentence(text, i, end);
      i = end;
    }
  }
  return unbreakables;
}

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

// The first occurrence that begins at or after `begin`.
auto From(std::size_t begin, const std::vector<Occurrence>& found) {
  return std::lower_bound(
      found.begin(), found.end(), begin,
      [](const Occurrence& o, std::size_t offset) { return o.span.begin < offset; });
}

// The sum of the weights of the highlight groups that match inside of a span.
double Score(const Span& span, const std::vector<Occurrence>& found,
             const std::vector<HighlightGroup>& highlights) {
  std::vector<bool> seen(highlights.size());
  double score = 0;
  for (auto it = From(span.begin, found); it != found.end() && it->span.begin < span.end; ++it) {
    const Occurrence& occurrence = *it;
    if (occurrence.span.end > span.end || seen[occurrence.group]) continue;
    seen[occurrence.group] = true;
    score += highlights[occurrence.group].weight;
  }
  return score;
}

// The marks of the occurrences in a window. Those that overlap or touch are merged. The window's
// text stands in the snippet from `shift` on.
std::vector<Span> MarksIn(const Span& window, std::size_t shift,
                          const std::vector<Occurrence>& found) {
  std::vector<Span> marks;
  for (const Occurrence& occurrence : found) {
    if (occurrence.span.begin < window.begin || occurrence.span.end > window.end) continue;
    const Span mark{occurrence.span.begin - window.begin + shift,
                    occurrence.span.end - window.begin + shift};
    if (!marks.empty() && mark.begin <= marks.back().end) {
      marks.back().end = std::max(marks.back().end, mark.end);
    } else {
      marks.push_back(mark);
    }
  }
  return marks;
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
    const auto match = From(unbreakables[first].begin, candidate.found);
    const bool at_match =
        match != candidate.found.end() && match->span.begin < unbreakables[first].end;
    if (!unbreakables[first].starts_sentence && !at_match) continue;
    const std::size_t last = WindowEnd(unbreakables, first, room);
    double score = Score(span_of(first, last), candidate.found, highlights);
    if (unbreakables[first].starts_sentence) score *= 1.1;
    if (score > best.score) best = {first, last, score};
  }
  if (best.score < 0) return {};
  // The snippet ends with a sentence where one ends in its last third and no match is lost.
  for (std::size_t last = best.last; last > best.first + (best.last - best.first) * 2 / 3; --last) {
    if (!EndsSentence(text, unbreakables[last - 1].begin, unbreakables[last - 1].end)) continue;
    const Span shorter = span_of(best.first, last);
    if (Score(shorter, candidate.found, highlights) + 1e-9 <
        Score(span_of(best.first, best.last), candidate.found, highlights))
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
    candidate.score = Score({0, text.size()}, candidate.found, highlights);
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
  return snippets;
}

}  // namespace dssearch
