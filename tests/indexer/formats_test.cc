// Each format from a file to papers: the fixtures as they are, and hard cases.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <variant>

#include "indexer/corpus_reader.h"
#include "indexer/fields/paper_fields.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

using namespace std::string_literals;
using testing::TemporaryFolder;

// A paper as lines "field: value", one a value, in the order of the manual.
std::string Shown(const Paper& paper) {
  std::string out;
  const auto text = [&out](std::string_view name, std::string value) {
    if (value.empty()) return;
    for (std::size_t at = 0; (at = value.find('\n', at)) != std::string::npos; at += 2)
      value.replace(at, 1, "\\n");
    out.append("  ").append(name).append(": ").append(value).append("\n");
  };
  const auto list = [&text](std::string_view name, const std::vector<std::string>& values) {
    for (const std::string& value : values) text(name, value);
  };
  text("id", paper.id);
  text("title", paper.title);
  text("title_zh", paper.title_zh);
  list("author", paper.authors);
  text("date", paper.date);
  list("domain", paper.domains);
  text("url", paper.url);
  text("venue", paper.venue);
  list("keyword_zh", paper.keywords_zh);
  list("keyword_en", paper.keywords_en);
  text("summary_zh", paper.summary_zh);
  text("contribution_zh", paper.contribution_zh);
  text("summary_en", paper.summary_en);
  text("contribution_en", paper.contribution_en);
  list("tag", paper.tags);
  text("note", paper.note);
  return out;
}

// What a file or folder holds: "name:line", then the paper or why it is none.
std::string Read(const std::filesystem::path& path) {
  std::string out;
  const auto where = [&](const Location& location) {
    return std::filesystem::path(location.file).filename().string() + ":" +
           std::to_string(location.line);
  };
  RecordSink sink;
  sink.on_reject = [&](const Reject& reject) {
    out += where(reject.where) + " " + reject.reason + " / " + reject.hint + "\n";
  };
  sink.on_loss = [&](const Reject& loss) {
    out += where(loss.where) + " lost: " + loss.reason + "\n";
  };
  sink.on_record = [&](const RawRecord& record) {
    const std::variant<Paper, Reject> paper = ToPaper(record, sink.on_loss);
    if (const Reject* reject = std::get_if<Reject>(&paper)) return sink.on_reject(*reject);
    out += where(record.where) + "\n" + Shown(std::get<Paper>(paper));
  };
  ReadCorpus(path.string(), sink);
  return out;
}

// The same for a file of this name that holds `content`.
std::string Read(std::string_view name, std::string_view content) {
  const TemporaryFolder folder;
  return Read(folder.Write(name, content));
}

std::string Content(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return std::move(text).str();
}

TEST(Formats, AreReadAsTheGoldenFileSays) {
  const std::string read = Read(DSSEARCH_SOURCE_DIR "/tests/fixtures");
  EXPECT_EQ(read, Content(DSSEARCH_SOURCE_DIR "/tests/golden/fixtures.txt"));
}

