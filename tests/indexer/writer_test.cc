// The writer that programs embed, with an index and a searcher of their own.

#include "dssearch/writer.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "dssearch/searcher.h"
#include "indexer/index_check.h"
#include "indexer/index_writer.h"
#include "indexer/lexicon/lexicon_reader.h"
#include "indexer/lexicon/lexicon_writer.h"
#include "searcher/format/stored_index.h"
#include "searcher/present/json.h"
#include "tests/indexer/index_contents.h"
#include "tests/testing/clock.h"
#include "tests/testing/console.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::ErrorOf;
using testing::FileContents;
using testing::Found;
using testing::Shell;
using testing::TemporaryFolder;
using testing::TitledPaper;
using testing::ToString;
using testing::VisiblePapers;

// "commit-000002 +1 ~2 -3", with the numbers that are not 0.
std::string ToString(const CommitResult& result) {
  std::string out = result.commit;
  for (const std::string& id : result.added) out += " +" + id;
  for (const std::string& id : result.updated) out += " ~" + id;
  for (const std::string& id : result.removed) out += " -" + id;
  for (const auto& [number, name] :
       {std::pair(result.unchanged, " unchanged"), std::pair(result.repeated, " repeated"),
        std::pair(result.rejected, " rejected")})
    if (number > 0) out += ' ' + std::to_string(number) + name;
  for (const std::string& warning : result.warnings) out += " (" + warning + ')';
  return out;
}

// What a writer says to "+1=T" (put), "-1" (remove) and "." (commit), and what is there then.
std::string Steps(const std::string& index, const std::string& steps,
                  const WriterOptions& options = {}) {
  Writer writer(index, options);
  std::string out;
  std::istringstream words(steps);
  for (std::string step; words >> step;) {
    const std::size_t title = step.find('=');
    if (step.front() == '+') {
      const std::string id = step.substr(1, title - 1);
      const PutResult result = writer.Put(TitledPaper(id, step.substr(title + 1)));
      out += ToString(result.outcome) + (result.id == id ? "" : " as '" + result.id + '\'');
    } else if (step.front() == '-') {
      out += writer.Remove(step.substr(1)) ? "removed" : "not there";
    } else {
      out += '[' + ToString(writer.Commit()) + ']';
    }
    out += ' ';
  }
  return out + VisiblePapers(index);
}

TEST(Writer, SaysWhatBecomesOfPapers) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {".", "[commit-000001] "},
      {"+1=T +2=U .", "added added [commit-000001 +1 +2] 1=T 2=U"},
      {"+1=T . +1=T +2=U .",
       "added [commit-000001 +1] unchanged added [commit-000002 +2 1 "
       "unchanged] 1=T 2=U"},
      {"+1=T . +1=U . +1=U . .",
       "added [commit-000001 +1] updated [commit-000002 ~1] unchanged "
       "[commit-000002 1 unchanged] [commit-000002] 1=U"},
      {"+1=T +1=t .", "added repeated [commit-000001 +1 1 repeated] 1=t"},
      {"+1=T . -1 . -1 .",
       "added [commit-000001 +1] removed [commit-000002 -1] not there [commit-000002] "},
      // What was put since the last commit is removed, too, and may come back.
      {"+1=T +2=U -1 -1 .", "added added removed not there [commit-000001 +2] 2=U"},
      {"+1=T -1 .", "added removed [commit-000001] "},
      {"+1=T -1 +1=U .", "added removed added [commit-000001 +1] 1=U"},
      {"+1=T -1 +1=U -1 .", "added removed added removed [commit-000001] "},
      {"+1=T +1=t -1 +1=T .", "added repeated removed added [commit-000001 +1 1 repeated] 1=T"},
      {"+1=T . -1 +1=T .", "added [commit-000001 +1] removed added [commit-000002 ~1] 1=T"},
      {"+1=T . +1=U -1 .", "added [commit-000001 +1] updated removed [commit-000002 -1] "},
      {"+1=T . +1=T -1 .",
       "added [commit-000001 +1] unchanged removed [commit-000002 -1 1 unchanged] "},
      {"+1=T . +1=T -1 +1=V .",
       "added [commit-000001 +1] unchanged removed added [commit-000002 ~1 1 unchanged] 1=V"},
      // Two papers within a commit have two ids; later it is a correction.
      {"+k=Maps +k=Soups .",
       "added added as 'k #e7df3c' [commit-000001 +k +k #e7df3c] k=Maps k "
       "#e7df3c=Soups"},
      {"+k=Maps . +k=Soups .", "added [commit-000001 +k] updated [commit-000002 ~k] k=Soups"},
  };
  for (const auto& [steps, expected] : cases) {
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    EXPECT_EQ(Steps(index, steps), expected) << steps;
    EXPECT_EQ(indexer::CheckIndex(index), std::vector<std::string>()) << steps;
    const std::string papers = VisiblePapers(index);
    EXPECT_EQ(Searcher(index).size(),
              static_cast<std::size_t>(std::count(papers.begin(), papers.end(), '=')))
        << steps;
  }
}

