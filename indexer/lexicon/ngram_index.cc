#include "indexer/lexicon/ngram_index.h"

#define XXH_INLINE_ALL  // A hash of four bytes is shorter than a call.
#include <xxhash.h>

#include <algorithm>
#include <map>
#include <utility>

namespace dssearch::indexer {
namespace {

// An n-gram of which this share stands inside one longer n-gram is no term of its own.
constexpr double kMostlyInside = 0.6;

// Counts of papers are bounded in this many cells of four bytes, whatever the texts.
constexpr std::size_t kBounds = std::size_t{1} << 22;
constexpr std::uint32_t kMaxBound = 255;

// N-grams up to this length are bounded first. Longer ones, of which there are far more, are only
// bounded where they begin with a frequent one.
constexpr std::size_t kShortLength = 3;

// The hash of an n-gram from that of all but its last token.
std::uint64_t Extended(std::uint64_t hash, std::uint32_t token) {
  return XXH3_64bits_withSeed(&token, sizeof token, hash);
}

}  // namespace

NgramIndex::NgramIndex(const std::vector<ParallelText>& texts, NgramOptions options)
    : texts_(texts), options_(options) {
  Count(BoundDocFreqs());
  LeaveOutRare();
  LeaveOutParts();
  FillPostings();
}

TokenIds NgramIndex::TokensOf(std::uint32_t ngram) const {
  const Ngram& its = ngrams_[ngram];
  const auto begin = (texts_[its.text].*options_.tokens).begin() + its.begin;
  return {begin, begin + its.length};
}

std::unordered_map<std::uint32_t, TokenIds> NgramIndex::MostFrequentForms(
    const std::vector<std::uint32_t>& ngrams, TokenIds ParallelText::*form) const {
  std::unordered_map<std::uint32_t, std::map<TokenIds, std::uint32_t>> counts;
  for (const std::uint32_t ngram : ngrams) counts[ngram];
  for (const ParallelText& text : texts_)
    ForEachNgram(text, [&](std::uint64_t hash, std::size_t begin, std::size_t length) {
      const auto id = ids_.find(hash);
      if (id == ids_.end()) return false;
      if (const auto wanted = counts.find(id->second); wanted != counts.end()) {
        const auto from = (text.*form).begin() + static_cast<std::ptrdiff_t>(begin);
        ++wanted->second[TokenIds(from, from + static_cast<std::ptrdiff_t>(length))];
      }
      return true;
    });
  std::unordered_map<std::uint32_t, TokenIds> forms;
  for (const auto& [ngram, count_of] : counts)
    forms[ngram] =
        std::max_element(count_of.begin(), count_of.end(), [](const auto& a, const auto& b) {
          return a.second < b.second;
        })->first;
  return forms;
}

// Calls `visit(hash, begin, length)` with each n-gram that may be a term, and with longer ones
// that begin the same as long as that returns true.
template <typename Visit>
void NgramIndex::ForEachNgram(const ParallelText& text, const Visit& visit) const {
  const TokenIds& tokens = text.*options_.tokens;
  const Edges& edges = text.*options_.edges;
  const bool tail = text.*options_.tail;
  std::size_t end = tokens.size();
  while (end > 0 && tokens[end - 1] == kBoundary) --end;
  for (std::size_t begin = 0; begin < end; ++begin) {
    if (!edges[begin].begin) continue;
    std::uint64_t hash = 0;
    for (std::size_t length = 1; length <= options_.max_counted_length && begin + length <= end;
         ++length) {
      const std::uint32_t token = tokens[begin + length - 1];
      if (token == kBoundary) break;
      hash = Extended(hash, token);
      if (length < options_.min_length || !edges[begin + length - 1].end) continue;
      if (tail && begin + length != end) continue;
      if (!visit(hash, begin, length)) break;
    }
  }
}

// Counts papers in little memory, so that n-grams that are rare, nearly all of them, need not be
// remembered. N-grams that share a cell make its bound higher, never lower.
std::vector<NgramIndex::DocFreqBound> NgramIndex::BoundDocFreqs() const {
  std::vector<DocFreqBound> bounds(kBounds);
  for (const bool longer : {false, true})
    for (const ParallelText& text : texts_)
      ForEachNgram(text, [&](std::uint64_t hash, std::size_t, std::size_t length) {
        DocFreqBound& bound = bounds[hash % kBounds];
        if (longer == (length > kShortLength) && bound.last_paper != text.paper + 1) {
          bound.last_paper = (text.paper + 1) & 0xFF'FFFFU;
          if (bound.papers < kMaxBound) ++bound.papers;
        }
        return longer ? length > kShortLength || bound.papers >= options_.min_papers
                      : length < kShortLength;
      });
  return bounds;
}

void NgramIndex::Count(const std::vector<DocFreqBound>& bounds) {
  ngrams_in_.resize(texts_.size());
  for (std::uint32_t text = 0; text < texts_.size(); ++text) {
    const std::uint32_t paper = texts_[text].paper;
    std::vector<std::uint32_t>& here = ngrams_in_[text];
    ForEachNgram(texts_[text], [&](std::uint64_t hash, std::size_t begin, std::size_t length) {
      if (bounds[hash % kBounds].papers < options_.min_papers) return false;
      const auto [known, is_new] = ids_.try_emplace(hash, size());
      if (is_new)
        ngrams_.push_back(
            {text, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(length)});
      Ngram& ngram = ngrams_[known->second];
      if (ngram.last_paper != paper) ++ngram.doc_freq;
      ngram.last_paper = paper;
      if (ngram.last_text != text) here.push_back(known->second);
      ngram.last_text = text;
      return true;
    });
    std::sort(here.begin(), here.end());
  }
}

void NgramIndex::LeaveOutRare() {
  for (Ngram& ngram : ngrams_) ngram.left_out = ngram.doc_freq < options_.min_papers;
}

// Leaves out what mostly stands inside a longer n-gram, and then the longer ones that were only
// counted for that.
void NgramIndex::LeaveOutParts() {
  std::vector<bool> is_part(ngrams_.size());
  for (std::uint32_t id = 0; id < size(); ++id) {
    if (ngrams_[id].left_out) continue;
    const TokenIds tokens = TokensOf(id);
    for (std::size_t begin = 0; begin < tokens.size(); ++begin) {
      std::uint64_t hash = 0;
      for (std::size_t length = 1; begin + length <= tokens.size(); ++length) {
        hash = Extended(hash, tokens[begin + length - 1]);
        const auto inner = ids_.find(hash);
        if (length == tokens.size() || inner == ids_.end()) continue;
        if (ngrams_[id].doc_freq >= kMostlyInside * ngrams_[inner->second].doc_freq)
          is_part[inner->second] = true;
      }
    }
  }
  for (std::uint32_t id = 0; id < size(); ++id)
    if (is_part[id] || ngrams_[id].length > options_.max_length) ngrams_[id].left_out = true;
}

void NgramIndex::FillPostings() {
  texts_with_.resize(ngrams_.size());
  for (std::uint32_t text = 0; text < texts_.size(); ++text) {
    std::erase_if(ngrams_in_[text], [&](std::uint32_t ngram) { return ngrams_[ngram].left_out; });
    for (const std::uint32_t ngram : ngrams_in_[text]) texts_with_[ngram].push_back(text);
  }
}

}  // namespace dssearch::indexer
