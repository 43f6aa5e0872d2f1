#include "searcher/text/segments.h"

#include <algorithm>
#include <cstdint>

#include "searcher/text/stop_words.h"

namespace dssearch::text {

std::vector<Segment> SegmentsOf(const Analysis& analysis) {
  const std::vector<Token>& tokens = analysis.tokens();
  std::vector<Segment> segments;
  const auto is_run = [](const Token& t) {
    return t.kind == TokenKind::kCharacter || t.kind == TokenKind::kWord ||
           t.kind == TokenKind::kBigram;
  };
  for (std::size_t i = 0; i < tokens.size();) {
    std::size_t end = i;
    if (is_run(tokens[i])) {
      std::uint32_t reached = tokens[i].folded_begin;
      for (; end < tokens.size() && is_run(tokens[end]) && tokens[end].folded_begin <= reached;
           ++end)
        reached = std::max(reached, tokens[end].folded_end);
      segments.push_back({i, end, true});
    } else {
      const std::uint32_t after = tokens[i].position + tokens[i].position_length;
      while (end < tokens.size() && !is_run(tokens[end]) && tokens[end].position < after) ++end;
      segments.push_back({i, end, false});
    }
    i = end;
  }
  return segments;
}

std::vector<const Token*> CharactersOf(const Analysis& analysis, const Segment& run) {
  std::vector<const Token*> characters;
  for (std::size_t i = run.begin; i < run.end; ++i)
    if (analysis.tokens()[i].kind == TokenKind::kCharacter)
      characters.push_back(&analysis.tokens()[i]);
  return characters;
}

std::vector<RunWord> RunWordsOf(const Analysis& analysis, const Segment& run) {
  std::vector<RunWord> words;
  std::uint32_t word_end = 0;
  bool open = false;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    const Token& token = analysis.tokens()[i];
    if (token.kind == TokenKind::kWord) {
      words.push_back({{}, IsStopWord(analysis.Text(token))});
      word_end = token.position + token.position_length;
      open = false;
    } else if (token.kind == TokenKind::kCharacter) {
      if (token.position >= word_end) {
        const bool stop = IsStopWord(analysis.Text(token));
        if (!open || stop) words.push_back({{}, stop});
        open = !stop;
      }
      words.back().characters.push_back(&token);
    }
  }
  const bool some_long = std::any_of(words.begin(), words.end(), [](const RunWord& word) {
    return !word.is_stop_word && word.characters.size() > 1;
  });
  for (RunWord& word : words) word.unattached = some_long && word.characters.size() == 1;
  return words;
}

bool IsInsideWord(const Token& bigram, const std::vector<RunWord>& words) {
  return std::any_of(words.begin(), words.end(), [&bigram](const RunWord& word) {
    return word.characters.size() > 1 && word.characters.front()->position <= bigram.position &&
           bigram.position + 1 <= word.characters.back()->position;
  });
}

}  // namespace dssearch::text