// A paper of each format whose text is `text`, after one and before one that are fine.
struct Sample {
  std::string name;
  std::string before;
  std::string with;
  std::string after;
};
std::vector<Sample> Samples(const std::string& text) {
  return {
      {"a.jsonl",
       R"({"id":"1","title":"A"})"
       "\n",
       R"({"id":"2","title":"B","abstract":")" + text + "\"}\n",
       R"({"id":"3","title":"C"})"
       "\n"},
      {"a.json",
       R"([{"id":"1","title":"A"},)"
       "\n",
       R"({"id":"2","title":"B","abstract":")" + text + "\"},\n", R"({"id":"3","title":"C"}])"},
      {"a.csv", "id,title,abstract\n1,A,\n", "2,B,\"" + text + "\"\n", "3,C,\n"},
      {"a.bib", "@misc{1, title={A}}\n", "@misc{2, title={B}, abstract={" + text + "}}\n",
       "@misc{3, title={C}}\n"},
      {"a.ris", "TY  - JOUR\nDO  - 10.1/1\nTI  - A\nER  - \n",
       "TY  - JOUR\nDO  - 10.1/2\nTI  - B\nAB  - " + text + "\nER  - \n",
       "TY  - JOUR\nDO  - 10.1/3\nTI  - C\nER  - \n"},
      {"a.enw", "%0 Journal Article\n%R 10.1/1\n%T A\n\n",
       "%0 Journal Article\n%R 10.1/2\n%T B\n%X " + text + "\n\n",
       "%0 Journal Article\n%R 10.1/3\n%T C\n"},
      {"a.net", "{Reference Type}: X\n{DOI}: 10.1/1\n{Title}: A\n",
       "{Reference Type}: X\n{DOI}: 10.1/2\n{Title}: B\n{Abstract}: " + text + "\n",
       "{Reference Type}: X\n{DOI}: 10.1/3\n{Title}: C\n"},
  };
}

std::string All(const Sample& sample) { return sample.before + sample.with + sample.after; }

// The titles and the reasons, "A|the line is not JSON|C".
std::string Outline(const std::string& read) {
  std::string out;
  std::istringstream lines(read);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t end = line.find(" / ");
    std::string part;
    if (line.starts_with("  title: ")) part = line.substr(9);
    if (!line.starts_with(" ") && end != std::string::npos)
      part = line.substr(line.find(' ') + 1, end - line.find(' ') - 1);
    if (!part.empty()) out += (out.empty() ? "" : "|") + part;
  }
  return out;
}

TEST(Formats, TakeNoExportForOnePaper) {
  struct Row {
    std::string_view text;
    std::string_view outline;
  };
  constexpr std::string_view kRejected =
      "the text looks like the export of a database, in a format that is not read";
  const Row rows[] = {
      {"TI- A title\nAU- B, C\nPY- 1992\n", kRejected},
      {"TI ~ A title\nAU ~ B, C\n\nPY ~ 1992\n", kRejected},
      {"--AU-- B, C\n--TI-- A title\n--YP-- 1992\n", kRejected},
      {"<1337>\nAuthor\n  B, C\nTitle\n  A title\n", kRejected},
      {"1. J Riv. 2020 Nov 2;1(2):3-4.\n\nA title.\n\nB C.\n\nPMID: 31000001\n", kRejected},
      {"1. A title\n\nA text.\n", "1. A title"},
      {"AI - a title\nIT - a line\nAI - a line\n", "AI - a title"},
      {"A title\n\nTwo lines - of\ntext.\n", "A title"},
  };
  for (const auto& [text, outline] : rows) EXPECT_EQ(Outline(Read("a.txt", text)), outline) << text;
}

