#include "indexer/corpus_reader.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>

#include "dssearch/error.h"
#include "indexer/corpus_paths.h"
#include "indexer/formats/json_reader.h"
#include "tests/testing/index.h"
#include "tests/testing/record_text.h"

namespace dssearch::indexer {
namespace {

using testing::TemporaryFolder;

struct Case {
  std::string_view lines;
  std::string_view expected;
};

// Collects a line a finding: "a.md:1: id=[7] authors=[A][B]" or
// "a.md:3: reason / hint"; files are named from `folder` on.
class Findings {
 public:
  explicit Findings(std::string folder = {}) : folder_(std::move(folder)) {
    sink_.on_record = [this](const RawRecord& record) {
      out_ += Where(record.where) + testing::FieldsOf(record) + '\n';
    };
    sink_.on_reject = [this](const Reject& reject) {
      out_ += Where(reject.where) + " " + reject.reason + " / " + reject.hint + '\n';
    };
  }

  const RecordSink& sink() const { return sink_; }
  const std::string& text() const { return out_; }

 private:
  std::string Where(const Location& where) const {
    const bool inside = where.file.starts_with(folder_ + "/");
    return (inside ? where.file.substr(folder_.size() + 1) : where.file) + ":" +
           std::to_string(where.line) + ":";
  }

