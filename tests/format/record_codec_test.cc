#include "searcher/format/record_codec.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/error.h"

namespace dssearch::format {
namespace {

// Texts of a hundred words, out of a thousand different ones.
std::vector<std::string> RandomRecords(int count) {
  std::mt19937 random(3);
  std::vector<std::string> words(1000);
  for (std::string& word : words)
    for (std::size_t size = 2 + random() % 9; word.size() < size;)
      word += static_cast<char>('a' + random() % 26);
  std::vector<std::string> records(static_cast<std::size_t>(count));
  for (std::string& record : records)
    for (int i = 0; i < 100; ++i) record += words[random() % words.size()] + ' ';
  return records;
}

std::vector<std::string_view> Views(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

TEST(RecordPacker, GivesBackWhatWasPacked) {
  const std::vector<std::string> records = RandomRecords(300);
  const std::string dictionary = TrainDictionary(Views(records));
  for (const std::string& with : {std::string(), dictionary}) {
    RecordPacker packer(with);
    RecordUnpacker unpacker(with);
    std::vector<std::string> packed;
    for (const std::string& record : records) packed.push_back(packer.Pack(record));
    for (std::size_t i = 0; i < records.size(); ++i)
      EXPECT_EQ(unpacker.Unpack(packed[i]), records[i]);
    EXPECT_EQ(unpacker.Unpack(packer.Pack("")), "");
    const std::string zeros(1 << 20, '\0');
    EXPECT_EQ(unpacker.Unpack(packer.Pack(zeros)), zeros);
  }
}

TEST(RecordPacker, PacksMoreWithADictionary) {
  const std::vector<std::string> records = RandomRecords(1000);
  const std::string dictionary = TrainDictionary(Views(records));
  EXPECT_EQ(dictionary, TrainDictionary(Views(records)));
  EXPECT_LE(dictionary.size(), 100'000U);
  RecordPacker with(dictionary);
  RecordPacker without;
  std::size_t with_bytes = 0;
  std::size_t without_bytes = 0;
  for (const std::string& record : records) {
    with_bytes += with.Pack(record).size();
    without_bytes += without.Pack(record).size();
  }
  EXPECT_LT(with_bytes * 10, without_bytes * 8);
}

TEST(RecordPacker, HasNoDictionaryOfFewRecords) {
  EXPECT_EQ(TrainDictionary({}), "");
  EXPECT_EQ(TrainDictionary(Views(RandomRecords(28))), "");
  // Equal records make a small dictionary.
  EXPECT_LT(TrainDictionary(std::vector<std::string_view>(100'000, "x")).size(), 1000U);
}

TEST(RecordPacker, RefusesOtherBytes) {
  const std::string dictionary = TrainDictionary(Views(RandomRecords(1000)));
  RecordUnpacker unpacker(dictionary);
  const std::string packed = RecordPacker(dictionary).Pack(RandomRecords(1).front());
  std::mt19937 random(5);
  std::vector<std::string> others = {"", "x", packed.substr(0, packed.size() - 1),
                                     // This frame declares a size of 2^62 bytes.
                                     std::string("\x28\xB5\x2F\xFD\xE0\0\0\0\0\0\0\0\x40", 13)};
  for (const std::string& bytes : others) {
    try {
      unpacker.Unpack(bytes);
      ADD_FAILURE() << bytes;
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kIndexCorrupt);
      EXPECT_EQ(
          std::string(e.what()) + " / " + e.hint(),
          "a stored record is damaged / rebuild the index: dsindex --rebuild --index INDEX PATH");
    }
  }
  // Damaged bytes throw or give another text, and do nothing else.
  for (int i = 0; i < 2000; ++i) {
    std::string damaged = packed;
    damaged[random() % damaged.size()] = static_cast<char>(random());
    try {
      unpacker.Unpack(damaged);
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kIndexCorrupt);
    }
  }
  EXPECT_EQ(unpacker.Unpack(packed), RandomRecords(1).front());
}

}  // namespace
}  // namespace dssearch::format
