#include "indexer/lexicon/parallel_text.h"

#include <algorithm>
#include <cstddef>

#include "indexer/ascii.h"
#include "indexer/lexicon/function_words.h"
#include "searcher/text/code_points.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch::indexer {
namespace {

constexpr std::size_t kMaxWordBytes = 40;

bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// Whether a character joins the words at its sides, as in fine-tuning, Ph.D. and Alzheimer's.
bool Joins(std::string_view text, std::size_t at) {
  const auto is_word = [](char c) { return IsLower(c) || IsAsciiDigit(c); };
  if (at == 0 || at + 1 >= text.size() || !is_word(text[at - 1]) || !is_word(text[at + 1]))
    return false;
  return text[at] == '.' || text[at] == '\'' || text[at] == '_' || text[at] == '&';
}

std::string AsWritten(std::string_view word, bool joined) {
  return (joined ? std::string(1, kJoined) : std::string()).append(word);
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
  ParallelText text;
  text.paper = paper;
  EncodeChinese(zh, text);
  EncodeEnglish(en, text);
  return text;
}

void ParallelTextEncoder::EncodeChinese(std::string_view zh, ParallelText& out) {
  const text::FoldedText folded = normalizer_.Fold(zh);
  const std::string_view text = folded.text();
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    std::size_t next = i;
    while (next < text.size() && text::IsUnspaced(text::Next(text, next))) i = next;
    if (i > begin) {
      EncodeRun(text.substr(begin, i - begin), out);
      continue;
    }
    i = next;
    if (!out.zh.empty() && out.zh.back() != kBoundary) {
      out.zh.push_back(kBoundary);
      out.zh_edges.push_back({});
    }
  }
}

// ICU's words. Where it cuts into characters a word that it does not know, one that looks like a
// function word belongs to its neighbour: 调用, 取证.
void ParallelTextEncoder::EncodeRun(std::string_view run, ParallelText& out) {
  bool after_character = false;  // Whether the last word is one character that may end a term,
  bool after_function = false;   // or one that is taken for a function word.
  for (const Span& span : segmenter_.Words(run)) {
    const std::string_view word = run.substr(span.begin, span.end - span.begin);
    const std::size_t first = out.zh.size();
    for (std::size_t i = 0; i < word.size();) out.zh.push_back(text::Next(word, i));
    out.zh_edges.resize(out.zh.size());
    const bool is_character = out.zh.size() - first == 1;
    Edge edge = EdgeOfChinese(word);
    const bool is_part = MayBePartOfWord(word);
    if ((IsSuffix(word) || (is_part && after_character)) && first > 0) {
      out.zh_edges[first - 1].end = false;
      edge.end = true;
    } else if (after_function && is_character && edge.begin) {
      out.zh_edges[first - 1].begin = true;
      edge.begin = false;
    }
    out.zh_edges[first].begin = edge.begin;
    out.zh_edges.back().end = edge.end;
    after_character = is_character && edge.end;
    after_function = is_part;
  }
}

void ParallelTextEncoder::EncodeEnglish(std::string_view en, ParallelText& out) {
  const text::FoldedText folded = normalizer_.Fold(en);
  const std::string_view text = folded.text();
  std::size_t last_end = std::string_view::npos;  // Where the last word ends.
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && IsLower(text[i])) ++i;
    const bool is_word = i > begin;
    while (!is_word && i < text.size() && IsAsciiDigit(text[i])) ++i;
    if (i == begin) {
      const char32_t c = text::Next(text, i);
      if (c == ' ' || c == '-' || c == '\n' || Joins(text, begin)) continue;
      if (out.en.empty() || out.en.back() == kBoundary) continue;
      out.en.push_back(kBoundary);
      out.en_words.push_back(kBoundary);
      out.en_edges.push_back({});
      continue;
    }
    // No part of this is a term: "art video" of "state-of-the-art video models".
    constexpr std::string_view kStateOfTheArt = "state of the art";
    if (std::equal(kStateOfTheArt.begin(), kStateOfTheArt.end(),
                   text.begin() + static_cast<std::ptrdiff_t>(begin),
                   text.begin() + static_cast<std::ptrdiff_t>(
                                      std::min(text.size(), begin + kStateOfTheArt.size())),
                   [](char a, char b) { return a == b || (a == ' ' && b == '-'); })) {
      i = begin + kStateOfTheArt.size();
      out.en.push_back(kBoundary);
      out.en_words.push_back(kBoundary);
      out.en_edges.push_back({});
      continue;
    }
    const std::string_view word = text.substr(begin, i - begin);
    if (word.size() > kMaxWordBytes) continue;  // It is no word: a key, a chain of bases.
    // What is written in one word, 3D or CO2, is not cut, and no term is a number.
    const bool joined = begin == last_end;
    if (joined && !out.en_edges.empty()) out.en_edges.back().end = false;
    last_end = i;
    if (!is_word) {
      const bool part = joined || (begin > 0 && text[begin - 1] == '-');
      const bool begins = i < text.size() && IsLower(text[i]);
      out.en.push_back(stems_.IdOf(word));
      out.en_words.push_back(words_.IdOf(AsWritten(word, joined)));
      out.en_edges.push_back({.begin = begins && !joined, .end = part});
      continue;
    }
    const Span span = folded.Original(begin, i);
    const std::string_view written = en.substr(span.begin, span.end - span.begin);
    const std::string_view stem = text::LexiconStem(stemmer_.Stem(word), word, written);
    const bool is_edge = stem.size() > 1 && !IsEnglishFunctionWord(word);
    out.en.push_back(stems_.IdOf(stem));
    out.en_words.push_back(
        words_.IdOf(AsWritten(text::IsAbbreviation(written) ? written : word, joined)));
    out.en_edges.push_back({.begin = is_edge && !joined, .end = is_edge || joined});
  }
}

}  // namespace dssearch::indexer