// A record that is one paper with another is left out, and has no id.
TEST(Writer, HasAPaperOnce) {
  const TemporaryFolder folder;
  Writer writer(folder / "index");
  const Paper one = {.id = "1", .title = "A Study of Soups", .date = "2024", .doi = "10.1000/a"};
  Paper other = one;
  other.id = "2";
  EXPECT_EQ(writer.Put(one).id, "1");
  const PutResult again = writer.Put(other);
  EXPECT_EQ(ToString(again.outcome) + again.id, "repeated");
  EXPECT_EQ(ToString(writer.Commit()), "commit-000001 +1 1 repeated");
}

TEST(Writer, KeepsPapersAsTheyAre) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const std::vector<Paper> records = testing::CorpusPapers();
  std::vector<Paper> papers = records;
  papers.push_back({.id = "one of each",
                    .title = "a < b & c",
                    .authors = {"Shao, Zhihong and Others"},
                    .date = "2024-02",
                    .domains = {"a; b"},
                    .identifiers = {"P18-1001"},
                    .keywords_zh = {"一，二"},
                    .keywords_en = {"one; two"},
                    .summary_en = "Of $a^2$.\nMore."});
  Writer writer(index);
  for (const Paper& paper : papers) {
    const PutResult result = writer.Put(paper);
    EXPECT_EQ(ToString(result.outcome) + ' ' + result.id + result.reason, "added " + paper.id);
  }
  writer.Commit();
  const Searcher searcher(index);
  for (const Paper& paper : papers) EXPECT_EQ(searcher.Get(paper.id), paper);
  for (const Paper& paper : records)
    EXPECT_EQ(ToString(writer.PutRecord(RecordJson(paper)).outcome), "unchanged") << paper.id;
}

