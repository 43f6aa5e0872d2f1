#include "searcher/text/segments.h"

#include <algorithm>
#include <cstdint>

#include "searcher/text/stop_words.h"

namespace dssearch::text {

std::vector<Stretch> StretchesOf(const Analysis& analysis) {
  const std::vector<Token>& tokens = analysis.tokens();
  std::vector<Stretch> stretches;
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
      stretches.push_back({i, end, true});
    } else {
      const std::uint32_t after = tokens[i].position + tokens[i].positions;
      while (end < tokens.size() && !is_run(tokens[end]) && tokens[end].position < after) ++end;
      stretches.push_back({i, end, false});
    }
    i = end;
  }
  return stretches;
}

std::vector<const Token*> CharactersOf(const Analysis& analysis, const Stretch& run) {
  std::vector<const Token*> characters;
  for (std::size_t i = run.begin; i < run.end; ++i)
    if (analysis.tokens()[i].kind == TokenKind::kCharacter)
      characters.push_back(&analysis.tokens()[i]);
  return characters;
}

std::vector<Piece> PiecesOf(const Analysis& analysis, const Stretch& run) {
  std::vector<Piece> pieces;
  std::uint32_t word_end = 0;
  bool open = false;
  for (std::size_t i = run.begin; i < run.end; ++i) {
    const Token& token = analysis.tokens()[i];
    if (token.kind == TokenKind::kWord) {
      pieces.push_back({{}, IsStopWord(analysis.Text(token))});
      word_end = token.position + token.positions;
      open = false;
    } else if (token.kind == TokenKind::kCharacter) {
      if (token.position >= word_end) {
        const bool stop = IsStopWord(analysis.Text(token));
        if (!open || stop) pieces.push_back({{}, stop});
        open = !stop;
      }
      pieces.back().characters.push_back(&token);
    }
  }
  const bool some_long = std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
    return !piece.stop && piece.characters.size() > 1;
  });
  for (Piece& piece : pieces) piece.odd = some_long && piece.characters.size() == 1;
  return pieces;
}

bool Inside(const Token& bigram, const std::vector<Piece>& pieces) {
  return std::any_of(pieces.begin(), pieces.end(), [&bigram](const Piece& piece) {
    return piece.characters.size() > 1 && piece.characters.front()->position <= bigram.position &&
           bigram.position + 1 <= piece.characters.back()->position;
  });
}

}  // namespace dssearch::text