  std::string folder_;
  std::string out_;
  RecordSink sink_;
};

std::string Lines(std::string_view lines) {
  Findings findings;
  std::istringstream stream{std::string(lines)};
  TextInput input("f", stream);
  ReadJsonLines(input, findings.sink());
  return findings.text();
}

std::string Corpus(const TemporaryFolder& folder, const std::string& path) {
  Findings findings(folder.path().string());
  try {
    ReadCorpus(path, findings.sink());
  } catch (const Error& e) {
    EXPECT_EQ(e.code(), ErrorCode::kIo);
    std::string what = e.what();
    const std::size_t at = what.find(folder.path().string());
    if (at != std::string::npos) what.replace(at, folder.path().string().size(), "$TMP");
    return what + " / " + e.hint();
  }
  return findings.text();
}

// A paper in Markdown.
std::string Markdown(std::string_view id) { return "---\nid: " + std::string(id) + "\n---\n"; }

TEST(JsonLines, AreReadAsRecords) {
  constexpr Case kCases[] = {
      {"", ""},
      {"\n \n\t\r\n", ""},
      {R"({"id": "1", "title": "T"})", "f:1: id=[1] title=[T]\n"},
      {"{\"id\": \"1\"}\r\n\n{\"id\": \"2\"}", "f:1: id=[1]\nf:3: id=[2]\n"},
      {"\xEF\xBB\xBF{\"id\": \"1\"}\n", "f:1: id=[1]\n"},
      {R"({"authors": ["A", "B"]})", "f:1: authors=[A][B]\n"},
      {R"({"pages": [1, 2], "year": 2024})", "f:1: pages=[1][2] year=[2024]\n"},
      {R"({"id": "1", "url": null, "open": true, "authors": [], "x": {}})", "f:1: id=[1]\n"},
      {R"({"authors": ["A", null, {"name": "B"}, ["C"]]})", "f:1: authors=[A][B]\n"},
      {R"({"author": [{"family": "Shao", "given": "Z."}, {"family": "张", "given": "三"}]})",
       "f:1: author=[Z. Shao][张三]\n"},
      {R"({"author": [{"literal": "DeepSeek-AI"}, {"given": "Z."}, {"role": "r"}, {}]})",
       "f:1: author=[DeepSeek-AI][Z.] author.role=[r]\n"},
      {R"({"authors_parsed": [["Shao", "Z.", ""], ["King", "M.", "Jr"], ["One"], []]})",
       "f:1: authors_parsed=[Z. Shao][M. King Jr][One][]\n"},
      {R"({"issued": {"date-parts": [[2024, 2, 5]]}})", "f:1: issued=[2024-02-05]\n"},
      {R"({"issued": {"date-parts": [["2024", "12"], [2025]]}})", "f:1: issued=[2024-12]\n"},
      {R"({"journal": {"name": "J", "ids": {"issn": "1"}}})",
       "f:1: journal.name=[J] journal.ids.issn=[1]\n"},
      {R"({"versions": [{"version": "v1", "created": "C"}, {"version": "v2"}]})",
       "f:1: versions.version=[v1] versions.created=[C]\n"},
      {R"({"title": ""})", "f:1: title=[]\n"},
      {R"({"title": "强化\n\u5b66"})", "f:1: title=[强化\n学]\n"},
      {R"({})", "f:1:\n"},
  };
  for (const auto& [lines, expected] : kCases) EXPECT_EQ(Lines(lines), expected) << lines;
}

TEST(JsonLines, AreReadAsTheyAreWritten) {
  constexpr Case kCases[] = {
      {R"({"title": "T", "id": "1", "authors": ["A"]})", "f:1: title=[T] id=[1] authors=[A]\n"},
      {R"({"id": 2501.12948})", "f:1: id=[2501.12948]\n"},
      {R"({"id": 2401.10020})", "f:1: id=[2401.10020]\n"},
      {R"({"id": 123456789012345678901234})", "f:1: id=[123456789012345678901234]\n"},
  };
  for (const auto& [lines, expected] : kCases) EXPECT_EQ(Lines(lines), expected) << lines;
}

TEST(JsonLines, AreRejectedOneByOne) {
  constexpr Case kCases[] = {
      {"{\"id\": \n{\"id\": \"2\"}\n",
       "f:1: the line is not JSON / a line is one JSON object, as corpus/README.md shows\n"
       "f:2: id=[2]\n"},
      {"[1]\n\"a\"\n7\nnull\n",
       "f:1: the line is no object / a line is one JSON object, as corpus/README.md shows\n"
       "f:2: the line is no object / a line is one JSON object, as corpus/README.md shows\n"
       "f:3: the line is no object / a line is one JSON object, as corpus/README.md shows\n"
       "f:4: the line is no object / a line is one JSON object, as corpus/README.md shows\n"},
      {"{\"id\": \"é\"}\n{\"id\": \"\xC4\xE3\"}\n{\"id\": \"3\"}\n",
       "f:1: id=[é]\n"
       "f:2: the line is not UTF-8 / convert it, for example: iconv -f LATIN1 -t UTF-8\nf:3: "
       "id=[3]\n"},
      {R"({"id": "1"} {"id": "2"})",
       "f:1: the line is not JSON / a line is one JSON object, as corpus/README.md shows\n"},
      {R"({"id": "\ud800"})",
       "f:1: the line is not JSON / a line is one JSON object, as corpus/README.md shows\n"},
      {"{'id': '1'}",
       "f:1: the line is not JSON / a line is one JSON object, as corpus/README.md shows\n"},
  };
  for (const auto& [lines, expected] : kCases) EXPECT_EQ(Lines(lines), expected) << lines;
}

TEST(JsonLines, AreJsonThroughout) {
  for (const std::string_view line : {
           R"({"id": "1")",
           R"({"id": "1",})",
           R"({"id": "1" "x": 2})",
           R"({"id" "1"})",
           R"({id: "1"})",
           R"({"id": })",
           R"({"id": 2x})",
           R"({"id": 01})",
           R"({"id": -})",
           R"({"id": 1.})",
           R"({"id": .5})",
           R"({"id": 1e})",
           R"({"id": NaN})",
           R"({"id": "1", "x": [1, 2})",
           R"({"id": "1", "x": [1 2]})",
           R"({"id": "\x"})",
           "{\"id\": \"a\x01z\"}",
           R"({"id": "1"}, {"id": "2"})",
           R"({"id": "1"} x)",
       })
    EXPECT_EQ(Lines(line),
              "f:1: the line is not JSON / a line is one JSON object, as corpus/README.md shows\n")
        << line;
}

TEST(JsonLines, MayBeDeepAndLong) {
  const std::string open(100'000, '[');
  const std::string close(100'000, ']');
  EXPECT_EQ(Lines(open),
            "f:1: the line is no object / a line is one JSON object, as corpus/README.md shows\n");
  EXPECT_EQ(Lines("{\"id\": \"1\", \"x\": " + open + close + "}"), "f:1: id=[1]\n");
  const std::string text(1 << 20, 'a');
  EXPECT_EQ(Lines("{\"title\": \"" + text + "\"}"), "f:1: title=[" + text + "]\n");
}

TEST(CorpusReader, WalksFoldersInOrderOfNames) {
  const TemporaryFolder folder;
  folder.Write("b.md", Markdown("b"));
  folder.Write("a.jsonl", "{\"id\": \"a1\"}\n{\"id\": \"a2\"}\n");
  folder.Write("c/d/e.markdown", Markdown("e"));
  folder.Write("c/a.ndjson", "{\"id\": \"ca\"}\n");
  folder.Write("z.md/inner.md", Markdown("inner"));
  folder.Write("强化.md", Markdown("强化"));
  // None of these.
  folder.Write("README.md", Markdown("readme"));
  folder.Write("c/README.md", Markdown("readme"));
  folder.Write(".hidden.md", Markdown("hidden"));
  folder.Write(".git/a.md", Markdown("git"));
  folder.Write("notes.yaml", "id: yaml\n");
  folder.Write("notes.log", Markdown("log"));
  folder.Write("README.txt", "readme\n");
  folder.Write("gz", "{\"id\": \"json\"}\n");
  folder.Write("a.tar.gz", "{\"id\": \"tar\"}\n");
  folder.Write("md", Markdown("no extension"));
  EXPECT_EQ(Corpus(folder, folder.path().string()),
            "a.jsonl:1: id=[a1]\n"
            "a.jsonl:2: id=[a2]\n"
            "b.md:1: id=[b]\n"
            "c/a.ndjson:1: id=[ca]\n"
            "c/d/e.markdown:1: id=[e]\n"
            "z.md/inner.md:1: id=[inner]\n"
            "强化.md:1: id=[强化]\n");
  EXPECT_EQ(Corpus(folder, folder / "c"), "c/a.ndjson:1: id=[ca]\nc/d/e.markdown:1: id=[e]\n");
}

TEST(CorpusReader, ReadsFoldersByContentAndNamesWhatItDoesNotRead) {
  const TemporaryFolder folder;
  folder.Write("a.dat", "@article{k, title={T}}\n");
  folder.Write("b.docx", "PK\x03\x04 no zip");
  folder.Write("c.html", "<html>title, authors</html>");
  folder.Write("d.json5", "{\"name\": 1}\n");
  folder.Write("e.log", "{\"title\": \"T\"}\n");
  folder.Write("f.xml", "<dblp><article><title>T</title></article></dblp>");
  folder.Write("g.yml", "---\ntitle: of a page\n---\n");
  folder.Write("h.gz", "not packed");
  folder.Write("index/rejects.jsonl.tmp", "");
  Findings findings(folder.path().string());
  RecordSink sink = findings.sink();
  std::string unread;
  sink.on_unread = [&](const std::string& file) {
    unread += std::filesystem::path(file).filename().string() + " ";
  };
  ReadCorpus(folder.path().string(), sink);
  EXPECT_EQ(findings.text(), "a.dat:1: title=[T]\ne.log:1: title=[T]\nf.xml:1: title=[T]\n");
  EXPECT_EQ(unread, "b.docx c.html d.json5 g.yml h.gz ");
}

TEST(CorpusReader, ReadsOneFileWhateverItsName) {
  const TemporaryFolder folder;
  const std::string readme = folder.Write("README.md", Markdown("readme"));
  const std::string hidden = folder.Write(".a.jsonl", "{\"id\": \"hidden\"}");
  EXPECT_EQ(Corpus(folder, readme), "README.md:1: id=[readme]\n");
  EXPECT_EQ(Corpus(folder, hidden), ".a.jsonl:1: id=[hidden]\n");
}

TEST(CorpusReader, NamesEachFileBeforeItIsRead) {
  const TemporaryFolder folder;
  folder.Write("a.md", Markdown("a"));
  folder.Write("b.md", "--- no front matter\n");
  std::string events;
  RecordSink sink;
  sink.on_record = [&](const RawRecord&) { events += "record "; };
  sink.on_reject = [&](const Reject&) { events += "reject "; };
  ReadCorpus(folder.path().string(), sink, [&](const std::string& file) {
    events += std::filesystem::path(file).filename().string() + " ";
  });
  EXPECT_EQ(events, "a.md record b.md reject ");
}

TEST(CorpusReader, KnowsTheSizeOfWhatItReads) {
  const TemporaryFolder folder;
  const std::string file = folder.Write("a.jsonl", "{\"id\": \"1\"}\n");
  folder.Write("below/b.jsonl", "{\"id\": \"23\"}\n");
  folder.Write("README.md", "is not read");
  EXPECT_EQ(SizeOfCorpus(file), 12U);
  EXPECT_EQ(SizeOfCorpus(folder.path().string()), 12U + 13U);
  EXPECT_EQ(SizeOfCorpus(folder / "nothing"), 0U);
  EXPECT_EQ(SizeOfCorpus("-"), 0U);
  // What is told meanwhile is of the same size, and never less than before.
  RecordSink sink;
  std::uint64_t last = 0;
  sink.on_record = [](const RawRecord&) {};
  sink.on_bytes = [&last](std::uint64_t done, std::uint64_t all) {
    EXPECT_GE(done, last);
    EXPECT_EQ(all, 25U);
    last = done;
  };
  ReadCorpus(folder.path().string(), sink);
  EXPECT_EQ(last, 12U);
}

TEST(CorpusReader, ReadsStandardInputAsJsonLines) {
  std::istringstream input("{\"id\": \"1\"}\n[]\n");
  std::streambuf* const before = std::cin.rdbuf(input.rdbuf());
  Findings findings;
  ReadCorpus("-", findings.sink());
  std::cin.rdbuf(before);
  EXPECT_EQ(findings.text(),
            "-:1: id=[1]\n"
            "-:2: the line is no object / a line is one JSON object, as corpus/README.md shows\n");
}

TEST(CorpusReader, SaysWhatIsWrongWithAPath) {
  const TemporaryFolder folder;
  folder.Write("only/a.log", "a");
  std::filesystem::create_directory(folder.path() / "empty");
  constexpr std::string_view kFormats =
      " / dsindex reads Markdown, text, JSON, tables, BibTeX, and what databases and reference "
      "managers export; corpus/README.md shows each";
  EXPECT_EQ(Corpus(folder, folder / "missing"),
            "no such file or folder: '$TMP/missing' / check the path");
  EXPECT_EQ(Corpus(folder, folder / "only/a.log/b"),
            "no such file or folder: '$TMP/only/a.log/b' / check the path");
  EXPECT_EQ(Corpus(folder, ""), "no such file or folder: '' / check the path");
  EXPECT_EQ(Corpus(folder, folder / std::string(300, 'x')),
            "no such file or folder: '$TMP/" + std::string(300, 'x') + "' / check the path");
  EXPECT_EQ(Corpus(folder, folder / "empty"),
            std::string("no papers in '$TMP/empty'").append(kFormats));
  EXPECT_EQ(Corpus(folder, folder / "only"),
            std::string("no papers in '$TMP/only'").append(kFormats));
}

// The others that were named with it are read.
// A shell names a pipe by a link that leads to no path: dsindex <(zcat papers.jsonl.gz).
TEST(CorpusReader, ReadsAPipeThatAShellNames) {
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const std::string name = "/dev/fd/" + std::to_string(ends[0]);
  EXPECT_EQ(CanonicalPath(name), name);
  EXPECT_EQ(OutermostPaths({name}), std::vector<std::string>{name});
  for (const int end : ends) ::close(end);
}

TEST(CorpusReader, RejectsAFileOfNoKnownFormat) {
  const TemporaryFolder folder;
  EXPECT_EQ(Corpus(folder, folder.Write("a.log", "a")),
            "a.log:0: the file is of no known format / dsindex reads Markdown, text, JSON, tables, "
            "BibTeX, and what databases and reference managers export; corpus/README.md shows "
            "each\n");
  EXPECT_EQ(Corpus(folder, folder.Write("a.xls", "\xD0\xCF\x11\xE0 a")),
            "a.xls:0: the file is of an old Excel or Word / save it as .xlsx or .csv\n");
}

TEST(CorpusReader, RejectsFilesThatAreNotText) {
  const TemporaryFolder folder;
  folder.Write("a.md", "---\nid: 1\ntitle: Erd\xF5s\n---\n");
  folder.Write("b.md", "");
  folder.Write("c.jsonl", "");
  folder.Write("d.md", Markdown("d"));
  EXPECT_EQ(Corpus(folder, folder.path().string()),
            "a.md:0: the file is not UTF-8 / convert it, for example: iconv -f LATIN1 -t UTF-8\n"
            "b.md:0: the file is empty / the first line is the title\n"
            "d.md:1: id=[d]\n");
}

TEST(CorpusReader, RejectsFilesThatCannotBeRead) {
  // Reading the memory of a process from its beginning fails, for root too.
  if (!std::filesystem::exists("/proc/self/mem")) GTEST_SKIP() << "there is no /proc";
  const TemporaryFolder folder;
  folder.Write("b.md", Markdown("b"));
  std::filesystem::create_symlink("/proc/self/mem", folder.path() / "a.md");
  std::filesystem::create_symlink("/proc/self/mem", folder.path() / "c.jsonl");
  EXPECT_EQ(Corpus(folder, folder.path().string()),
            "a.md:0: the file cannot be read / check its permissions\n"
            "b.md:1: id=[b]\n"
            "c.jsonl:0: the file cannot be read / check its permissions\n");
}

TEST(CorpusReader, GoesOnPastLinksThatLeadNowhere) {
  const TemporaryFolder folder;
  folder.Write("b.md", Markdown("b"));
  std::filesystem::create_symlink("nowhere", folder.path() / "dangling.txt");
  EXPECT_EQ(Corpus(folder, folder.path().string()), "b.md:1: id=[b]\n");
  std::filesystem::create_symlink("loop.txt", folder.path() / "loop.txt");
  EXPECT_EQ(Corpus(folder, folder.path().string()), "b.md:1: id=[b]\n");
}

}  // namespace
}  // namespace dssearch::indexer
