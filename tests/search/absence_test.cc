// What a search says of things that it is asked for and the index does not have.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "indexer/index_writer.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

class Absence : public ::testing::Test {
 protected:
  static const Searcher& Index() {
    static const testing::TemporaryFolder folder;
    static const Searcher searcher([] {
      std::vector<Paper> papers = testing::Titled(
          {"Graph networks", "Graph theory", "图神经网络", "鸟类的迁徙", "Reinforcement learning"});
      papers[0].authors = {"Zhihong Shao", "Peiyi Wang"};
      papers[0].domains = {"数学推理"};
      papers[0].keywords_en = {"graph neural network"};
      papers[0].venue = "NeurIPS";
      papers[1].authors = {"李明"};
      papers[1].domains = {"代码智能", "数学推理"};
      papers[2].domains = {"视觉语言"};
      indexer::IndexWriter writer(folder / "index", indexer::IndexWriter::Mode::kUpdate);
      for (const Paper& paper : papers) writer.Put(paper, "test");
      writer.AddLabels({{"数学推理", "mathematical reasoning"}});
      writer.Publish();
      return folder / "index";
    }());
    return searcher;
  }

  // The notes of a search, with bars between, except those on the number of words.
  static std::string Notes(const SearchRequest& request) {
    std::string all;
    for (const Note& note : Index().Search(request).notes)
      if (note.kind != Note::Kind::kSomeWords && note.kind != Note::Kind::kFewHaveAll &&
          note.kind != Note::Kind::kMoreHaveSome)
        all += (all.empty() ? "" : " | ") + note.text();
    return all;
  }
};

TEST_F(Absence, NamesTheNearestValue) {
  struct Row {
    const char* field;
    const char* value;
    const char* note;
  };
  constexpr Row kRows[] = {
      {"domain", "数学推理", ""},
      {"domain", "Mathematical Reasoning", ""},
      {"domain", "数学", "no paper has the domain 数学; nearest: 数学推理"},
      {"domain", "数學椎理", "no paper has the domain 数學椎理; nearest: 数学推理"},
      {"domain", "math reasoning",
       "no paper has the domain math reasoning; nearest: mathematical reasoning"},
      {"domain", "没有", "no paper has the domain 没有; there are: 数学推理, 代码智能, 视觉语言"},
      {"author", "Zhihong Shao", ""},
      {"author", "Zhihong Shoa", "no paper has the author Zhihong Shoa; nearest: Zhihong Shao"},
      {"author", "Shao, Zhihong", "no paper has the author Shao, Zhihong; nearest: Zhihong Shao"},
      {"author", "李鸣", "no paper has the author 李鸣; nearest: 李明"},
      {"venue", "NIPS", "no paper has the venue NIPS; nearest: NeurIPS"},
      {"keyword", "graph networks",
       "no paper has the keyword graph networks; nearest: graph neural network"},
      {"lang", "fr", "no paper has the lang fr; there are: en, zh"},
  };
  for (const auto& [field, value, note] : kRows) {
    for (const bool exclude : {false, true})
      EXPECT_EQ(Notes({.filters = {{field, value, exclude}}}), note) << field << ' ' << value;
    // By the field an author is found whatever the order of the names.
    if (std::string_view(value) == "Shao, Zhihong") continue;
    EXPECT_EQ(Notes({.query = std::string(field) + ":\"" + value + '"'}), note)
        << field << ' ' << value;
  }
  EXPECT_EQ(Notes({.query = "graph -domain:数学"}),
            "no paper has the domain 数学; nearest: 数学推理");
  EXPECT_EQ(Notes({.query = "id:nothing graph"}), "");
}

TEST_F(Absence, SaysWhereAFieldHasNoValues) {
  const testing::TestIndex index(testing::Titled({"Graph networks"}));
  const SearchResponse response = index.searcher().Search({.filters = {{"venue", "ICLR"}}});
  ASSERT_EQ(response.notes.size(), 1U);
  EXPECT_EQ(response.notes[0].text(), "no paper has: venue:ICLR");
}

TEST_F(Absence, NamesTheWordsThatNoPaperHas) {
  struct Row {
    const char* query;
    const char* notes;
  };
  constexpr Row kRows[] = {
      {"graph", ""},
      {"zebra", ""},  // "0 papers for zebra" says it.
      {"graph zebra", "no paper has: zebra"},
      {"Zebra graph the quagga", "no paper has: Zebra, quagga"},
      {"zebra quagga zebra", "no paper has: zebra, quagga"},
      {"鹦鹉 迁徙", "no paper has: 鹦鹉"},
      {"鹦鹉鸟类", "no paper has: 鹦鹉"},
      {"graph \"theory networks\" learning", "no paper has: \"theory networks\""},
      {"title:zebra graph", "no paper has: title:zebra"},
      {"zebr* graph", "no paper has: zebr*"},
      {"graph -zebra", ""},
      {"graph (zebra OR theory) quagga", "no paper has: zebra, quagga"},
      {"graph reinforcement", ""},
      {"zebra lang:en", "no paper has: zebra"},
  };
  for (const auto& [query, notes] : kRows) EXPECT_EQ(Notes({.query = query}), notes) << query;
  EXPECT_EQ(Notes({.query = "zebra", .since = "2024"}), "no paper has: zebra");
  EXPECT_EQ(Notes({.query = "graph", .filters = {{"lang", "zh"}}}), "");
}

}  // namespace
}  // namespace dssearch
