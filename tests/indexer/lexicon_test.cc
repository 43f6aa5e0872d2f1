// How a lexicon is encoded, merged and kept.

#include "searcher/format/lexicon.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "dssearch/paper.h"
#include "indexer/index_writer.h"
#include "indexer/lexicon/lexicon_merge.h"
#include "indexer/lexicon/lexicon_reader.h"
#include "searcher/format/stored_index.h"
#include "tests/indexer/lexicon_papers.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using format::LexiconEntry;
using format::Origin;
using testing::TeachingPapers;
using testing::TemporaryFolder;
using testing::TranslationsOf;

TEST(Lexicon, IsDecodedAsItWasEncoded) {
  const std::vector<LexiconEntry> entries = {
      {"强 化 学 习",
       "强化学习",
       {{"reinforcement learning", 0.94, 120, Origin::kLearnt}, {"RL", 0.72, 0, Origin::kSeed}}},
      {"reinforc learn", "reinforcement learning", {{"强化学习", 1, 0, Origin::kUser}}}};
  EXPECT_EQ(format::DecodeEntries(format::EncodeEntries(entries)), entries);
  EXPECT_TRUE(format::DecodeEntries("").empty());
  EXPECT_TRUE(format::DecodeEntries("a\tb\tc\nk\tt\tx\tmany\t0\ts\n").empty());
  EXPECT_EQ(format::LexiconKey("强 化 学 习"), format::LexiconKey("强 制"));
}

TEST(Lexicon, TheUserComesFirst) {
  const LexiconEntry seed{"a", "a", {{"seed", 0.9, 0, Origin::kSeed}}};
  const LexiconEntry learnt{"a", "a", {{"learnt", 0.95, 7, Origin::kLearnt}}};
  const LexiconEntry user{"a", "a", {{"user", 1, 0, Origin::kUser}}};
  const auto merged = [](std::vector<LexiconEntry> entries) {
    return TranslationsOf(indexer::MergeEntries(std::move(entries)), "a");
  };
  EXPECT_EQ(merged({seed, learnt}), "learnt, seed");
  EXPECT_EQ(merged({learnt, user, seed}), "user");
  // The same by two is one, as it was written by hand.
  EXPECT_EQ(merged({{"a", "a", {{"moe", 0.95, 7, Origin::kLearnt}}},
                    {"a", "a", {{"MoE", 0.8, 0, Origin::kSeed}}}}),
            "MoE");
}

std::string InIndex(const std::string& index, const std::string& term) {
  return TranslationsOf(format::ReadLexicon(format::OpenStoredIndex(index).lexicon), term);
}

TEST(Lexicon, SurvivesUpdatesAndRebuilds) {
  using Mode = indexer::IndexWriter::Mode;
  const TemporaryFolder folder;
  const std::string index = folder / "index";
  const auto run = [&](Mode mode, const std::vector<Paper>& papers, const std::string& own) {
    indexer::IndexWriter writer(index, mode);
    if (!own.empty()) writer.SetUserTerms(indexer::ReadLexicon("own", own, Origin::kUser));
    writer.AddTerms(indexer::SeedLexicon());
    for (const Paper& paper : papers) writer.Put(paper, "test");
    writer.Publish();
  };
  std::vector<Paper> papers = TeachingPapers();
  run(Mode::kUpdate, papers, "大白菜\tbok choy\n");
  EXPECT_EQ(InIndex(index, "联邦学习"), "federated learning, FL");
  EXPECT_EQ(InIndex(index, "大白菜"), "bok choy");
  EXPECT_EQ(InIndex(index, "强化学习"), "reinforcement learning, RL");

  Paper& more = papers.emplace_back();
  more.id = "more";
  more.title = "one more";
  run(Mode::kUpdate, papers, "");
  EXPECT_EQ(InIndex(index, "联邦学习"), "federated learning, FL");
  EXPECT_EQ(InIndex(index, "大白菜"), "bok choy");

  run(Mode::kUpdate, papers, "小白菜\tpak choi\n");
  EXPECT_EQ(InIndex(index, "小白菜"), "pak choi");
  EXPECT_EQ(InIndex(index, "大白菜"), "") << "what the user gave before is replaced";
  EXPECT_EQ(InIndex(index, "联邦学习"), "federated learning, FL");

  run(Mode::kRebuild, papers, "");
  EXPECT_EQ(InIndex(index, "联邦学习"), "federated learning, FL");
  EXPECT_EQ(InIndex(index, "小白菜"), "pak choi");

  run(Mode::kUpdate, papers, "# none\n");
  EXPECT_EQ(InIndex(index, "小白菜"), "") << "an empty lexicon takes the user's terms away";
  EXPECT_EQ(InIndex(index, "联邦学习"), "federated learning, FL");
}

TEST(Lexicon, KeepsTheUsersTermsWhenAWriterPublishesAgain) {
  using Mode = indexer::IndexWriter::Mode;
  for (const Mode mode : {Mode::kUpdate, Mode::kRebuild}) {
    const TemporaryFolder folder;
    const std::string index = folder / "index";
    indexer::IndexWriter writer(index, mode);
    writer.SetUserTerms(indexer::ReadLexicon("own", "大白菜\tbok choy\n", Origin::kUser));
    for (const char* const id : {"one", "two", "three"}) {
      Paper paper;
      paper.id = id;
      paper.title = "T";
      writer.Put(paper, "test");
      writer.Publish();
      EXPECT_EQ(InIndex(index, "大白菜"), "bok choy") << id;
    }
  }
}

}  // namespace
}  // namespace dssearch
