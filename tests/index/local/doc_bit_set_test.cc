#include "searcher/index/local/doc_bit_set.h"

#include <gtest/gtest.h>

#include <vector>

namespace dssearch {
namespace {

TEST(DocBitSet, AddsRanges) {
  for (const Xapian::docid first : {0U, 1U, 63U, 64U, 65U, 127U})
    for (const Xapian::docid last : {first, first + 1, 126U, 127U, 128U, 199U}) {
      if (last < first) continue;
      DocBitSet range(200);
      DocBitSet expected(200);
      range.AddRange(first, last);
      for (Xapian::docid doc = first; doc <= last; ++doc) expected.Add(doc);
      EXPECT_EQ(range, expected) << first << ' ' << last;
    }
}

TEST(DocBitSet, VisitsTheDocumentsInARange) {
  DocBitSet docs(300);
  for (const Xapian::docid doc : {0U, 63U, 64U, 100U, 191U, 192U, 300U}) docs.Add(doc);
  std::vector<Xapian::docid> visited;
  docs.ForEachIn(64, 192, [&](Xapian::docid doc) { visited.push_back(doc); });
  docs.ForEachIn(256, 4096, [&](Xapian::docid doc) { visited.push_back(doc); });
  EXPECT_EQ(visited, (std::vector<Xapian::docid>{64, 100, 191, 300}));
}

}  // namespace
}  // namespace dssearch
