#include "indexer/glass/glass_writer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "indexer/glass/encoding.h"
#include "tests/indexer/glass_databases.h"
#include "tests/indexer/index_contents.h"
#include "tests/testing/index.h"

namespace dssearch::indexer::glass {
namespace {

using testing::Metadata;
using testing::TestDocument;

Xapian::Database OurDatabase(const std::string& path, const std::vector<TestDocument>& documents,
                             const Metadata& metadata) {
  std::vector<Xapian::termcount> lengths;
  std::map<std::string, std::pair<std::vector<Xapian::docid>, std::vector<Xapian::termcount>>>
      terms;
  for (const TestDocument& document : documents) {
    lengths.push_back(0);
    const auto number = static_cast<Xapian::docid>(lengths.size());
    for (const auto& [term, wdf] : document.terms) {
      lengths.back() += wdf;
      terms[term].first.push_back(number);
      terms[term].second.push_back(wdf);
    }
  }
  GlassWriter writer(path);
  writer.AddLengths(lengths);
  for (const auto& [term, list] : terms) writer.AddPostings(term, list.first, list.second);
  writer.Finish(metadata);
  return Xapian::Database(path);
}

// Documents with words that so many have.
std::vector<TestDocument> Documents(Xapian::docid number) {
  std::vector<TestDocument> documents(number);
  for (Xapian::docid i = 0; i < number; ++i) {
    documents[i].terms["all"] = i % 300;
    documents[i].terms["id" + std::to_string(i)] = 1;
    if (i % 2 == 0) documents[i].terms["even"] = i % 5;
  }
  return documents;
}

TEST(GlassWriter, WritesWhatXapianWould) {
  const std::string long_term(245, 'x');
  std::string with_zeros("a\0b\0\0c", 6);
  struct Case {
    const char* name;
    std::vector<TestDocument> documents;
    Metadata metadata;
  };
  const std::vector<Case> cases = {
      {"nothing", {}, {}},
      {"metadata alone", {}, {{"a", "1"}, {"b", std::string(100'000, 'b')}}},
      {"a document without anything", {{}}, {}},
      {"one of several", {{}, {{{"a", 3}}}, {}}, {}},
      {"terms without wdf", {{{{"a", 0}, {"b", 0}}}}, {}},
      {"zero bytes",
       {{{{with_zeros, 2}, {std::string(1, '\0'), 1}, {std::string("\0\xE0", 2), 1}, {"a", 1}}}},
       {{std::string("k\0", 2), std::string("\0", 1)}}},
      {"long terms",
       {{{{long_term, 1}, {long_term.substr(1) + 'y', 300}, {std::string(122, '\0') + 'a', 1}}},
        {{{long_term, 0x10000000}}}},
       {}},
      {"empty metadata", Documents(2), {{"a", ""}, {"b", "1"}}},
      {"many chunks", Documents(20'000), {{"k", "v"}}},
  };
  for (const auto& [name, documents, metadata] : cases) {
    const testing::TemporaryFolder folder;
    const Xapian::Database theirs = testing::XapianDatabase(folder / "theirs", documents, metadata);
    const Xapian::Database ours = OurDatabase(folder / "ours", documents, metadata);
    EXPECT_EQ(testing::Difference(ours, theirs), "") << name;
    testing::ExpectSound(folder / "ours");
  }
}

// Lists of all lengths around those of a chunk, and terms of all lengths in a block.
TEST(GlassWriter, CutsListsAndBlocksAnywhere) {
  std::vector<TestDocument> documents(2100);
  for (unsigned i = 0; i < documents.size(); ++i) {
    for (unsigned length = 980; length < 1020; ++length)
      if (i < length) documents[i].terms["to " + std::to_string(length)] = 1;
    const std::string word(1 + i % 244, 'w');
    documents[i].terms[i % 3 == 0 ? word : word + static_cast<char>('0' + i % 10)] = i;
  }
  const testing::TemporaryFolder folder;
  const Xapian::Database theirs = testing::XapianDatabase(folder / "theirs", documents, {});
  const Xapian::Database ours = OurDatabase(folder / "ours", documents, {});
  EXPECT_EQ(testing::Difference(ours, theirs), "");
  testing::ExpectSound(folder / "ours");
}

TEST(GlassWriter, IsSearchedByXapian) {
  const testing::TemporaryFolder folder;
  const std::vector<TestDocument> documents = Documents(10'000);
  const auto answer = [](const Xapian::Database& database, const std::string& query) {
    Xapian::QueryParser parser;
    parser.set_database(database);
    Xapian::Enquire enquire(database);
    enquire.set_query(parser.parse_query(query));
    std::string out;
    const Xapian::MSet found = enquire.get_mset(0, 20, 10'000);
    for (auto it = found.begin(); it != found.end(); ++it)
      out += std::to_string(*it) + ' ' + std::to_string(it.get_weight()) + '\n';
    return out + std::to_string(found.get_matches_estimated());
  };
  const Xapian::Database theirs = testing::XapianDatabase(folder / "theirs", documents, {});
  const Xapian::Database ours = OurDatabase(folder / "ours", documents, {});
  for (const char* query : {"all", "even AND id77", "even OR id78 OR all", "all NOT even", "none",
                            "even AND (id8 OR id9998)"})
    EXPECT_EQ(answer(ours, query), answer(theirs, query)) << query;
}

TEST(GlassWriter, WritesTheSameBytesAgain) {
  const testing::TemporaryFolder folder;
  OurDatabase(folder / "a", Documents(1000), {{"k", "v"}});
  OurDatabase(folder / "b", Documents(1000), {{"k", "v"}});
  OurDatabase(folder / "c", Documents(1000), {{"k", "w"}});
  auto files = testing::FileContents(folder.path());
  EXPECT_EQ(files[folder / "a/postlist.glass"], files[folder / "b/postlist.glass"]);
  EXPECT_EQ(files[folder / "a/iamglass"], files[folder / "b/iamglass"]);
  EXPECT_NE(files[folder / "a/iamglass"], files[folder / "c/iamglass"]);  // Another id.
}

TEST(GlassWriter, TellsWhatItCannotWrite) {
  const testing::TemporaryFolder folder;
  GlassWriter writer(folder / "a");
  const std::vector<Xapian::docid> documents = {1};
  const std::vector<Xapian::termcount> wdfs = {1};
  EXPECT_THROW(writer.AddPostings(std::string(256, 'x'), documents, wdfs),
               Xapian::InvalidArgumentError);
  folder.Write("file", "");
  EXPECT_ANY_THROW(GlassWriter(folder / "file/b").Finish({}));
}

TEST(Encoding, KeepsTheOrderOfNumbers) {
  std::string last;
  for (const std::uint32_t number :
       {0U, 1U, 0x7FFFU, 0x8000U, 0x3FFFFFU, 0x400000U, 0x1FFFFFFFU, 0x20000000U, 0xFFFFFFFFU}) {
    std::string bytes;
    AppendOrdered(number, bytes);
    EXPECT_LT(last, bytes) << number;
    EXPECT_NE(bytes.front(), '\xFF');
    last = bytes;
  }
}

TEST(Encoding, GivesBackWhatItTook) {
  std::string bytes;
  const std::vector<std::uint64_t> numbers = {0, 127, 128, 300, 0xFFFFFFFF, ~std::uint64_t{0}};
  for (const std::uint64_t number : numbers) AppendNumber(number, bytes);
  AppendText("text", bytes);
  const char* at = bytes.data();
  for (const std::uint64_t number : numbers) EXPECT_EQ(TakeNumber(at), number);
  EXPECT_EQ(TakeText(at), "text");
  EXPECT_EQ(at, bytes.data() + bytes.size());
}

}  // namespace
}  // namespace dssearch::indexer::glass