TEST(Writer, SaysWhatIsWrongWithARecord) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {R"({"id": "1", "title": "T", "date": "2024/2/5"})", "added 1"},
      {R"({"title": "T"})", "added title-fca0011c210c8344"},
      {R"({"doi": "https://doi.org/10.1000/A", "标题": "题"})", "added 10.1000/a"},
      {R"({"id": "2", "title": "U", "date": "soon"})",
       "added 2: 'soon' is not a date, the paper has none / "},
      {R"({"id": "3"})",
       "rejected : the record has neither title nor summary / add a line 'title: ...'"},
      {R"({"id": "3", "name": "T"})",
       "rejected : no field is the title or the authors; there are "
       "id, name / corpus/README.md lists the names of fields"},
      {R"({"id": "3")",
       "rejected : the record is not JSON / a record is one JSON object, as "
       "corpus/README.md shows"},
      {R"([{"id": "3", "title": "T"}])",
       "rejected : the record is no object / a record is one JSON object, as corpus/README.md "
       "shows"},
      {"",
       "rejected : the record is not JSON / a record is one JSON object, as corpus/README.md "
       "shows"},
      {"{\"title\": \"\xFF\"}",
       "rejected : the record is not UTF-8 / convert it, for example: iconv -f LATIN1 -t UTF-8"},
      {R"({"itemType": "attachment", "title": "PDF", "parentItem": "X"})",
       "rejected : the object is a part of a record / put the record"},
  };
  Writer writer(index);
  for (const auto& [record, expected] : cases) {
    const PutResult result = writer.PutRecord(record);
    std::string said = ToString(result.outcome) + ' ' + result.id;
    if (!result.reason.empty()) said += ": " + result.reason + " / " + result.hint;
    EXPECT_EQ(said.substr(0, expected.size()), expected) << record;
  }
  EXPECT_EQ(ToString(writer.Put({.id = "3", .title = "\xFF"}).outcome), "rejected");
  EXPECT_EQ(writer.Put({}).reason, "the record has neither title nor summary");
  const CommitResult result = writer.Commit();
  EXPECT_EQ(result.added.size(), 4U);
  EXPECT_EQ(result.rejected, 9U);
  EXPECT_EQ(Searcher(index).Get("1")->date, "2024-02-05");
}

TEST(Writer, ShowsNothingBeforeACommit) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Steps(index, "+1=soup .");
  const Searcher searcher(index);
  Writer writer(index);
  writer.Put(TitledPaper("2", "soup"));
  writer.Remove("1");
  EXPECT_EQ(Found(searcher, "soup"), "1");
  EXPECT_EQ(Found(Searcher(index), "soup"), "1");
  const std::string commit = writer.Commit().commit;
  EXPECT_EQ(Found(searcher, "soup"), "2");
  EXPECT_EQ(searcher.state().commit, commit);
  writer.Put(TitledPaper("3", "more soup"));
  writer.Commit();
  EXPECT_EQ(Found(searcher, "soup"), "2 3");
}

TEST(Writer, ChangesNothingWithoutACommit) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Steps(index, "+1=T .");
  const auto before = FileContents(index);
  for (const bool rebuild : {false, true})
    EXPECT_EQ(Steps(index, "+2=U -1", {.rebuild = rebuild}),
              std::string("added ") + (rebuild ? "not there" : "removed") + " 1=T");
  EXPECT_EQ(FileContents(index), before);
  // Of an index that was not there nothing stays.
  Steps(folder / "none", "+1=T");
  EXPECT_FALSE(std::filesystem::exists(folder / "none"));
}

TEST(Writer, EndsWithAnError) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Steps(index, "+1=T .");
  const auto before = FileContents(index);
  const std::string ended = "invalid: the writer of '" + index +
                            "' was ended by an error / make another one; the index is as it was "
                            "last committed";
  const auto expect_ended = [&](Writer& writer) {
    EXPECT_EQ(ErrorOf([&] { writer.Commit(); }), ended);
    EXPECT_EQ(ErrorOf([&] { writer.Put({}); }), ended);
    EXPECT_EQ(ErrorOf([&] { writer.PutRecord(""); }), ended);
    EXPECT_EQ(ErrorOf([&] { writer.Remove("1"); }), ended);
    EXPECT_EQ(FileContents(index), before);
  };
  {
    Writer writer(index);
    writer.Put(TitledPaper("2", "U"));
    EXPECT_EQ(
        ErrorOf([&] { writer.Commit([](auto, auto) { throw std::runtime_error("enough"); }); }),
        "the standard's own enough");
    // It holds the index no more.
    EXPECT_EQ(Steps(index, "+1=T ."), "unchanged [commit-000001 1 unchanged] 1=T");
    expect_ended(writer);
  }
  {
    Writer writer(index);
    writer.Put(TitledPaper("2", "U"));
    const std::string in_the_way = folder.Write("index/segment-000002", "");
    EXPECT_EQ(ErrorOf([&] { writer.Commit(); }).substr(0, 4), "io: ");
    std::filesystem::remove(in_the_way);
    expect_ended(writer);
  }
  EXPECT_EQ(Steps(index, "+2=U ."), "added [commit-000002 +2] 1=T 2=U");
}

