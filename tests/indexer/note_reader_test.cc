#include "indexer/note_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/indexer/index_contents.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

using testing::ErrorOf;
using testing::TemporaryFolder;

// The notes of a file, a line each: "7 [a][b] text"; what is rejected, "2: reason / hint"; and its
// encoding if that is not UTF-8.
std::string Read(const std::string& file) {
  std::string out;
  RecordSink sink;
  sink.on_reject = [&](const Reject& reject) {
    EXPECT_EQ(reject.where.file, file);
    out += std::to_string(reject.where.line) + ": " + reject.reason + " / " + reject.hint + '\n';
  };
  sink.on_encoding = [&](const std::string&, std::string_view encoding) {
    out += "in " + std::string(encoding) + '\n';
  };
  const std::string error = ErrorOf([&] {
    for (const format::UserNote& note : ReadNotesFile(file, sink)) {
      out += note.id + ' ';
      for (const std::string& tag : note.tags) out += '[' + tag + ']';
      out += ' ' + note.text + '\n';
    }
  });
  return error == "no error" ? out : out + error;
}

constexpr const char* kHint =
    " / a note is a heading '## ID' with text below it, or a line of JSON with id, tags and note";

TEST(NoteReader, ReadsMarkdown) {
  const TemporaryFolder folder;
  EXPECT_EQ(Read(folder.Write("a.md",
                              "# Mine\n\n## 2402.03300 DeepSeekMath\ntags: a, to read; b\n\n"
                              "One.\n\n- *two* < 3\n- <https://example.org>\n\n"
                              "## 7\n标签：推理、已读\n\n语言模\n型。\n")),
            "2402.03300 [a, to read][b] One.\n\n- *two* < 3\n- <https://example.org>\n"
            "7 [推理][已读] 语言模型。\n");
  EXPECT_EQ(Read(folder.Write("a.txt", "\xEF\xBB\xBF## 7\nA\n")), "7  A\n");
  EXPECT_EQ(Read(folder.Write("notes", "## 7\nA\n## 7\nB\n")), "7  A\n7  B\n");
  EXPECT_EQ(Read(folder.Write("gb.md", "## 7\n\xB6\xC1\xB9\xFD\xA3\xAC\xBA\xDC\xBA\xC3\xA1\xA3\n")),
            "in GB18030\n7  读过，很好。\n");
  EXPECT_EQ(
      Read(folder.Write("a.md", "A\n\n## 7\n\n## 8\nB\n##\n")),
      "1: the text is below no paper / a heading '## ID' begins the note on a paper\n"
      "3: '7' has neither tags nor a note" +
          std::string(kHint) +
          "\n"
          "7: the heading names no paper / the id of the paper stands behind '##': ## 2402.03300\n"
          "8  B\n");
}

TEST(NoteReader, ReadsJsonLines) {
  const TemporaryFolder folder;
  EXPECT_EQ(Read(folder.Write("a.jsonl", R"({"id": "7", "tags": ["a", "b, c"], "note": "A\n\nB"})"
                                         "\n\n"
                                         R"({"id": 8, "tag": "a, b"})"
                                         "\n{bad\n"
                                         R"({"id": "9", "title": "T"})"
                                         "\n"
                                         R"({"note": "A"})"
                                         "\n"
                                         R"({"doi": "https://doi.org/10.1000/X", "notes": "C"})")),
            "4: the line is not JSON / a line is one JSON object, as corpus/README.md shows\n"
            "5: '9' has neither tags nor a note" +
                std::string(kHint) +
                "\n"
                "6: the record has no id / add a line like 'id: \"2501.12948\"'\n"
                "7 [a][b, c] A\n\nB\n"
                "8 [a][b] \n"
                "10.1000/x  C\n");
  EXPECT_EQ(Read(folder.Write("a.json", R"([{"id": "7", "note": "A"}, {"id": "8"}])")), "7  A\n");
}

// What a reference manager exports has all papers, and words on some.
TEST(NoteReader, ReadsWhatOtherFormatsHave) {
  const TemporaryFolder folder;
  EXPECT_EQ(Read(folder.Write("a.csv", "id,title,Manual Tags,Notes\n7,A,a; b,<p>N</p>\n8,B,,\n")),
            "7 [a][b] N\n");
  EXPECT_EQ(Read(folder.Write("a.bib",
                              "@article{shao, title = {A}, groups = {a, b}, note = {N}}\n"
                              "@article{li, title = {B}}\n")),
            "shao [a][b] N\n");
}

TEST(NoteReader, TakesAnEmptyFileForNoNotes) {
  const TemporaryFolder folder;
  for (const char* name : {"a.md", "a.jsonl", "a.csv", "a"})
    for (const char* content : {"", "\n", " \r\n\t\n", "\xEF\xBB\xBF"})
      EXPECT_EQ(Read(folder.Write(name, content)), "") << name;
  EXPECT_EQ(Read("/dev/null"), "");
}

TEST(NoteReader, RefusesAFileThatItCannotReadAsAWhole) {
  const TemporaryFolder folder;
  const auto refusal = [&](const char* name, std::string_view content) {
    const std::string file = folder.Write(name, content);
    std::string said = Read(file);
    for (std::size_t i = said.find(file); i != std::string::npos; i = said.find(file))
      said.replace(i, file.size(), "F");
    return said;
  };
  EXPECT_EQ(Read(folder / "none"), "io: cannot read '" + (folder / "none") + "' / check the path");
  EXPECT_EQ(Read(folder.path().string()),
            "io: '" + folder.path().string() + "' is a folder / name a file of notes");
  EXPECT_EQ(refusal("a.md", "# Papers\n"),
            "io: F: there is no note in it, nothing changed" + std::string(kHint));
  EXPECT_EQ(refusal("a.md", "hello\n"),
            "1: the text is below no paper / a heading '## ID' begins the note on a paper\n"
            "io: F:1: the text is below no paper, nothing changed / "
            "a heading '## ID' begins the note on a paper");
  EXPECT_EQ(refusal("a.bib", "@article{li, title = {B}}\n"),
            "io: F: there is no note in it, nothing changed" + std::string(kHint));
  // Packed, and cut off: what is left may not replace all.
  EXPECT_EQ(
      refusal("a.md.gz", "\x1F\x8B\x08"),
      "io: F: the gzip data ends too early, nothing changed / is the file whole? Fetch it again");
  EXPECT_EQ(refusal("a.md", "## 7\n" + std::string(17'000'000, 'x')),
            "io: F: the file is longer than 16 MB, nothing changed / "
            "note less, or in lines of JSON");
}

TEST(NoteReader, LimitsWhatIsSaidOfAPaper) {
  const TemporaryFolder folder;
  const std::string half(600'000, 'x');
  EXPECT_EQ(Read(folder.Write("a.md", "## 7\n" + half + "\n## arXiv:7\nA\n## 7\n" + half)),
            "5: the notes on '7' are longer than a million bytes / keep whole texts elsewhere\n"
            "7  " +
                half + "\narXiv:7  A\n");
}

}  // namespace
}  // namespace dssearch::indexer