TEST(Formats, TakeNoListOfPapersForOne) {
  struct Row {
    std::string_view text;
    std::string_view outline;
  };
  constexpr std::string_view kRejected =
      "the text looks like a list of papers, in a format that is not read";
  const std::string summary(200, 's');
  const std::string one = "How slow rivers teach their readers patience\n" + summary + "\n\n";
  const std::string two = "A second title that is as long as a title is\n" + summary + "\n\n";
  const Row rows[] = {
      // References a line, numbered and not, with or without a heading.
      {"Brandt, O. (2019). Slow rivers. River Studies, 12(3), 4-19.\n"
       "Chen, L., & Ode, P. (2020). Fast ones. https://doi.org/10.1000/f.2\n",
       kRejected},
      {"References\n\nBrandt O, Chen L. Slow rivers. Riv Stud. 2019;12(3):4-19.\n\n"
       "Ode P. Fast ones. Riv Stud. 2020;13:1-9.\n\nChen L. Deep. Riv Stud. 2021;14:2-8.\n",
       kRejected},
      {"1. Brandt O. Slow rivers. 2019.\n2. Chen L. Fast rivers. 2020.\n", kRejected},
      {"[1] O. Brandt, \"Slow rivers,\"\n    in Proc. RIV, 2019.\n"
       "[2] L. Chen, \"Fast rivers,\"\n    in Proc. RIV, 2020.\n",
       kRejected},
      {"What to read\n\n1. Brandt O. Slow rivers. Riv Stud. 2019;12:4-19.\n"
       "2. Chen L. Fast rivers. Riv Stud. 2020;13:1-9.\n3. Ode P. Deep. Riv. 2021;14:2-8.\n",
       kRejected},
      {"王小明,李华.慢速河流.河流学报,2021,37(3):1-10.\n李华.快速河流.河流学报,2022,38(1):1-9.\n",
       kRejected},
      {"Brandt, Olga, and Tim Lang. \"Slow Rivers.\" River Studies, vol. 12, 2019, pp. 4-19.\n"
       "Okafor, Ada. 2020. \"Deltas.\" River Studies 2 (1): 3-9.\n",
       kRejected},
      {"* Olga Brandt, Tim Lang: Slow Rivers. River Studies 12(3): 4-19 (2019)\n"
       "* Ada Okafor: Deltas. RIV 2020: 33-41\n",
       kRejected},
      {"Brandt, O. (2019). Slow rivers and what they say\n    of us. River Studies, 12(3), 4-19.\n"
       "Ode, P. (2020). Fast ones and what they say\n    of us. River Studies, 13(3), 4-19.\n",
       kRejected},
      {"王小明：《慢速河流》，《河流学报》2021年第3期。\n李华：《快速河流》，《河流学报》2022年第1"
       "期。\n",
       kRejected},
      {"Slow rivers\nhttps://example.org/1\n\nFast rivers\nhttps://example.org/2\n\n"
       "Deep rivers\nhttps://example.org/3\n",
       kRejected},
      // With notes, with labels, as titles with summaries, as nothing but identifiers.
      {"Brandt, O. (2019). Slow rivers. 12(3), 4-19.\n\tOn reading.\n\n"
       "Chen, L. (2020). Fast ones. 13(1), 4-19.\n\tOn speed.\n\n"
       "Ode, P. (2021). Deep ones. 14(2), 4-19.\n\tOn depth.\n",
       kRejected},
      {"Reference Type: Journal Article\nAuthor: Brandt, O.\nTitle: Slow rivers\n\n"
       "Reference Type: Journal Article\nAuthor: Chen, L.\nTitle: Fast rivers\n",
       kRejected},
      {"标题：慢速河流\n作者：王小明\n\n标题：快速河流\n作者：李华\n", kRejected},
      {"Accession Number\n  1\nAuthor\n  Brandt O\nTitle\n  Slow rivers\n", kRejected},
      {"7. Slow rivers\nDate: 2019-08-31\nURL: http://d.repec.org/n?u=RePEc:riv:slow:1&r=all\n",
       kRejected},
      {"10.1000/r.1\n10.1000/r.2\n", kRejected},
      {"31000001\n31000002\n31000003\n", kRejected},
      // One paper, with what it cites, with sections, with its address.
      {"A title\n\nA text of 2019 on rivers.\n\nReferences\n\n"
       "1. Brandt O. Slow rivers. Riv Stud. 2019;12:4-19.\n"
       "2. Chen L. Fast rivers. Riv Stud. 2020;13:1-9.\n3. Ode P. Deep. Riv. 2021;14:2-8.\n",
       "A title"},
      {"A title\n\nA text of 2019 on rivers, which is long.\nIt goes on for some lines.\nAnd on.\n"
       "[1] Brandt, O. Slow rivers. 2019;12:4-19.\n[2] Chen, L. Fast rivers. 2020;13:1-9.\n",
       "A title"},
      {"A title\n\n1. Introduction\nIn 2019 Brandt saw 12-15 rivers.\n\n2. Methods\nSince 2020.\n\n"
       "3. Results\nBetter than before.\n",
       "A title"},
      {"A title\n\nA short text, as of 2019.\n\n[1] Brandt O. Slow. Riv. 2019;12:4-19.\n"
       "[2] Chen L. Fast. Riv. 2020;13:1-9.\n[3] Ode P. Deep. Riv. 2021;14:2-8.\n",
       "A title"},
      {"A history of rivers\n\nIn 1801, J. Ode saw 12-15 of them.\n\n"
       "In 1902, B. Hall saw 33-41.\n\nIn 2003, A. Chen saw 3(1).\n",
       "A history of rivers"},
      {"Ten findings\n1. Rivers of 2019 were slow.\n2. Those of 2020 were slower.\n"
       "3. Those of 2021 were slowest.\n",
       "Ten findings"},
      {"A title\nhttps://doi.org/10.1000/r.1\n10.1000/r.1\n", "A title"},
      {"A title\nAuthor: Brandt, O.\nDate: 2019\nAbstract: On rivers.\nKeywords: rivers\n"
       "作者：王小明\n摘要：论河流。\n关键词：河流\n",
       "A title"},
      {"Brandt, O. (2019). Slow rivers. River Studies, 12(3), 4-19.\n\nThe paper is on rivers.\n",
       "Brandt, O. (2019). Slow rivers. River Studies, 12(3), 4-19."},
  };
  for (const auto& [text, outline] : rows) EXPECT_EQ(Outline(Read("a.txt", text)), outline) << text;
  EXPECT_EQ(Outline(Read("a.txt", one + two + one)), kRejected);
  EXPECT_EQ(Outline(Read("a.txt", one + "Related work\n" + summary + "\n\nMethods\n" + summary)),
            "How slow rivers teach their readers patience");
}

