#include "searcher/format/forward_positions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace dssearch::format {
namespace {

using WordPosition = std::tuple<TextPart, std::uint32_t, std::string>;

// The part and position of each occurrence of some words, those at one position by word.
std::vector<WordPosition> Read(const std::string& encoded, const std::set<std::string>& words,
                               TextPart last = kLastPart) {
  const ForwardPositions forward(encoded);
  std::set<std::uint32_t> fingerprints;
  std::vector<WordPosition> positions;
  for (const std::string& word : words) {
    const std::uint32_t fingerprint = forward.FingerprintOf(WordHash(word));
    fingerprints.insert(fingerprint);
    forward.ForEachOf(
        fingerprint,
        [&](TextPart part, std::uint32_t position) {
          positions.emplace_back(part, position, word);
        },
        last);
  }
  EXPECT_EQ(fingerprints.size(), words.size());
  std::sort(positions.begin(), positions.end());
  return positions;
}

TEST(ForwardPositions, KeepsWordsPositionsAndParts) {
  ForwardPositionsBuilder builder;
  builder.BeginText(TextPart::kAuthors);
  builder.Add("li", 0);
  builder.Add("l.", 0);
  builder.Add("a", 1);
  builder.BeginText(TextPart::kAuthors);
  builder.Add("c", 1);
  builder.BeginText(TextPart::kBody);
  builder.Add("a", 0);
  builder.Add("b", 1);
  builder.AddElsewhere("x");
  EXPECT_EQ(Read(builder.Encode(), {"a", "b", "c", "l.", "li", "x"}),
            (std::vector<WordPosition>{{TextPart::kAuthors, 0, "l."},
                                       {TextPart::kAuthors, 0, "li"},
                                       {TextPart::kAuthors, 1, "a"},
                                       {TextPart::kAuthors, 1003, "c"},
                                       {TextPart::kBody, 3004, "a"},
                                       {TextPart::kBody, 3005, "b"}}));
}

TEST(ForwardPositions, ReadsUpToAPart) {
  ForwardPositionsBuilder builder;
  for (const TextPart part : {TextPart::kAuthors, TextPart::kTitle, TextPart::kBody}) {
    builder.BeginText(part);
    builder.Add("a", 0);
    builder.Add("b", 1);
  }
  const std::string encoded = builder.Encode();
  const std::vector<WordPosition> all = {
      {TextPart::kAuthors, 0, "a"},  {TextPart::kAuthors, 1, "b"}, {TextPart::kTitle, 1002, "a"},
      {TextPart::kTitle, 1003, "b"}, {TextPart::kBody, 2004, "a"}, {TextPart::kBody, 2005, "b"}};
  const auto up_to = [&](std::ptrdiff_t words) {
    return std::vector<WordPosition>(all.begin(), all.begin() + words);
  };
  EXPECT_EQ(Read(encoded, {"a", "b"}, TextPart::kAuthors), up_to(2));
  EXPECT_EQ(Read(encoded, {"a", "b"}, TextPart::kTitle), up_to(4));
  EXPECT_EQ(Read(encoded, {"a", "b"}, TextPart::kBody), up_to(6));
}

TEST(ForwardPositions, EncodesNoTextsToNoPositions) {
  EXPECT_EQ(Read(ForwardPositionsBuilder().Encode(), {}), std::vector<WordPosition>{});
  ForwardPositionsBuilder builder;
  builder.BeginText(TextPart::kBody);
  EXPECT_EQ(Read(builder.Encode(), {}), std::vector<WordPosition>{});
}

// The words of a paper have distinct fingerprints, however many they are, and papers of any length
// are decoded as they were encoded.
TEST(ForwardPositions, GivesWordsOfAPaperDistinctFingerprints) {
  std::mt19937 random(7);
  for (const unsigned different : {1U, 2U, 50U, 120U, 400U, 3000U, 20'000U}) {
    for (int round = 0; round < (different < 1000 ? 50 : 1); ++round) {
      ForwardPositionsBuilder builder;
      std::set<std::string> words;
      std::vector<WordPosition> positions;
      builder.BeginText(TextPart::kAuthors);
      for (std::uint32_t at = 0; at < 2 * different; ++at) {
        const std::string word = std::to_string(random() % different) + "#" + std::to_string(round);
        words.insert(word);
        if (random() % 5 == 0) {
          builder.AddElsewhere(word);
        } else {
          builder.Add(word, at);
          positions.emplace_back(TextPart::kAuthors, at, word);
        }
      }
      EXPECT_EQ(Read(builder.Encode(), words), positions);
    }
  }
}

TEST(ForwardPositions, TakesAboutElevenBitsPerWord) {
  std::mt19937 random(8);
  std::size_t bytes = 0;
  for (int paper = 0; paper < 200; ++paper) {
    ForwardPositionsBuilder builder;
    builder.BeginText(TextPart::kBody);
    for (std::uint32_t at = 0; at < 200; ++at)
      builder.Add(std::to_string(random() % 130) + "#" + std::to_string(paper), at);
    bytes += builder.Encode().size();
  }
  EXPECT_LT(static_cast<double>(bytes) * 8 / (200 * 200), 11.6);
}

TEST(ForwardPositions, ReadsAnyBytes) {
  std::mt19937 random(9);
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    // The bits of a fingerprint, so that the rest is looked at.
    if (!bytes.empty()) bytes[0] = static_cast<char>(8 + random() % 26);
    const ForwardPositions forward(bytes);
    for (std::uint32_t word = 0; word < 300; ++word)
      forward.ForEachOf(word, [&](TextPart part, std::uint32_t) { EXPECT_LE(part, kLastPart); });
    forward.FingerprintOf(random());
  }
}

}  // namespace
}  // namespace dssearch::format
