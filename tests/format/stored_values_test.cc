#include "searcher/format/stored_values.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <sstream>
#include <string>
#include <utility>

#include "dssearch/error.h"

namespace dssearch::format {
namespace {

// Values by slot and document.
using Values = std::map<std::pair<unsigned, Xapian::docid>, std::string>;

std::string Written(const Values& values) {
  std::ostringstream file;
  StoredValuesWriter writer(file);
  for (const auto& [key, value] : values) writer.Add(key.first, key.second, value);
  writer.Finish();
  return std::move(file).str();
}

Values RandomValues(std::mt19937& random) {
  Values values;
  for (const unsigned slot : StoredValues::kSlots)
    for (Xapian::docid doc = 1; doc <= 50; ++doc)
      if (random() % 3 != 0)
        values[{slot, doc}] = std::string(random() % 40, static_cast<char>(random()));
  return values;
}

TEST(StoredValues, HoldWhatWasAdded) {
  std::mt19937 random(1);
  for (int round = 0; round < 20; ++round) {
    const Values values = round == 0 ? Values() : RandomValues(random);
    const StoredValues stored(Written(values));
    for (const unsigned slot : StoredValues::kSlots)
      for (Xapian::docid doc = 0; doc <= 60; ++doc) {
        const auto found = values.find({slot, doc});
        EXPECT_EQ(stored.Of(slot, doc), found == values.end() ? "" : found->second);
      }
    EXPECT_EQ(stored.Of(1, 1), "");
  }
}

// The sanitizers say whether anything outside of the bytes was read.
TEST(StoredValues, RefuseOrReadAnyBytes) {
  std::mt19937 random(2);
  int refused = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes = Written(RandomValues(random));
    if (round % 3 == 0) {
      bytes.resize(random() % bytes.size());
    } else {
      bytes[bytes.size() - 1 - random() % (round % 3 == 1 ? 40 : bytes.size())] ^=
          static_cast<char>(1 << random() % 8);
    }
    try {
      const StoredValues stored(std::move(bytes));
      for (const unsigned slot : StoredValues::kSlots)
        for (Xapian::docid doc = 0; doc <= 60; ++doc) std::string(stored.Of(slot, doc));
    } catch (const Error& e) {
      EXPECT_STREQ(e.what(), "the stored values of the index are damaged");
      ++refused;
    }
  }
  EXPECT_GT(refused, 100);
  EXPECT_LT(refused, 1900);
}

}  // namespace
}  // namespace dssearch::format