TEST(Formats, HoldTextsUpToAMillionBytes) {
  for (const Sample& sample : Samples(std::string(1'000'000, 'x')))
    EXPECT_EQ(Outline(Read(sample.name, All(sample))), "A|B|C") << sample.name;
  for (const Sample& sample : Samples(std::string(10'000'000, 'x')))
    EXPECT_EQ(Outline(Read(sample.name, All(sample))),
              "A|field 'abstract' is longer than a million bytes|C")
        << sample.name;
}

TEST(Formats, RejectRecordsThatAreTooLong) {
  for (const Sample& sample : Samples(std::string(100'000'000, 'x'))) {
    const std::string outline = Outline(Read(sample.name, All(sample)));
    EXPECT_TRUE(outline.starts_with("A|the ") && outline.ends_with(" is longer than 16 MB|C"))
        << sample.name << ": " << outline;
  }
  EXPECT_EQ(Read("a.txt", std::string(100'000'000, 'x')),
            "a.txt:0 the file is longer than 16 MB / index summaries, not whole texts\n");
  EXPECT_EQ(Read("a.md", std::string(17'000'000, '\n')),
            "a.md:0 the file is longer than 16 MB / index summaries, not whole texts\n");
  // In many short lines, cells or values.
  std::string lines;
  while (lines.size() < 20'000'000) lines += "a line\n";
  for (const Sample& sample : Samples("x\n" + lines)) {
    if (sample.name.starts_with("a.json")) continue;  // No string of JSON holds a line break.
    if (sample.name == "a.csv") continue;             // See below.
    const std::string outline = Outline(Read(sample.name, All(sample)));
    EXPECT_TRUE(outline.starts_with("A|the ") && outline.ends_with(" is longer than 16 MB|C"))
        << sample.name << ": " << outline;
  }
}