TEST(Writer, IsTheOnlyOne) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  std::array<char, 256> host{};
  ASSERT_EQ(::gethostname(host.data(), host.size() - 1), 0);
  const std::string holder = "another writer holds '" + index + "' (process " +
                             std::to_string(::getpid()) + " on " + host.data() + ")";
  Writer writer(index);
  writer.Put(TitledPaper("1", "T"));
  for (const bool rebuild : {false, true})
    EXPECT_EQ(ErrorOf([&] { Writer(index, {.rebuild = rebuild}); }),
              "locked: " + holder + " / wait until it is done, then try again");
  const testing::Output dsindex =
      Shell("'" DSSEARCH_DSINDEX "' --index " + index + " '" DSSEARCH_SOURCE_DIR "/corpus'");
  EXPECT_EQ(dsindex.status, 3);
  EXPECT_EQ(dsindex.text, "dsindex: " + holder + "\nhint: wait until it is done, then try again\n");
  writer.Commit();
  EXPECT_EQ(VisiblePapers(index), "1=T");
}

TEST(Writer, TellsHowFarACommitIs) {
  const TemporaryFolder folder;
  Writer writer(folder / "index", {.threads = 2});
  for (const Paper& paper : testing::CorpusPapers()) writer.Put(paper);
  std::vector<std::uint64_t> steps;
  std::uint64_t all = 0;
  writer.Commit([&](std::uint64_t done, std::uint64_t total) {
    steps.push_back(done);
    all = total;
  });
  EXPECT_GT(steps.size(), 10U);
  EXPECT_LE(steps.size(), 102U);
  EXPECT_TRUE(std::is_sorted(steps.begin(), steps.end()));
  ASSERT_FALSE(steps.empty());
  EXPECT_EQ(steps.back(), all);
}

TEST(Writer, StartsAnew) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  {
    const testing::Clock clock(1'000'000);
    indexer::IndexWriter writer(index, indexer::IndexWriter::Mode::kUpdate);
    writer.SetUserTerms(
        indexer::ReadLexiconFile(folder.Write("terms.tsv", "粥厂\tsoup kitchen\n")));
    writer.Put(TitledPaper("1", "T"), "/corpus/a");
    writer.Put(TitledPaper("2", "U"), "/corpus/a");
    writer.Publish();
  }
  const std::string added = Searcher(index).Search({.query = "T"}).hits.at(0).added.time;
  EXPECT_EQ(Steps(index, "+1=T +3=V . +1=V .", {.rebuild = true}),
            "added added [commit-000002 +1 +3] updated [commit-000003 ~1] 1=V 3=V");
  EXPECT_EQ(Searcher(index).Search({.query = "id:1"}).hits.at(0).added.time, added);
  EXPECT_EQ(indexer::ReadUserTerms(format::OpenStoredIndex(index).lexicon).size(), 2U);
}

// An index knows the terms that every one begins with, and learns others from its first papers.
TEST(Writer, NamesDomains) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Writer writer(index);
  writer.Put({.id = "1", .title = "T", .domains = {"数学"}});
  writer.Put({.id = "2", .title = "U", .domains = {"Maths"}});
  writer.Commit();
  const Searcher searcher(index);
  const SearchRequest request = {.filters = {FilterOf("domain", "maths")}};
  EXPECT_EQ(searcher.Search(request).total, 1U);
  for (const auto& [zh, en] :
       {std::pair("数学", ""), {"", "Maths"}, {"数\t学", "Maths"}, {"a", "b\n"}})
    EXPECT_NE(ErrorOf([&] { writer.NameDomain(zh, en); }), "");
  writer.NameDomain("数学", "Mathematics");
  writer.NameDomain("数学", "Maths");
  EXPECT_EQ(writer.Commit().commit, "commit-000002");
  EXPECT_EQ(searcher.Search(request).total, 2U);
}

