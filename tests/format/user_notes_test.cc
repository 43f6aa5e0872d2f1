#include "searcher/format/user_notes.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "searcher/format/identifier.h"
#include "searcher/format/record.h"

namespace dssearch::format {
namespace {

using namespace std::string_view_literals;

// "[a][b] text" of a paper's tags and note.
std::string WordsOf(const Paper& paper) {
  std::string out;
  for (const std::string& tag : paper.tags) out += "[" + tag + "]";
  return out + " " + paper.note;
}

TEST(UserNotes, AreAddedToWhatAPaperHas) {
  struct Case {
    std::vector<std::string> tags;
    std::string note;
    UserNote user;
    std::string expected;
  };
  const std::vector<Case> cases = {
      {{}, "", {}, " "},
      {{"a"}, "N", {}, "[a] N"},
      {{}, "", {.tags = {"b"}, .text = "U"}, "[b] U"},
      {{"a"}, "N", {.tags = {"b"}, .text = "U"}, "[a][b] N\n\nU"},
      {{"b", "a"}, "", {.tags = {"a", "c", "c"}}, "[b][a][c] "},
      {{"A"}, "", {.tags = {"a"}}, "[A][a] "},  // As tags of a record are compared.
      // What was exported with the note, and is read again.
      {{"a", "b"}, "N\n\nU", {.tags = {"b"}, .text = "U"}, "[a][b] N\n\nU"},
      {{}, "U", {.text = "U"}, " U"},
      {{}, "Not U", {.text = "U"}, " Not U\n\nU"},
      {{}, "N\nU", {.text = "U"}, " N\nU\n\nU"},
      {{}, "N\n\nU\n\nV", {.text = "U\n\nV"}, " N\n\nU\n\nV"},
  };
  for (const auto& [tags, note, user, expected] : cases) {
    const Paper paper{.id = "1", .tags = tags, .note = note};
    EXPECT_EQ(WordsOf(WithNote(paper, user)), expected);
    EXPECT_EQ(WithNote(WithNote(paper, user), user), WithNote(paper, user)) << "it is there once";
    EXPECT_EQ(DecodeRecord(EncodeRecord(paper, user)), WithNote(paper, user));
    EXPECT_EQ(DecodeRecordAsRead(EncodeRecord(paper, user)), paper);
  }
}

TEST(UserNotes, StandInRecordsUnderTagsOfTheirOwn) {
  const Paper paper{.id = "1", .tags = {"a"}, .note = "N"};
  EXPECT_EQ(EncodeRecord(paper),
            "\x01\x01"
            "1\x0C\x01N\x25\x01"
            "a"sv);
  EXPECT_EQ(EncodeRecord(paper, {}), EncodeRecord(paper));
  EXPECT_EQ(EncodeRecord(paper, {.id = "not stored", .tags = {"b"}, .text = "U"}),
            EncodeRecord(paper) + std::string("\x0D\x01U\x26\x01"
                                              "b"sv));
}

TEST(UserNotes, HaveTheKeyOfTheirIdentifier) {
  const auto key = [](std::string_view id) { return UserNoteKey(IdentifierTerm(id)); };
  EXPECT_EQ(key("2402.03300"), "note 2402.03300");
  EXPECT_EQ(key("https://arxiv.org/abs/2402.03300v2"), "note 2402.03300");
  EXPECT_EQ(key("doi:10.1000/X.1"), "note 10.1000/x.1");
  EXPECT_EQ(key("Shao2024"), "note shao2024");
  EXPECT_LT(key(std::string(1000, 'x')).size(), 245U) << "of Xapian's keys";
}

}  // namespace
}  // namespace dssearch::format
