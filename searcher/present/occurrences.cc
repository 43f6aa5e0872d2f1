#include "searcher/present/occurrences.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "searcher/text/lexicon_tokens.h"
#include "searcher/text/stop_words.h"

namespace dssearch {
namespace {

using text::Token;
using text::TokenKind;

// The Chinese words of a text, which say whether a sequence of characters in it is a word.
class WordBoundaries {
 public:
  explicit WordBoundaries(const text::Analysis& analysis) {
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

bool Contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

class OccurrenceFinder {
 public:
  explicit OccurrenceFinder(const text::Analysis& analysis)
      : analysis_(analysis), boundaries_(analysis) {
    for (const Token& token : analysis.tokens())
      if (token.kind == TokenKind::kSubword || token.kind == TokenKind::kCharacter)
        positional_.push_back(&token);
  }

  // Adds the tokens that are highlighted by themselves, by their stems or by a prefix.
  void AddTokens(const std::vector<HighlightGroup>& highlights, text::Analyzer& analyzer) {
    const bool stems =
        std::any_of(highlights.begin(), highlights.end(),
                    [](const HighlightGroup& group) { return !group.stems.empty(); });
    for (const Token& token : analysis_.tokens()) {
      if (token.kind == TokenKind::kBigram) continue;
      const std::string_view text = analysis_.Text(token);
      // Stemming is slow, so each token is stemmed once and not once a highlight.
      const std::string_view stem = stems && token.stemmable ? analyzer.Stem(text) : "";
      for (std::size_t g = 0; g < highlights.size(); ++g) {
        const HighlightGroup& group = highlights[g];
        if (Contains(group.tokens, text) || (token.stemmable && Contains(group.stems, stem)) ||
            (!group.prefix.empty() && token.kind == TokenKind::kSubword &&
             text.starts_with(group.prefix)))
          found_.push_back({g, analysis_.Original(token)});
      }
    }
  }

  // Adds the places where the words of a phrase stand next to each other; `text_at(i)` is the
  // word at positional token i. Fragments of Chinese words count for `in_fragments` only.
  template <typename TextAt>
  void AddPhrase(std::size_t group, const std::vector<std::string>& phrase, bool in_fragments,
                 const TextAt& text_at) {
    for (std::size_t i = 0; i + phrase.size() <= positional_.size(); ++i) {
      bool equal = true;
      for (std::size_t k = 0; k < phrase.size() && equal; ++k)
        equal = text_at(i + k) == phrase[k] &&
                positional_[i + k]->position == positional_[i]->position + k;
      if (!equal) continue;
      const Token& first = *positional_[i];
      const Token& last = *positional_[i + phrase.size() - 1];
      if (in_fragments || !boundaries_.IsFragment(first.position, last.position + 1))
        found_.push_back({group, {analysis_.Original(first).begin, analysis_.Original(last).end}});
    }
  }

  std::string_view TextAt(std::size_t i) const { return analysis_.Text(*positional_[i]); }

  std::vector<Occurrence> Sorted() && {
    std::sort(found_.begin(), found_.end(), [](const Occurrence& a, const Occurrence& b) {
      return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end < b.span.end;
    });
    return std::move(found_);
  }

 private:
  const text::Analysis& analysis_;
  WordBoundaries boundaries_;
  std::vector<const Token*> positional_;  // Those that carry the positions.
  std::vector<Occurrence> found_;
};

}  // namespace

std::vector<Occurrence> FindOccurrences(std::string_view text, const text::Analysis& analysis,
                                        const std::vector<HighlightGroup>& highlights,
                                        text::Analyzer& analyzer) {
  OccurrenceFinder finder(analysis);
  finder.AddTokens(highlights, analyzer);
  const bool translated =
      std::any_of(highlights.begin(), highlights.end(),
                  [](const HighlightGroup& group) { return !group.lexicon_phrases.empty(); });
  // One for each token that carries a position.
  const std::vector<text::LexiconToken> lexicon_tokens =
      translated ? text::LexiconTokensOf(text, analysis, analyzer)
                 : std::vector<text::LexiconToken>();
  for (std::size_t g = 0; g < highlights.size(); ++g) {
    for (const std::vector<std::string>& phrase : highlights[g].lexicon_phrases)
      finder.AddPhrase(g, phrase, false, [&lexicon_tokens](std::size_t i) -> std::string_view {
        return lexicon_tokens[i].text;
      });
    for (const std::vector<std::string>& phrase : highlights[g].phrases)
      finder.AddPhrase(g, phrase, highlights[g].is_quoted,
                       [&finder](std::size_t i) { return finder.TextAt(i); });
  }
  return std::move(finder).Sorted();
}

std::vector<Occurrence>::const_iterator FirstFrom(std::size_t begin,
                                                  const std::vector<Occurrence>& found) {
  return std::lower_bound(
      found.begin(), found.end(), begin,
      [](const Occurrence& o, std::size_t offset) { return o.span.begin < offset; });
}

double WeightIn(const Span& span, const std::vector<Occurrence>& found,
                const std::vector<HighlightGroup>& highlights) {
  std::vector<bool> seen(highlights.size());
  double score = 0;
  for (auto it = FirstFrom(span.begin, found); it != found.end() && it->span.begin < span.end;
       ++it) {
    const Occurrence& occurrence = *it;
    if (occurrence.span.end > span.end || seen[occurrence.group]) continue;
    seen[occurrence.group] = true;
    score += highlights[occurrence.group].weight;
  }
  return score;
}

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

}  // namespace dssearch