TEST(Writer, ReadsFiles) {
  const TemporaryFolder folder;
  Shell("mkdir " + (folder / "papers"));
  Shell("printf '{\"id\": \"a\", \"title\": \"T\", \"domain\": \"数学\"}\\n{\"id\"\\n' > " +
        (folder / "papers/a.jsonl"));
  Shell("printf -- '- {zh: 数学, en: Maths}\\n' > " + (folder / "papers/domains.yaml"));
  Writer writer(folder / "index");
  std::string results;
  writer.PutFiles(folder / "papers", [&results](const PutResult& result) {
    results += ToString(result.outcome) + ' ' + result.id + result.reason + '\n';
  });
  EXPECT_EQ(results,
            "added a\nrejected " + (folder / "papers/a.jsonl") + ":2: the line is not JSON\n");
  EXPECT_EQ(ErrorOf([&] { writer.PutFiles(folder / "nowhere"); }),
            "io: no such file or folder: '" + (folder / "nowhere") + "' / check the path");
  EXPECT_EQ(ToString(writer.Commit()), "commit-000001 +a 1 rejected");
  EXPECT_EQ(Searcher(folder / "index").Search({.filters = {FilterOf("domain", "maths")}}).total,
            1U);
}

TEST(Writer, MakesIndexesThatSearchAcrossLanguages) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  Steps(index, "+1=联邦学习 .");
  EXPECT_EQ(Found(Searcher(index), "federated learning"), "1");
}

// dsindex and a program write to one index, and neither takes the other's papers for its own.
TEST(Writer, WritesBesideDsindex) {
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto dsindex = [&](const std::string& records) {
    folder.Write("corpus/papers.jsonl", records);
    std::string text =
        Shell("'" DSSEARCH_DSINDEX "' --index " + index + " " + (folder / "corpus")).text;
    return text.substr(0, text.find(" in ")) + " | " + VisiblePapers(index);
  };
  const std::string one = R"({"id": "1", "title": "T"})";
  const std::string two = R"({"id": "2", "title": "U"})";
  const std::string key = R"({"id": "k", "title": "Maps"})";
  Steps(index, "+p=P +k=Soups .");
  // What a program put is not missing below a path, and keeps its id.
  EXPECT_EQ(dsindex(one + '\n' + two),
            "2 added, 0 updated, 0 unchanged, 0 removed, 0 rejected | 1=T 2=U k=Soups p=P");
  EXPECT_EQ(dsindex(one),
            "0 added, 0 updated, 1 unchanged, 1 removed, 0 rejected | 1=T k=Soups p=P");
  EXPECT_EQ(dsindex(one + '\n' + key).substr(0, 2), "ds") << "it has another id";
  EXPECT_EQ(dsindex(one),
            "0 added, 0 updated, 1 unchanged, 1 removed, 0 rejected | 1=T k=Soups p=P");
  // What a program put last is its own: not missed where it is gone, and taken back where it is
  // not.
  EXPECT_EQ(Steps(index, "+1=t ."), "updated [commit-000006 ~1] 1=t k=Soups p=P");
  EXPECT_EQ(dsindex(two),
            "1 added, 0 updated, 0 unchanged, 0 removed, 0 rejected | 1=t 2=U k=Soups p=P");
  EXPECT_EQ(dsindex(one + '\n' + two),
            "0 added, 1 updated, 1 unchanged, 0 removed, 0 rejected | 1=T 2=U k=Soups p=P");
  EXPECT_EQ(dsindex(two),
            "0 added, 0 updated, 1 unchanged, 1 removed, 0 rejected | 2=U k=Soups p=P");
  // What a program removes comes back with the files that have it.
  EXPECT_EQ(Steps(index, "-2 -p ."), "removed removed [commit-000010 -2 -p] k=Soups");
  EXPECT_EQ(dsindex(two), "1 added, 0 updated, 0 unchanged, 0 removed, 0 rejected | 2=U k=Soups");
}

}  // namespace
}  // namespace dssearch
