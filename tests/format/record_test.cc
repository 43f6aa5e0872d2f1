#include "searcher/format/record.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

#include "dssearch/error.h"

namespace dssearch::format {
namespace {

using namespace std::string_view_literals;

// The fields of a paper: "id=[1] authors=[A][B]"; or the error.
std::string Decoded(std::string_view bytes) try {
  const Paper paper = DecodeRecord(bytes);
  std::string out;
  const auto text = [&out](std::string_view name, const std::string& value) {
    if (!value.empty()) out += (out.empty() ? "" : " ") + std::string(name) + "=[" + value + "]";
  };
  const auto list = [&out](std::string_view name, const std::vector<std::string>& values) {
    if (!values.empty()) out += (out.empty() ? "" : " ") + std::string(name) + "=";
    for (const std::string& value : values) out += "[" + value + "]";
  };
  text("id", paper.id);
  text("title", paper.title);
  text("title_zh", paper.title_zh);
  text("date", paper.date);
  text("url", paper.url);
  text("venue", paper.venue);
  text("summary_zh", paper.summary_zh);
  text("contribution_zh", paper.contribution_zh);
  text("summary_en", paper.summary_en);
  text("contribution_en", paper.contribution_en);
  list("authors", paper.authors);
  list("domains", paper.domains);
  list("keywords_zh", paper.keywords_zh);
  list("keywords_en", paper.keywords_en);
  list("tags", paper.tags);
  text("note", paper.note);
  return out;
} catch (const Error& e) {
  EXPECT_EQ(e.code(), ErrorCode::kIndexCorrupt);
  return std::string(e.what()) + " / " + e.hint();
}

constexpr std::string_view kDamaged =
    "a stored record is damaged / rebuild the index: dsindex --rebuild --index INDEX PATH";

// Tags are on disk, and an index that an older program made must be readable.
TEST(Record, HasAStableEncoding) {
  const Paper paper = {.id = "1",
                       .title = "T",
                       .title_zh = "题",
                       .authors = {"A", "B"},
                       .date = "2024",
                       .domains = {"D"},
                       .url = "u",
                       .keywords_zh = {"词"},
                       .keywords_en = {"k", ""},
                       .summary_zh = "甲",
                       .contribution_zh = "乙",
                       .summary_en = "s",
                       .contribution_en = "c"};
  EXPECT_EQ(EncodeRecord(paper),
            "\x01\x01"
            "1\x02\x01T\x03\x03题\x04\x04"
            "2024\x05\x01u\x06\x03甲\x07\x03乙\x08\x01s\x09\x01"
            "c\x20\x01"
            "A\x20\x01"
            "B\x21\x01"
            "D\x22\x03词\x23\x01k\x23\0"sv);
  EXPECT_EQ(DecodeRecord(EncodeRecord(paper)), paper);
}

TEST(Record, WritesLengthsSevenBitsAByte) {
  const auto encoded = [](std::size_t size) {
    const std::string record = EncodeRecord({.id = std::string(size, 'x')});
    return record.substr(1, record.size() - 1 - size);
  };
  EXPECT_EQ(encoded(127), "\x7F");
  EXPECT_EQ(encoded(128), "\x80\x01");
  EXPECT_EQ(encoded(300), "\xAC\x02");
  EXPECT_EQ(encoded(1 << 20), "\x80\x80\x40");
}

TEST(Record, ReadsWhatIsThere) {
  struct Case {
    std::string_view bytes;
    std::string_view expected;
  };
  constexpr Case kCases[] = {
      {"", ""},
      {"\x01\x01"
       "7",
       "id=[7]"},
      {"\x01\0"sv, ""},
      {"\x20\0"sv, "authors=[]"},
      {"\x21\x01"
       "a\x21\x01"
       "b",
       "domains=[a][b]"},
      // This is a field of a newer program.
      {"\x7F\x02xy\x02\x01T", "title=[T]"},
      {"\x7F\0\x02\x01T"sv, "title=[T]"},
      // These are truncated or damaged.
      {"\x01", kDamaged},
      {"\x01\x02"
       "7",
       kDamaged},
      {"\x7F\x02y", kDamaged},
      {"\x01\x80", kDamaged},
      {"\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x01", kDamaged},
      {"\x01\xFF\xFF\xFF\xFF\x0Fx", kDamaged},
  };
  for (const auto& [bytes, expected] : kCases) EXPECT_EQ(Decoded(bytes), expected);
}

std::string RandomText(std::mt19937& random) {
  std::string text(random() % 3 == 0 ? 0 : random() % 300, '\0');
  for (char& c : text) c = static_cast<char>(random() & 0xFF);
  return text;
}

Paper RandomPaper(std::mt19937& random) {
  Paper paper;
  for (std::string* text :
       {&paper.id, &paper.title, &paper.title_zh, &paper.date, &paper.url, &paper.doi,
        &paper.summary_zh, &paper.contribution_zh, &paper.summary_en, &paper.contribution_en})
    *text = RandomText(random);
  for (std::vector<std::string>* list :
       {&paper.authors, &paper.domains, &paper.identifiers, &paper.keywords_zh, &paper.keywords_en})
    for (std::size_t n = random() % 4; n > 0; --n) list->push_back(RandomText(random));
  return paper;
}

TEST(RecordProperty, DecodingIsTheInverseOfEncoding) {
  std::mt19937 random(1);
  for (int round = 0; round < 5'000; ++round) {
    const Paper paper = RandomPaper(random);
    ASSERT_EQ(DecodeRecord(EncodeRecord(paper)), paper);
  }
}

TEST(RecordProperty, APartOfARecordIsAPartOfThePaperOrDamaged) {
  std::mt19937 random(2);
  for (int round = 0; round < 20; ++round) {
    const std::string record = EncodeRecord(RandomPaper(random));
    for (std::size_t size = 0; size < record.size(); ++size) {
      const std::string part = record.substr(0, size);
      if (Decoded(part) == kDamaged) continue;
      ASSERT_EQ(EncodeRecord(DecodeRecord(part)), part);
    }
  }
}

TEST(RecordProperty, AnyBytesAreAPaperOrDamaged) {
  std::mt19937 random(3);
  for (int round = 0; round < 20'000; ++round) {
    std::string bytes(random() % 24, '\0');
    for (char& c : bytes)
      c = static_cast<char>(random() % 2 == 0 ? random() % 40 : random() & 0xFF);
    if (Decoded(bytes) == kDamaged) continue;
    const Paper paper = DecodeRecord(bytes);
    ASSERT_EQ(DecodeRecord(EncodeRecord(paper)), paper);
  }
}

TEST(Record, HasAContentHash) {
  EXPECT_EQ(HexHash(""), "2d06800538d394c2");  // XXH3 of nothing, by its authors.
  EXPECT_EQ(ContentHash(""), "\x2D\x06\x80\x05\x38\xD3\x94\xC2");
  const Paper paper = {.id = "1", .title = "T"};
  const std::string hash = ContentHash(EncodeRecord(paper));
  EXPECT_EQ(hash.size(), 8U);
  EXPECT_EQ(ContentHash(EncodeRecord(paper)), hash);
  Paper other = paper;
  other.domains = {"D"};
  EXPECT_NE(ContentHash(EncodeRecord(other)), hash);
  // The same text in another field makes another record.
  EXPECT_NE(EncodeRecord({.id = "1", .summary_zh = "x"}), EncodeRecord({.id = "1", .url = "x"}));
}

TEST(Record, HasATermOfItsId) {
  EXPECT_EQ(IdTerm("2501.12948"), "Q2501.12948");
  EXPECT_EQ(IdTerm("强化"), "Q强化");
  EXPECT_EQ(IdTerm(""), "Q");
  const std::string id(200, 'x');
  EXPECT_EQ(IdTerm(id), "Q" + id);
  EXPECT_EQ(IdTerm(id + "a"), "Q" + id + HexHash(id + "a"));
  EXPECT_NE(IdTerm(id + "a"), IdTerm(id + "b"));
  EXPECT_LE(IdTerm(std::string(1000, 'x')).size(), 245U);  // Xapian's limit.
}

}  // namespace
}  // namespace dssearch::format
