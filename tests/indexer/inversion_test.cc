#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <random>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "indexer/glass/glass_writer.h"
#include "indexer/inversion/database_source.h"
#include "indexer/inversion/inverter.h"
#include "indexer/inversion/merge.h"
#include "indexer/inversion/sorted_run.h"
#include "indexer/inversion/title_order.h"
#include "searcher/format/columns.h"
#include "searcher/format/record.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/schema.h"
#include "searcher/format/stored_values.h"
#include "searcher/text/collation.h"
#include "tests/indexer/glass_databases.h"
#include "tests/testing/index.h"

namespace dssearch::indexer {
namespace {

using testing::TestDocument;

TEST(Inverter, AddsUpWhatADocumentHas) {
  Inverter inverter;
  const auto inverted = [&inverter] {
    std::string out;
    inverter.ForEachTerm([&](std::string_view term, std::span<const Inverter::Posting> postings) {
      out.append(out.empty() ? "" : ", ").append(term);
      for (const auto& [document, wdf] : postings)
        out += ' ' + std::to_string(document) + '/' + std::to_string(wdf);
    });
    for (const Xapian::termcount length : inverter.lengths()) out += "; " + std::to_string(length);
    return out;
  };
  EXPECT_EQ(inverted(), "");
  inverter.BeginDocument();
  inverter.AddTerm("b", 1);
  inverter.AddTerm("a", 0);
  inverter.AddTerm("b", 2);
  inverter.BeginDocument();
  inverter.BeginDocument();
  inverter.AddTerm("ab", 1);
  inverter.AddTerm("b", 4);
  inverter.AddTerm("abcdefghz", 1);
  inverter.AddTerm("abcdefgha", 1);
  inverter.AddTerm("abcdefgh", 1);
  EXPECT_EQ(inverted(),
            "a 1/0, ab 3/1, abcdefgh 3/1, abcdefgha 3/1, abcdefghz 3/1, b 1/3 3/4; 3; 0; 8");
  inverter.Clear();
  EXPECT_EQ(inverted(), "");
  inverter.BeginDocument();
  inverter.AddTerm("b", 1);
  EXPECT_EQ(inverted(), "b 1/1; 1");
}

// The first sixteen bytes of these terms are the same, and so are 32 bits of their hashes (XXH3).
TEST(Inverter, TellsTermsWithTheSameHashApart) {
  Inverter inverter;
  inverter.BeginDocument();
  inverter.AddTerm("0123456789abcdef110189", 1);
  inverter.AddTerm("0123456789abcdef114098", 2);
  std::string wdfs;
  inverter.ForEachTerm([&](std::string_view, std::span<const Inverter::Posting> postings) {
    wdfs += std::to_string(postings.front().wdf) + ' ';
  });
  EXPECT_EQ(wdfs, "1 2 ");
}

TEST(TitleOrder, IsByTitleThenById) {
  struct Document {
    const char* title;
    const char* id;
  };
  const std::vector<Document> documents = {
      {"rivers", "3"}, {"", "0"}, {"a river of the north", "1"},
      {"rivers", "2"}, {"", "9"}, {"a river of the 北", "4"},
      {"\xFF", "5"},   {"", "1"}, {"rivers", "2"}};
  TitleOrder order(documents.size());
  for (Xapian::docid doc = 1; doc <= documents.size(); ++doc) {
    const auto& [title, id] = documents[doc - 1];
    order.SetId(doc, id);
    if (*title != '\0') order.SetTitle(doc, title);
  }
  EXPECT_EQ(order.Places(), (std::vector<std::uint32_t>{0, 5, 7, 1, 3, 9, 2, 6, 8, 4}));
  EXPECT_EQ(TitleOrder(0).Places(), std::vector<std::uint32_t>{0});
}

class RandomDocuments {
 public:
  explicit RandomDocuments(unsigned seed) : random_(seed) {}

  std::size_t Below(std::size_t limit) {
    return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random_);
  }

  TestDocument One() {
    TestDocument document;
    for (std::size_t i = Below(30); i > 0; --i) document.terms[Term()] += Count();
    for (std::size_t i = Below(5); i > 0; --i)
      document.values[SomeSlot()] =
          std::string(1 + Below(Below(50) == 0 ? 5000 : 40), static_cast<char>(Below(256)));
    const std::string title = Below(5) == 0 ? "" : std::string(1 + Below(3), 'a') + Term();
    document.values[format::kRecordSlot] =
        packer_.Pack(format::EncodeRecord({.id = "1", .title = title}));
    if (!title.empty()) document.values[format::kTitleOrderSlot] = collation_.SortKey(title);
    return document;
  }

