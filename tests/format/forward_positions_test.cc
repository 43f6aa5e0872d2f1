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

using Place = std::tuple<TextPart, std::uint32_t, std::string>;

// What stands where, of the words that are asked for.
std::vector<Place> Read(const std::string& encoded, const std::set<std::string>& words) {
  const ForwardPositions order(encoded);
  std::map<std::uint32_t, std::string> numbers;
  for (const std::string& word : words) numbers[order.FingerprintOf(WordHash(word))] = word;
  EXPECT_EQ(numbers.size(), words.size());
  std::vector<Place> places;
  order.ForEach([&](TextPart part, std::uint32_t position, std::uint32_t number) {
    if (numbers.contains(number)) places.emplace_back(part, position, numbers[number]);
  });
  return places;
}

TEST(ForwardPositions, KeepsWordsPositionsAndParts) {
  ForwardPositionsBuilder builder;
  builder.BeginText(TextPart::kTitle);
  builder.Add("a", 0);
  builder.Add("b", 1);
  builder.BeginText(TextPart::kTitle);
  builder.Add("c", 1);
  builder.BeginText(TextPart::kAuthors);
  builder.Add("li", 0);
  builder.Add("l.", 0);
  builder.Add("a", 1);
  builder.AddElsewhere("x");
  EXPECT_EQ(Read(builder.Encode(), {"a", "b", "c", "l.", "li", "x"}),
            (std::vector<Place>{{TextPart::kTitle, 0, "a"},
                                {TextPart::kTitle, 1, "b"},
                                {TextPart::kTitle, 1003, "c"},
                                {TextPart::kAuthors, 3004, "li"},
                                {TextPart::kAuthors, 3004, "l."},
                                {TextPart::kAuthors, 3005, "a"}}));
}

TEST(ForwardPositions, HasNothingOfNothing) {
  EXPECT_EQ(Read(ForwardPositionsBuilder().Encode(), {}), std::vector<Place>{});
  ForwardPositionsBuilder builder;
  builder.BeginText(TextPart::kBody);
  EXPECT_EQ(Read(builder.Encode(), {}), std::vector<Place>{});
}

// Words of a paper never share a number, be they many or few; of papers of any
// length all comes back.
TEST(ForwardPositions, TellsAllWordsOfAPaperApart) {
  std::mt19937 random(7);
  for (const unsigned different : {1U, 2U, 50U, 120U, 400U, 3000U, 20'000U}) {
    for (int round = 0; round < (different < 1000 ? 50 : 1); ++round) {
      ForwardPositionsBuilder builder;
      std::set<std::string> words;
      std::vector<Place> places;
      builder.BeginText(TextPart::kTitle);
      for (std::uint32_t at = 0; at < 2 * different; ++at) {
        const std::string word = std::to_string(random() % different) + "#" + std::to_string(round);
        words.insert(word);
        if (random() % 5 == 0) {
          builder.AddElsewhere(word);
        } else {
          builder.Add(word, at);
          places.emplace_back(TextPart::kTitle, at, word);
        }
      }
      EXPECT_EQ(Read(builder.Encode(), words), places);
    }
  }
}

TEST(ForwardPositions, TakesAboutElevenBitsAWord) {
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
    const ForwardPositions order(bytes);
    std::uint32_t least = 0;
    order.ForEach([&](TextPart part, std::uint32_t position, std::uint32_t number) {
      EXPECT_LE(part, TextPart::kAuthors);
      EXPECT_GE(position + 1, least);  // One back at most.
      EXPECT_GE(number, 4U);
      least = position;
    });
    order.FingerprintOf(random());
  }
}

}  // namespace
}  // namespace dssearch::format
