#include "searcher/index/local/local_term_cursor.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/testing/index.h"

namespace dssearch {
namespace {

// A list of so many documents takes several blocks, which are passed over.
TEST(TermCursor, FindsTheTermBehindALongList) {
  const testing::TemporaryFolder folder;
  Xapian::WritableDatabase database(folder / "database", Xapian::DB_CREATE | Xapian::DB_NO_SYNC);
  for (int i = 0; i < 20'000; ++i) {
    Xapian::Document document;
    for (const char* const term : {"a", "ab", "b"}) document.add_term(term);
    if (i == 77)
      for (const char* const term : {"a a", "aa", "abb", "c"}) document.add_term(term);
    database.add_document(document);
  }
  database.commit();
  const LocalReader reader(std::vector<Xapian::Database>{database});
  for (const auto& [prefix, expected] :
       {std::pair("", "a 20000, a a 1, aa 1, ab 20000, abb 1, b 20000, c 1, "),
        {"a", "a 20000, a a 1, aa 1, ab 20000, abb 1, "},
        {"ab", "ab 20000, abb 1, "},
        {"b", "b 20000, "},
        {"d", ""}}) {
    std::string terms;
    for (auto it = reader.Terms(prefix); !it->AtEnd(); it->Next())
      terms += it->term() + ' ' + std::to_string(it->doc_freq()) + ", ";
    EXPECT_EQ(terms, expected) << prefix;
  }
}

}  // namespace
}  // namespace dssearch