TEST(Formats, GoOnPastAQuoteThatIsNotClosed) {
  std::string rows = "id,title,abstract\n1,A,\n2,\"B,\n";
  for (int i = 0; i < 3; ++i) rows += "3,C," + std::string(900'000, 'x') + "\n";
  EXPECT_EQ(
      Read("a.csv", rows),
      Read("a.csv", "id,title,abstract\n1,A,\n") +
          "a.csv:3 the file ends within quotes / is a quote not closed? A quote within quotes "
          "is written twice\n");
  for (int i = 0; i < 20; ++i) rows += "4,D," + std::string(900'000, 'x') + "\n";
  const std::string outline = Outline(Read("a.csv", rows));
  EXPECT_TRUE(outline.starts_with("A|the row is longer than 16 MB|D|D")) << outline;
}

TEST(Formats, DropControlCharacters) {
  for (const Sample& sample : Samples("a\x7F"
                                      "b\xC2\x85"
                                      "c"))
    EXPECT_NE(Read(sample.name, All(sample)).find("  summary_en: abc\n"), std::string::npos)
        << sample.name;
  for (const Sample& sample : Samples("a\x01"
                                      "b\x1F"
                                      "c" +
                                      "\0"s)) {
    if (sample.name.starts_with("a.json")) continue;  // That is no JSON.
    EXPECT_NE(Read(sample.name, All(sample)).find("  summary_en: abc\n"), std::string::npos)
        << sample.name;
  }
  EXPECT_EQ(Read("a.jsonl", R"({"id":"a\u0000\u001b1","title":"T\u0007"})"),
            "a.jsonl:1\n  id: a1\n  title: T\n");
}

TEST(Formats, RejectWhatIsNotUtf8) {
  // Known for UTF-8 by what comes before.
  for (const Sample& sample : Samples("\xE9t\xE9")) {
    Sample utf8 = sample;
    utf8.before.replace(utf8.before.rfind('A'), 1, "摘要");
    const std::string outline = Outline(Read(sample.name, All(utf8)));
    EXPECT_TRUE(outline.starts_with("摘要|") && outline.ends_with(" is not UTF-8|C"))
        << sample.name << ": " << outline;
  }
}

TEST(Formats, ReadWhatCameBeforeACut) {
  const auto cut = [](const Sample& sample) {
    return Outline(
        Read(sample.name, sample.before + sample.with.substr(0, sample.with.size() - 5)));
  };
  std::string outlines;
  for (const Sample& sample : Samples("A text that is cut off.")) outlines += cut(sample) + "\n";
  EXPECT_EQ(outlines,
            "A|the line is not JSON\n"
            "A|the file ends in the middle of this record\n"
            "A|the file ends within quotes\n"
            "A|the entry is not closed\n"
            "A|B\n"  // What is missing is mostly the last line alone.
            "A|B\n"  // Nothing in a record says where it ends.
            "A|B\n");
}

TEST(Formats, AreReadPacked) {
  const TemporaryFolder folder;
  std::string lines;
  for (int i = 0; i < 3000; ++i)
    lines +=
        R"({"id":")" + std::to_string(i) + R"(","title":"T)" + std::to_string(i * 7919) + "\"}\n";
  const std::string plain = folder.Write("a.jsonl", lines);
  const std::string expected = Outline(Read(plain));
  for (const auto& [program, extension] :
       {std::pair("gzip", ".gz"), std::pair("bzip2", ".bz2"), std::pair("zstd", ".zst")}) {
    const std::string packed = plain + extension;
    const std::string command = std::string(program) + " -c " + plain + " > " + packed;
    if (std::system(command.c_str()) != 0) GTEST_SKIP() << "there is no " << program;
    EXPECT_EQ(Outline(Read(packed)), expected) << program;
    const std::string bytes = Content(packed);
    // Two in a row, a cut, no byte at all, a changed byte.
    EXPECT_EQ(Outline(Read("a.jsonl"s + extension, bytes + bytes)), expected + "|" + expected);
    const std::string name = std::string(program);
    const std::string early =
        Outline(Read("a.jsonl"s + extension, bytes.substr(0, bytes.size() * 3 / 4)));
    EXPECT_TRUE(early.ends_with("the " + name + " data ends too early"))
        << early.substr(early.size() - 60);
    EXPECT_EQ(Outline(Read("a.jsonl"s + extension, "")), "the file is not packed as its name says");
    std::string broken = bytes;
    for (std::size_t i = broken.size() / 2; i < broken.size() / 2 + 8; ++i)
      broken[i] = static_cast<char>(~broken[i]);
    const std::string told = Outline(Read("a.jsonl"s + extension, broken));
    EXPECT_TRUE(told.ends_with("the " + name + " data is broken")) << program;
  }
}

TEST(Formats, OfAFileThatChangesIsSaid) {
  const TemporaryFolder folder;
  const std::string file = folder.Write("a.jsonl", R"({"id":"1","title":"A"})"
                                                   "\n");
  std::string reasons;
  RecordSink sink;
  sink.on_record = [&](const RawRecord&) { folder.Write("a.jsonl", "{}\n{}\n"); };
  sink.on_reject = [&](const Reject& reject) { reasons += reject.reason; };
  ReadCorpus(file, sink);
  EXPECT_EQ(reasons, "the file changed while it was read");
}

TEST(Formats, DoNotFollowLoops) {
  const TemporaryFolder folder;
  folder.Write("a/b/c.jsonl", R"({"id":"1","title":"A"})");
  std::filesystem::create_directory_symlink("..", folder.path() / "a/b/up");
  std::filesystem::create_directory_symlink(folder.path(), folder.path() / "a/top");
  std::filesystem::create_symlink("loop.jsonl", folder.path() / "loop.jsonl");
  EXPECT_EQ(Outline(Read(folder.path())), "A");
}

TEST(Formats, CapAuthorsIdsAndDepth) {
  const auto authors = [](int count) {
    std::string list = "[";
    for (int i = 0; i < count; ++i) list += (i == 0 ? "\"A" : ",\"A") + std::to_string(i) + "\"";
    return R"({"id":"1","title":"T","authors":)" + list + "]}";
  };
  EXPECT_EQ(Outline(Read("a.jsonl", authors(10'000))), "T");
  EXPECT_EQ(Outline(Read("a.jsonl", authors(10'001))), "the record has more than 10,000 authors");
  EXPECT_EQ(Outline(Read("a.jsonl", authors(200'000))), "the record has more than 10,000 authors");
  std::string keywords;
  for (int i = 0; i < 100'000; ++i) keywords += std::to_string(i) + ",";
  EXPECT_EQ(Outline(Read("a.jsonl", R"({"id":"1","title":"T","keywords":")" + keywords + "\"}")),
            "the record has more than 10,000 domains or keywords");
  EXPECT_EQ(Outline(Read("a.jsonl", R"({"title":"T","id":")" + std::string(4096, 'i') + "\"}")),
            "the id is longer than 1000 bytes");
  EXPECT_EQ(Outline(Read("a.bib", "@misc{" + std::string(4096, 'k') + ", title={T}}")),
            "the id is longer than 1000 bytes");
  const std::string open(1'000'000, '[');
  const std::string close(1'000'000, ']');
  const std::string after = R"({"id":"2","title":"After"})";
  EXPECT_EQ(Outline(Read("a.json",
                         "[{\"x\":" + open + close + R"(,"id":"1","title":"T"},)" + after + "]")),
            "T|After");
  std::string objects;
  for (int i = 0; i < 100'000; ++i) objects += "{\"a\":";
  objects += "1" + std::string(100'000, '}');
  EXPECT_EQ(
      Outline(Read("a.jsonl", R"({"x":)" + objects + R"(,"id":"1","title":"T"})" + "\n" + after)),
      "T|After");
  EXPECT_EQ(Outline(Read("a.jsonl", open + "\n" + after)), "the line is no object|After");
}

}  // namespace
}  // namespace dssearch::indexer
