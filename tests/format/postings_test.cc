#include "searcher/format/postings.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <map>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "dssearch/error.h"
#include "searcher/format/schema.h"
#include "searcher/format/stem_forms.h"
#include "tests/testing/index.h"

namespace dssearch::format {
namespace {

using List = std::map<std::uint32_t, unsigned>;

std::string Written(const Xapian::Database& database) {
  std::ostringstream file;
  WritePostings(database, file);
  return std::move(file).str();
}

List ListOf(const PostingBlocks& blocks) {
  List list;
  blocks.ForEach([&](std::uint32_t doc, unsigned term_freq) { list[doc] = term_freq; });
  return list;
}

TEST(Postings, HaveTheTermsThatAreNotRare) {
  std::mt19937 random(1);
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (int doc = 0; doc < 500; ++doc) {
    Xapian::Document document;
    for (int i = 0; i < 60; ++i)
      document.add_term("w" + std::to_string(random() % (1 + random() % 2000)), random() % 4);
    database.add_document(document);
  }
  const Postings postings(Written(database));
  std::size_t rare = 0;
  for (auto it = database.allterms_begin(); it != database.allterms_end(); ++it) {
    const auto found = postings.Find(*it);
    ASSERT_EQ(found.has_value(), it.get_termfreq() >= Postings::kLeastDocFreq) << *it;
    rare += found ? 0 : 1;
    if (!found) continue;
    List list;
    for (auto doc = database.postlist_begin(*it); doc != database.postlist_end(*it); ++doc)
      list[*doc] = doc.get_wdf();
    EXPECT_EQ(ListOf(*found), list) << *it;
    EXPECT_EQ(found->collection_freq(), database.get_collection_freq(*it));
  }
  EXPECT_GT(rare, 100U);
  EXPECT_FALSE(postings.Find("none"));
  EXPECT_FALSE(postings.Find(""));
}

TEST(Postings, HaveStemsOfSeveralForms) {
  const testing::TemporaryFolder folder;
  Xapian::WritableDatabase database(folder / "database");
  for (unsigned doc = 1; doc <= 12; ++doc) {
    Xapian::Document document;
    document.add_term(doc % 2 == 0 ? "computing" : "computes", doc);
    if (doc == 3) document.add_term("computing", 10);
    document.add_term("model");
    if (doc < 9) document.add_term(SurfaceTerm(kTitleField, doc < 5 ? "computes" : "computing"));
    database.add_document(document);
  }
  for (const auto& [key, value] :
       {FormsEntry("comput", {"computing", "computes"}), FormsEntry("model", {"model"})})
    database.set_metadata(key, value);
  database.commit();
  const Postings postings(Written(database));
  const auto stem = postings.Find(StemTerm(kTextField, "comput"));
  ASSERT_TRUE(stem);
  EXPECT_EQ(ListOf(*stem), (List{{1, 1},
                                 {2, 2},
                                 {3, 13},
                                 {4, 4},
                                 {5, 5},
                                 {6, 6},
                                 {7, 7},
                                 {8, 8},
                                 {9, 9},
                                 {10, 10},
                                 {11, 11},
                                 {12, 12}}));
  const auto in_titles = postings.Find(StemTerm(kTitleField, "comput"));
  ASSERT_TRUE(in_titles);
  EXPECT_EQ(in_titles->doc_freq(), 8U);
  EXPECT_FALSE(postings.Find(StemTerm(kTextField, "model")));  // That of its only form.
  EXPECT_TRUE(postings.Find("model"));
}

TEST(Postings, OfNoDocumentsAreEmpty) {
  const Postings postings(Written(Xapian::WritableDatabase("", Xapian::DB_BACKEND_INMEMORY)));
  EXPECT_FALSE(postings.Find("a"));
}

// Whatever the bytes are, they are read safely, or refused.
TEST(Postings, RefuseOrReadAnyBytes) {
  std::mt19937 random(2);
  Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
  for (int doc = 0; doc < 300; ++doc) {
    Xapian::Document document;
    for (int i = 0; i < 30; ++i) document.add_term("w" + std::to_string(random() % 50));
    database.add_document(document);
  }
  const std::string written = Written(database);
  std::size_t refused = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string bytes = written;
    if (round % 3 == 0) {
      bytes.resize(random() % bytes.size());
    } else {
      // Every other time in the hash table and behind it.
      const std::size_t part =
          round % 2 == 0 ? bytes.size() : std::min<std::size_t>(bytes.size(), 300);
      bytes[bytes.size() - 1 - random() % part] ^= static_cast<char>(1 << random() % 8);
    }
    try {
      const Postings postings(std::move(bytes));
      for (int i = 0; i < 50; ++i)
        if (const auto found = postings.Find("w" + std::to_string(i));
            found && found->block_count() < 10'000)
          ListOf(*found);
    } catch (const Error& e) {
      EXPECT_EQ(e.code(), ErrorCode::kIndexCorrupt);
      EXPECT_STREQ(e.what(), "the posting lists of the index are damaged");
      ++refused;
    }
  }
  EXPECT_GT(refused, 100U);
  EXPECT_LT(refused, 2900U);
}

}  // namespace
}  // namespace dssearch::format
