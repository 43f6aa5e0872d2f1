#include "searcher/format/posting_blocks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "searcher/format/bit_packing.h"

namespace dssearch::format {
namespace {

using Postings = std::vector<std::pair<std::uint32_t, unsigned>>;

// A list that every so many documents have, and what is read of it.
struct TestList {
  std::uint32_t last_doc;
  std::vector<std::uint32_t> docs = {};
  std::vector<std::uint32_t> term_freqs = {};
  std::vector<std::uint32_t> lengths = {};
  std::string bytes = {};

  TestList(std::uint32_t last, double share, unsigned max_term_freq, std::mt19937& random)
      : last_doc(last), lengths(last + 1) {
    for (std::uint32_t doc = 1; doc <= last; ++doc) {
      lengths[doc] = 1 + static_cast<std::uint32_t>(random() % 300);
      if (std::generate_canonical<double, 32>(random) >= share) continue;
      docs.push_back(doc);
      term_freqs.push_back(static_cast<std::uint32_t>(random() % (max_term_freq + 1)));
    }
    AppendPostings(docs, term_freqs, lengths, last_doc, bytes);
  }

  PostingBlocks Blocks() {
    const std::size_t size = bytes.size();
    bytes.append(kPackedMargin, '\0');
    return PostingBlocks(std::string_view(bytes).substr(0, size));
  }
};

TEST(BitPacking, UnpacksWhatWasPacked) {
  std::mt19937 random(1);
  for (unsigned bits = 0; bits <= 32; ++bits)
    for (const std::size_t count : {0U, 1U, 7U, 8U, 9U, 127U, 128U}) {
      std::vector<std::uint32_t> numbers(count);
      for (std::uint32_t& number : numbers)
        number = bits == 0 ? 0 : static_cast<std::uint32_t>(random()) >> (32 - bits);
      std::string packed;
      AppendPacked(numbers, bits, packed);
      ASSERT_EQ(packed.size(), PackedBytes(count, bits));
      packed.append(kPackedMargin, '\xff');
      const auto* const at = reinterpret_cast<const unsigned char*>(packed.data());
      std::vector<std::uint32_t> unpacked(count + 8);
      Unpack(at, count, bits, unpacked.data());
      unpacked.resize(count);
      ASSERT_EQ(unpacked, numbers) << bits;
      for (std::size_t i = 0; i < count; ++i) ASSERT_EQ(PackedAt(at, i, bits), numbers[i]) << bits;
    }
}

TEST(PostingBlocks, HoldWhatWasAppended) {
  std::mt19937 random(2);
  bool any_bits = false;
  for (const std::uint32_t last : {1U, 63U, 64U, 1000U, 20'000U})
    for (const double share : {0.0, 0.0005, 0.01, 0.2, 0.9, 1.0})
      for (const unsigned max_term_freq : {0U, 1U, 9U, 1000U}) {
        TestList list(last, share, max_term_freq, random);
        const PostingBlocks blocks = list.Blocks();
        ASSERT_EQ(blocks.doc_freq(), list.docs.size());
        any_bits = any_bits || blocks.has_bits();
        std::uint64_t collection_freq = 0;
        Postings appended;
        for (std::size_t i = 0; i < list.docs.size(); ++i) {
          collection_freq += list.term_freqs[i];
          appended.emplace_back(list.docs[i], list.term_freqs[i]);
        }
        ASSERT_EQ(blocks.collection_freq(), collection_freq);
        Postings read;
        blocks.ForEach([&](std::uint32_t doc, unsigned freq) { read.emplace_back(doc, freq); });
        ASSERT_EQ(read, appended) << last << ' ' << share << ' ' << max_term_freq;
        std::size_t next = 0;
        for (std::uint32_t doc = 1; doc <= last;
             doc += 1 + static_cast<std::uint32_t>(random() % 9)) {
          while (next < list.docs.size() && list.docs[next] < doc) ++next;
          const bool has = next < list.docs.size() && list.docs[next] == doc;
          ASSERT_EQ(blocks.TermFreq(doc),
                    has ? std::optional(list.term_freqs[next]) : std::nullopt);
          const std::size_t block = blocks.FirstBlockWith(doc);
          ASSERT_EQ(block, next == list.docs.size() ? blocks.block_count()
                                                    : next / PostingBlocks::kBlockSize);
          ASSERT_EQ(blocks.FirstBlockWith(doc, block / 2), block);
          if (blocks.has_bits() && block < blocks.block_count()) {
            ASSERT_EQ(blocks.RankOf(doc, block), next);
          }
        }
      }
  EXPECT_TRUE(any_bits);
}

TEST(PostingBlocks, BoundWhatIsInABlock) {
  std::mt19937 random(3);
  for (const double share : {0.02, 0.5}) {
    TestList list(10'000, share, 40, random);
    const PostingBlocks blocks = list.Blocks();
    std::size_t next = 0;
    for (std::size_t i = 0; i < blocks.block_count(); ++i) {
      const PostingBlocks::Block block = blocks.block(i);
      unsigned max_term_freq = 0;
      unsigned min_length = std::numeric_limits<unsigned>::max();
      for (const std::size_t end = next + block.size; next < end; ++next) {
        max_term_freq = std::max(max_term_freq, list.term_freqs[next]);
        min_length = std::min(min_length, list.lengths[list.docs[next]]);
        EXPECT_GT(list.docs[next], block.first_after);
        EXPECT_LE(list.docs[next], block.last_doc);
      }
      EXPECT_EQ(block.max_term_freq, max_term_freq);
      EXPECT_EQ(block.min_doc_length, min_length);
    }
    EXPECT_EQ(next, list.docs.size());
  }
}

TEST(PostingBlocks, KeepHighTermFreqsUpToALimit) {
  std::string bytes;
  AppendPostings(std::vector<std::uint32_t>{3, 4'000'000'000},
                 std::vector<std::uint32_t>{70'000, 2}, {}, 4'000'000'000, bytes);
  const std::size_t size = bytes.size();
  bytes.append(kPackedMargin, '\0');
  const PostingBlocks blocks(std::string_view(bytes).substr(0, size));
  EXPECT_EQ(blocks.TermFreq(3), 65'535U);
  EXPECT_EQ(blocks.TermFreq(4'000'000'000), 2U);
  EXPECT_EQ(blocks.block(0).min_doc_length, 0U);
}

// The sanitizers say whether anything outside of the bytes was read.
TEST(PostingBlocks, AreReadSafelyWhateverTheBytesAre) {
  std::mt19937 random(4);
  for (int round = 0; round < 2000; ++round) {
    TestList list(5'000, round % 2 == 0 ? 0.05 : 0.4, 30, random);
    for (int flips = 0; flips < 1 + round % 5; ++flips)
      list.bytes[random() % std::min<std::size_t>(list.bytes.size(), 40 + random() % 2000)] =
          static_cast<char>(random());
    if (round % 7 == 0) list.bytes.resize(random() % list.bytes.size());
    const PostingBlocks blocks = list.Blocks();
    if (blocks.block_count() > 10'000) continue;  // A damaged count takes long, and is harmless.
    std::uint64_t sum = 0;
    blocks.ForEach([&](std::uint32_t doc, unsigned term_freq) { sum += doc + term_freq; });
    for (std::uint32_t doc = 0; doc < 5'000; doc += 97) {
      sum += blocks.TermFreq(doc).value_or(0);
      const std::size_t block = blocks.FirstBlockWith(doc);
      if (blocks.has_bits() && block < blocks.block_count()) sum += blocks.RankOf(doc, block);
    }
    SCOPED_TRACE(sum);
  }
}

}  // namespace
}  // namespace dssearch::format
