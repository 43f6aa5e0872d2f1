#include "searcher/format/posting_blocks.h"

#include <bit>
#include <vector>

namespace dssearch::format {
namespace {

// A list: how many documents and how many occurrences, 1 for a bit set or 0, each as a varint; the
// heads of the blocks; for a bit set, how many words it has, in four bytes, and these; then the
// packed numbers of each block, first the gaps between documents, if there is no bit set, then the
// term frequencies.
//
// A head: the last document; where the packed numbers begin; the highest term frequency and the
// lowest length, in two bytes each; the bits of a gap; the bits of a term frequency; the term
// frequency that is 0 there.

constexpr std::uint32_t kMostTermFreq = std::numeric_limits<std::uint16_t>::max();
constexpr std::uint32_t kMostBase = std::numeric_limits<std::uint8_t>::max();
constexpr unsigned kMostBits = 32;

// A bit set takes this many bits of a posting at most. It saves unpacking; all lists of 100,000
// abstracts take 44.5 MB with 16, and 51.5 with 32.
constexpr std::uint32_t kMostBitsOfPosting = 16;

const unsigned char* DataOf(std::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

// Appends the head of a block to `heads`, and its numbers to `packed`. `before` is the document
// before it.
void AppendBlock(std::span<const std::uint32_t> docs, std::span<const std::uint32_t> term_freqs,
                 std::uint32_t min_doc_length, bool has_bits, std::uint32_t before,
                 std::string& heads, std::string& packed) {
  std::array<std::uint32_t, PostingBlocks::kBlockSize> gaps;
  std::array<std::uint32_t, PostingBlocks::kBlockSize> freqs;
  std::uint32_t all_gaps = 0;
  std::uint32_t least = kMostTermFreq;
  std::uint32_t most = 0;
  for (std::size_t i = 0; i < docs.size(); ++i) {
    all_gaps |= gaps[i] = docs[i] - before - 1;
    before = docs[i];
    freqs[i] = std::min(term_freqs[i], kMostTermFreq);
    least = std::min(least, freqs[i]);
    most = std::max(most, freqs[i]);
  }
  least = std::min(least, kMostBase);
  for (std::size_t i = 0; i < docs.size(); ++i) freqs[i] -= least;
  const unsigned gap_bits = has_bits ? 0 : BitsOf(all_gaps);
  const unsigned freq_bits = BitsOf(most - least);
  AppendInt(before, 4, heads);
  AppendInt(packed.size(), 4, heads);
  AppendInt(most, 2, heads);
  AppendInt(std::min<std::uint32_t>(min_doc_length, kMostTermFreq), 2, heads);
  for (const std::uint32_t byte : {gap_bits, freq_bits, least}) AppendInt(byte, 1, heads);
  AppendPacked(std::span(gaps).first(docs.size()), gap_bits, packed);
  AppendPacked(std::span(freqs).first(docs.size()), freq_bits, packed);
}

}  // namespace

PostingBlocks::PostingBlocks(std::string_view bytes) {
  const std::uint32_t doc_freq = TakeVarint(bytes);
  const std::uint32_t collection_freq = TakeVarint(bytes);
  const bool has_bits = TakeVarint(bytes) != 0;
  const std::size_t blocks = (std::size_t{doc_freq} + kBlockSize - 1) / kBlockSize;
  if (bytes.size() < blocks * kHeadBytes) return;
  heads_ = DataOf(bytes);
  bytes.remove_prefix(blocks * kHeadBytes);
  if (has_bits) {
    if (bytes.size() < sizeof(std::uint32_t)) return;
    bit_words_ = LoadInt<std::uint32_t>(bytes.data());
    bytes.remove_prefix(sizeof(std::uint32_t));
    if (bytes.size() / sizeof(std::uint64_t) < bit_words_) return;
    bits_ = DataOf(bytes);
    bytes.remove_prefix(bit_words_ * sizeof(std::uint64_t));
  }
  doc_freq_ = doc_freq;
  collection_freq_ = collection_freq;
  block_count_ = blocks;
  packed_ = DataOf(bytes);
  packed_bytes_ = bytes.size();
}

PostingBlocks::Block PostingBlocks::block(std::size_t i) const {
  const unsigned char* const head = heads_ + i * kHeadBytes;
  Block block;
  block.first_after = i == 0 ? 0 : LastDocOf(i - 1);
  block.last_doc = LoadInt<std::uint32_t>(head);
  block.size = i + 1 < block_count_ ? kBlockSize : doc_freq_ - i * kBlockSize;
  block.max_term_freq = head[8] | unsigned{head[9]} << 8;
  block.min_doc_length = head[10] | unsigned{head[11]} << 8;
  block.doc_bits_ = std::min<unsigned>(head[12], kMostBits);
  block.term_freq_bits_ = std::min<unsigned>(head[13], kMostBits);
  block.min_term_freq_ = head[14];
  std::size_t at = LoadInt<std::uint32_t>(head + 4);
  const std::size_t doc_bytes = PackedBytes(block.size, block.doc_bits_);
  if (at + doc_bytes + PackedBytes(block.size, block.term_freq_bits_) > packed_bytes_) {
    at = 0;  // Damaged: nothing is read.
    block.doc_bits_ = block.term_freq_bits_ = 0;
  }
  block.docs_ = packed_ + at;
  block.term_freqs_ = block.docs_ + PackedBytes(block.size, block.doc_bits_);
  return block;
}

std::size_t PostingBlocks::FirstBlockWith(std::uint32_t doc, std::size_t block) const {
  // Mostly it is this one or one of the next.
  std::size_t step = 1;
  std::size_t low = block;
  while (low + step <= block_count_ && LastDocOf(low + step - 1) < doc) {
    low += step;
    step *= 2;
  }
  std::size_t high = std::min(low + step - 1, block_count_);
  while (low < high) {
    const std::size_t middle = low + (high - low) / 2;
    if (LastDocOf(middle) < doc) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

void PostingBlocks::Unpack(const Block& block, Docs& docs) const {
  format::Unpack(block.docs_, block.size, block.doc_bits_, docs.data());
  std::uint32_t before = block.first_after;
  for (std::size_t i = 0; i < block.size; ++i) before = docs[i] += before + 1;
}

void PostingBlocks::UnpackBits(const Block& block, Docs& docs) const {
  std::size_t size = 0;
  const std::uint32_t begin = block.first_after + 1;
  for (std::size_t i = begin / 64; size < block.size && i < bit_words_; ++i) {
    std::uint64_t rest = BitWord(i);
    if (i == begin / 64) rest &= ~std::uint64_t{0} << begin % 64;
    for (; rest != 0 && size < block.size; rest &= rest - 1)
      docs[size++] =
          static_cast<std::uint32_t>(i * 64 + static_cast<std::size_t>(std::countr_zero(rest)));
  }
  // Fewer are there only in damaged ones.
  std::fill(docs.begin() + static_cast<std::ptrdiff_t>(size), docs.end(), 0);
}

std::size_t PostingBlocks::RankOf(std::uint32_t doc, std::size_t block) const {
  // Counts from the end of the block before.
  const std::uint32_t begin = block == 0 ? 0 : LastDocOf(block - 1) + 1;
  std::size_t rank = block * kBlockSize;
  if (begin >= doc) return rank;
  const std::uint64_t from = ~std::uint64_t{0} << begin % 64;
  const std::uint64_t below = (std::uint64_t{1} << doc % 64) - 1;
  if (begin / 64 == doc / 64) return rank + CountBits(BitWord(doc / 64) & from & below);
  rank += CountBits(BitWord(begin / 64) & from);
  for (std::uint32_t word = begin / 64 + 1; word < doc / 64; ++word)
    rank += CountBits(BitWord(word));
  return rank + CountBits(BitWord(doc / 64) & below);
}

std::optional<unsigned> PostingBlocks::TermFreq(std::uint32_t doc) const {
  const std::size_t i = FirstBlockWith(doc);
  if (i == block_count_) return std::nullopt;
  const Block found = block(i);
  if (has_bits()) {
    if ((BitWord(doc / 64) >> doc % 64 & 1) == 0) return std::nullopt;
    const std::size_t in_block = RankOf(doc, i) - i * kBlockSize;
    return found.TermFreq(std::min(in_block, found.size - 1));
  }
  Docs docs;
  Unpack(found, docs);
  const auto end = docs.begin() + static_cast<std::ptrdiff_t>(found.size);
  const auto at = std::lower_bound(docs.begin(), end, doc);
  if (at == end || *at != doc) return std::nullopt;
  return found.TermFreq(static_cast<std::size_t>(at - docs.begin()));
}

void AppendPostings(std::span<const std::uint32_t> docs, std::span<const std::uint32_t> term_freqs,
                    std::span<const std::uint32_t> doc_lengths, std::uint32_t last_doc,
                    std::string& bytes) {
  const bool has_bits =
      docs.size() > PostingBlocks::kBlockSize && docs.size() > last_doc / kMostBitsOfPosting;
  std::uint64_t collection_freq = 0;
  for (const std::uint32_t term_freq : term_freqs) collection_freq += term_freq;
  AppendVarint(static_cast<std::uint32_t>(docs.size()), bytes);
  AppendVarint(static_cast<std::uint32_t>(std::min<std::uint64_t>(
                   collection_freq, std::numeric_limits<std::uint32_t>::max())),
               bytes);
  AppendVarint(has_bits ? 1 : 0, bytes);
  std::string packed;
  for (std::size_t begin = 0; begin < docs.size(); begin += PostingBlocks::kBlockSize) {
    const std::size_t size = std::min(PostingBlocks::kBlockSize, docs.size() - begin);
    const auto block = docs.subspan(begin, size);
    std::uint32_t least_length = doc_lengths.empty() ? 0 : kMostTermFreq;
    if (!doc_lengths.empty())
      for (const std::uint32_t doc : block) least_length = std::min(least_length, doc_lengths[doc]);
    AppendBlock(block, term_freqs.subspan(begin, size), least_length, has_bits,
                begin == 0 ? 0 : docs[begin - 1], bytes, packed);
  }
  if (has_bits) {
    std::vector<std::uint64_t> words(last_doc / 64 + 1);
    for (const std::uint32_t doc : docs) words[doc / 64] |= std::uint64_t{1} << doc % 64;
    AppendInt(words.size(), 4, bytes);
    for (const std::uint64_t word : words) AppendInt(word, sizeof word, bytes);
  }
  bytes += packed;
}

}  // namespace dssearch::format
