#include "searcher/index/local/match/posting_cursor.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "searcher/index/local/local_reader.h"
#include "searcher/index/local/posting_list.h"

namespace dssearch {
namespace {

// The postings of a term by document of the index.
using Postings = std::map<Xapian::docid, unsigned>;

// Three segments, of which the first two are longer than a window, with words from those that
// nearly all documents have to those that one has.
class PostingCursorTest : public testing::Test {
 protected:
  PostingCursorTest() {
    std::mt19937 random(5);
    std::vector<Xapian::Database> segments;
    Xapian::docid base = 0;
    for (const Xapian::docid last : {9000U, 5000U, 40U}) {
      Xapian::WritableDatabase database("", Xapian::DB_BACKEND_INMEMORY);
      for (Xapian::docid doc = 1; doc <= last; ++doc) {
        Xapian::Document document;
        for (std::size_t i = 0; i < kShares.size(); ++i) {
          if (std::generate_canonical<double, 32>(random) >= kShares[i]) continue;
          const auto term_freq = static_cast<unsigned>(random() % 5);
          document.add_term(Word(i), term_freq);
          postings_[Word(i)][base + doc] = term_freq;
        }
        document.add_boolean_term("all");
        database.add_document(document);
      }
      segments.push_back(database);
      base += (last / kSegmentAlignment + 1) * kSegmentAlignment;
    }
    reader_ = std::make_unique<LocalReader>(std::move(segments));
  }

  static std::string Word(std::size_t i) { return "w" + std::to_string(i); }

  static constexpr std::array kShares = {0.95, 0.3, 0.04, 0.02, 0.004, 0.0003};
  std::map<std::string, Postings> postings_;
  std::unique_ptr<LocalReader> reader_;
};

TEST_F(PostingCursorTest, ReadsWindowsInAnyOrder) {
  std::mt19937 random(6);
  for (const auto& [term, postings] : postings_) {
    const auto list = PostingsOf(term, *reader_);
    EXPECT_EQ(list->size(), postings.size());
    PostingCursor cursor(*list);
    const auto windows = reader_->last_doc() / RangeWindow::kSlots + 1;
    for (std::uint32_t i = 0; i < 4 * windows; ++i) {
      // First all of them, some several times.
      const std::uint32_t number =
          i < 2 * windows ? i / 2 : static_cast<std::uint32_t>(random() % windows);
      const RangeWindow window{number * static_cast<Xapian::docid>(RangeWindow::kSlots)};
      RangeWindow::Bits among;
      for (std::size_t slot = 0; slot < RangeWindow::kSlots; ++slot)
        if (random() % 4 < i % 5) among.Add(slot);
      RangeWindow::Bits expected;
      std::map<std::size_t, unsigned> expected_freqs;
      for (auto it = postings.lower_bound(window.begin);
           it != postings.end() && it->first < window.end(); ++it) {
        expected.Add(it->first - window.begin);
        if (among.Has(it->first - window.begin))
          expected_freqs[it->first - window.begin] = it->second;
      }
      RangeWindow::Bits bits;
      cursor.AddTo(bits, window);
      ASSERT_EQ(bits.words, expected.words) << term << ' ' << window.begin;
      std::map<std::size_t, unsigned> freqs;
      cursor.ForEach(window, among,
                     [&](std::size_t slot, unsigned term_freq) { freqs[slot] = term_freq; });
      ASSERT_EQ(freqs, expected_freqs) << term << ' ' << window.begin;
      if (!expected.empty()) {
        EXPECT_TRUE(cursor.MayMatch(window));
      }
    }
  }
}

TEST_F(PostingCursorTest, FindsDocumentsInAnyOrder) {
  std::mt19937 random(7);
  for (const auto& [term, postings] : postings_) {
    const auto list = PostingsOf(term, *reader_);
    PostingCursor cursor(*list);
    for (int i = 0; i < 3000; ++i) {
      const auto doc = static_cast<Xapian::docid>(1 + random() % (reader_->last_doc() + 10));
      const auto found = postings.find(doc);
      ASSERT_EQ(cursor.Has(doc), found != postings.end()) << term << ' ' << doc;
      ASSERT_EQ(cursor.TermFreq(doc),
                found == postings.end() ? std::nullopt : std::optional(found->second))
          << term << ' ' << doc;
    }
  }
}

TEST_F(PostingCursorTest, BoundsTheScoresOfAWindow) {
  const auto score = [](unsigned term_freq, unsigned length) {
    return term_freq / (term_freq + 1.0 + length);
  };
  for (const auto& [term, postings] : postings_) {
    const auto list = PostingsOf(term, *reader_);
    PostingCursor cursor(*list);
    for (RangeWindow window{0}; window.begin <= reader_->last_doc(); window.begin = window.end()) {
      double most = 0;
      for (auto it = postings.lower_bound(window.begin);
           it != postings.end() && it->first < window.end(); ++it) {
        const SegmentReader& segment = reader_->segments()[reader_->SegmentOf(it->first)];
        most = std::max(
            most, score(it->second, segment.database.get_doclength(it->first - segment.base)));
      }
      EXPECT_GE(cursor.MaxScore(window, score), most) << term;
    }
  }
}

TEST_F(PostingCursorTest, HasNothingOfATermThatThereIsNot) {
  const auto list = PostingsOf("none", *reader_);
  PostingCursor cursor(*list);
  EXPECT_FALSE(cursor.MayMatch({0}));
  EXPECT_FALSE(cursor.Has(1));
  EXPECT_EQ(cursor.TermFreq(5000), std::nullopt);
  EXPECT_EQ(list->stats().doc_freq, 0U);
}

}  // namespace
}  // namespace dssearch
