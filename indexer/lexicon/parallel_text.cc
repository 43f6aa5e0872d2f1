#include "indexer/lexicon/parallel_text.h"

#include <algorithm>
#include <cstddef>

#include "searcher/text/code_points.h"
#include "searcher/text/lexicon_tokens.h"
#include "searcher/text/stop_words.h"

namespace dssearch::indexer {
namespace {

constexpr std::size_t kMaxWordBytes = 40;

void AddBoundary(TokenIds& tokens) {
  if (!tokens.empty() && tokens.back() != kBoundary) tokens.push_back(kBoundary);
}

}  // namespace

std::uint32_t Vocabulary::IdOf(std::string_view token) {
  const auto [known, is_new] =
      ids_.try_emplace(std::string(token), static_cast<std::uint32_t>(tokens_.size()));
  if (is_new) tokens_.push_back(known->first);
  return known->second;
}

ParallelText ParallelTextEncoder::Encode(std::uint32_t paper, std::string_view zh,
                                         std::string_view en) {
  ParallelText text{paper, EncodeChinese(zh), {}, {}};
  EncodeEnglish(en, text);
  return text;
}

TokenIds ParallelTextEncoder::EncodeChinese(std::string_view zh) {
  TokenIds tokens;
  const text::FoldedText folded = normalizer_.Fold(zh);
  for (std::size_t i = 0; i < folded.text().size();) {
    const char32_t c = text::Next(folded.text(), i);
    if (text::IsUnspaced(c)) {
      tokens.push_back(static_cast<std::uint32_t>(c));
    } else {
      AddBoundary(tokens);
    }
  }
  return tokens;
}

void ParallelTextEncoder::EncodeEnglish(std::string_view en, ParallelText& out) {
  const text::FoldedText folded = normalizer_.Fold(en);
  const std::string_view text = folded.text();
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && text[i] >= 'a' && text[i] <= 'z') ++i;
    if (i == begin) {
      const char32_t c = text::Next(text, i);
      if (c == ' ' || c == '-' || c == '\n') continue;
      AddBoundary(out.en);
      AddBoundary(out.en_words);
      continue;
    }
    const std::string_view word = text.substr(begin, i - begin);
    if (word.size() > kMaxWordBytes) continue;  // It is no word: a key, a chain of bases.
    const std::string_view stem = text::WithoutPlural(stemmer_.Stem(word));
    const std::uint32_t id = stems_.IdOf(stem);
    out.en.push_back(id);
    out.en_words.push_back(words_.IdOf(word));
    stop_stems_.resize(std::max<std::size_t>(stop_stems_.size(), id + 1));
    if (stem.size() < 2 || text::IsStopWord(stem) || text::IsStopWord(word)) stop_stems_[id] = true;
  }
}

}  // namespace dssearch::indexer