 private:
  // Few terms that many documents have, and many that few have, of any bytes.
  std::string Term() {
    if (Below(2) == 0) return "w" + std::to_string(Below(1 + Below(20)));
    std::string term;
    for (std::size_t i = 1 + Below(4); i > 0; --i) term += static_cast<char>(Below(256));
    return term;
  }

  Xapian::valueno SomeSlot() {
    return Below(4) == 0 ? format::kForwardPositionsSlot
                         : static_cast<Xapian::valueno>(Below(6) * 25);
  }

  Xapian::termcount Count() {
    return static_cast<Xapian::termcount>(Below(10) == 0 ? Below(100'000) : Below(4));
  }

  std::mt19937 random_;
  format::RecordPacker packer_;
  text::Collation collation_;
};

// Runs of random sizes behind a published segment, or two, are what Xapian makes of all documents.
TEST(MergeSources, WriteWhatXapianWould) {
  for (unsigned seed = 0; seed < 6; ++seed) {
    RandomDocuments random(seed);
    std::vector<TestDocument> all(random.Below(5000));
    for (TestDocument& document : all) document = random.One();
    const testing::TemporaryFolder folder;

    std::vector<std::unique_ptr<MergeSource>> sources;
    std::vector<SortedRun> runs(all.size() + 1);
    Inverter inverter;
    for (std::size_t begin = 0, i = 0; begin < all.size() || i == 0; ++i) {
      const std::size_t end = std::min(all.size(), begin + random.Below(1500));
      const std::string path = folder / std::to_string(i);
      const std::span<const TestDocument> batch = std::span(all).subspan(begin, end - begin);
      begin = end;
      if (i < seed % 3) {
        const Xapian::Database database =
            testing::XapianDatabase(path, {batch.begin(), batch.end()}, {});
        std::ostringstream columns;
        format::WriteColumns(database, columns);
        std::ostringstream values;
        format::WriteStoredValues(database, values);
        sources.push_back(OpenDatabaseSource(
            database, std::make_shared<format::Columns>(std::move(columns).str()),
            std::make_shared<format::StoredValues>(std::move(values).str())));
        continue;
      }
      inverter.Clear();
      for (const TestDocument& document : batch) {
        inverter.BeginDocument();
        for (const auto& [term, wdf] : document.terms) inverter.AddTerm(term, wdf);
        for (const auto& [slot, value] : document.values) inverter.SetValue(slot, value);
      }
      runs[i] = SortedRun::Write(inverter, path);
      sources.push_back(runs[i].Open());
    }
    glass::GlassWriter writer(folder / "ours");
    std::string terms;
    std::vector<std::tuple<unsigned, Xapian::docid, std::string_view>> values;
    const ValueSink add_value = [&](unsigned slot, Xapian::docid document, std::string_view value) {
      values.emplace_back(slot, document, value);
    };
    MergeSources(sources, LengthsOf(sources), writer, add_value,
                 [&](std::string_view term, std::span<const Xapian::docid> documents,
                     std::span<const Xapian::termcount> wdfs) {
                   EXPECT_EQ(documents.size(), wdfs.size());
                   EXPECT_TRUE(std::is_sorted(documents.begin(), documents.end()));
                   terms.append(term) += '\n';
                 });
    writer.Finish({});
    EXPECT_TRUE(std::is_sorted(values.begin(), values.end()));
    for (const auto& [slot, document, value] : values) {
      const auto found = all[document - 1].values.extract(slot);
      ASSERT_TRUE(!found.empty() && found.mapped() == value) << slot << " of " << document;
    }
    for (const TestDocument& document : all) ASSERT_TRUE(document.values.empty());

    const Xapian::Database ours(folder / "ours");
    EXPECT_EQ(testing::Difference(ours, testing::XapianDatabase(folder / "theirs", all, {})), "")
        << "seed " << seed;
    testing::ExpectSound(folder / "ours");
    std::string expected;
    for (auto term = ours.allterms_begin(); term != ours.allterms_end(); ++term)
      expected += *term + '\n';
    EXPECT_EQ(terms, expected);
  }
}

}  // namespace
}  // namespace dssearch::indexer
