#include "searcher/format/forward_positions.h"

#include <gtest/gtest.h>

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

// The part and position of each occurrence of some words.
std::vector<WordPosition> Read(const std::string& encoded, const std::set<std::string>& words) {
  const ForwardPositions forward(encoded);
  std::map<std::uint32_t, std::string> fingerprints;
  for (const std::string& word : words) fingerprints[forward.FingerprintOf(WordHash(word))] = word;
  EXPECT_EQ(fingerprints.size(), words.size());
  std::vector<WordPosition> positions;
  forward.ForEach([&](TextPart part, std::uint32_t position, std::uint32_t fingerprint) {
    if (fingerprints.contains(fingerprint))
      positions.emplace_back(part, position, fingerprints[fingerprint]);
  });
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
            (std::vector<WordPosition>{{TextPart::kAuthors, 0, "li"},
                                       {TextPart::kAuthors, 0, "l."},
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
  const auto words_up_to = [&](TextPart last) {
    std::size_t words = 0;
    ForwardPositions(encoded).ForEach(
        [&](TextPart part, std::uint32_t, std::uint32_t) {
          EXPECT_LE(part, last);
          ++words;
        },
        last);
    return words;
  };
  EXPECT_EQ(words_up_to(TextPart::kAuthors), 2U);
  EXPECT_EQ(words_up_to(TextPart::kTitle), 4U);
  EXPECT_EQ(words_up_to(TextPart::kBody), 6U);
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

TEST(ForwardPositions, FindsSomeWordsAsAmongAllWords) {
  std::mt19937 random(9);
  for (int round = 0; round < 3000; ++round) {
    // Any bytes: the first says how many bits a code has.
    std::string encoded(2 + random() % 200, '\0');
    for (char& byte : encoded)
      byte = static_cast<char>(random() % 3 == 0 ? random() % 5 : random());
    encoded[0] = static_cast<char>(random() % 34);
    const ForwardPositions forward(encoded);
    std::vector<std::tuple<TextPart, std::uint32_t, std::uint32_t>> all;
    const auto last = static_cast<TextPart>(random() % 3);
    forward.ForEach(
        [&](TextPart part, std::uint32_t position, std::uint32_t fingerprint) {
          all.emplace_back(part, position, fingerprint);
        },
        last);
    std::vector<std::uint32_t> wanted;
    for (std::size_t i = 0; i < random() % 4; ++i)
      wanted.push_back(all.empty() ? 4 : std::get<2>(all[random() % all.size()]));
    std::erase_if(all, [&](const auto& word) {
      return std::find(wanted.begin(), wanted.end(), std::get<2>(word)) == wanted.end();
    });
    std::vector<std::tuple<TextPart, std::uint32_t, std::uint32_t>> found;
    forward.ForEachOf(
        wanted,
        [&](TextPart part, std::uint32_t position, std::uint32_t fingerprint) {
          found.emplace_back(part, position, fingerprint);
        },
        last);
    ASSERT_EQ(found, all) << round;
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
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes(random() % 40, '\0');
    for (char& byte : bytes) byte = static_cast<char>(random());
    const ForwardPositions forward(bytes);
    std::uint32_t least = 0;
    forward.ForEach([&](TextPart part, std::uint32_t position, std::uint32_t fingerprint) {
      EXPECT_LE(part, format::kLastPart);
      EXPECT_GE(position + 1, least);  // A control code goes back by one position at most.
      EXPECT_GE(fingerprint, 4U);
      least = position;
    });
    forward.FingerprintOf(random());
  }
}

}  // namespace
}  // namespace dssearch::format
