#include "indexer/document_builder.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "indexer/glass/encoding.h"
#include "indexer/inversion/inverter.h"
#include "searcher/format/forward_positions.h"
#include "searcher/format/provenance.h"
#include "searcher/format/record.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/schema.h"
#include "tests/indexer/index_contents.h"

namespace dssearch::indexer {
namespace {

using testing::TitledPaper;

// What a document has.
struct Built {
  std::map<std::string, Xapian::termcount> terms;  // With their wdfs.
  std::map<unsigned, std::string> values;
};

Built Build(const Paper& paper, const std::string& record = "") {
  static DocumentBuilder builder;
  Inverter batch;
  format::Provenance provenance = format::ProvenanceOf("a/b");
  provenance.changed.commit = 7;
  builder.Build(paper, record, provenance, batch);
  Built built;
  batch.ForEachTerm([&](std::string_view term, std::span<const Inverter::Posting> postings) {
    built.terms[std::string(term)] = postings.front().wdf;
  });
  for (const auto& [slot, values] : batch.values()) {
    const char* at = values.bytes.data();
    EXPECT_EQ(glass::TakeNumber(at), 1U);
    built.values[slot] = glass::TakeText(at);
  }
  return built;
}

// The terms of a document in order, "term:wdf".
std::string Terms(const Built& document) {
  std::string out;
  for (const auto& [term, wdf] : document.terms)
    out += (out.empty() ? "" : " ") + term + ":" + std::to_string(wdf);
  return out;
}

TEST(DocumentBuilder, WritesTheTermsThatTheFormatNames) {
  // A title's words count five times, and once in the title's own terms.
  EXPECT_EQ(Terms(Build(TitledPaper("1", "强化 GPT-4 models"))),
            "4:5 BS强化:1 B强化:5 Q1:0 S4:1 Sgpt:1 Sgpt-4:1 Sgpt4:1 Smodels:1 S化:0 S强:0 S强化:1 "
            "XI1:0 XLzh:0 gpt:5 gpt-4:5 gpt4:5 models:5 化:0 强:0 强化:5");
  // Authors are without weight.
  EXPECT_EQ(Terms(Build({.id = "1",
                         .title = "a",
                         .authors = {"Li B"},
                         .domains = {"Math 數學"},
                         .keywords_en = {"k", "l"},
                         .summary_en = "c d c"})),
            "Ab:0 Al.:0 Ali:0 Q1:0 Sa:1 XAli b:0 XDmath 数学:0 XI1:0 XKk:0 XKl:0 XLen:0 "
            "a:5 b:0 c:2 d:1 k:1 l:1 li:0");
}

// Where the words of a document stand, "word@position" by part: authors, titles, body.
std::string Positions(const Built& document) {
  const std::string& encoded = document.values.at(format::kForwardPositionsSlot);
  const format::ForwardPositions order(encoded);
  std::set<std::string> words;
  for (const auto& [term, wdf] : document.terms) words.emplace(format::ReadTerm(term).text);
  std::set<std::tuple<std::uint32_t, std::string, format::TextPart>> places;
  for (const std::string& word : words)
    order.ForEachOf(order.FingerprintOf(format::WordHash(word)),
                    [&](format::TextPart part, std::uint32_t position) {
                      places.emplace(position, word, part);
                    });
  std::string out;
  auto last = format::TextPart::kAuthors;
  for (const auto& [position, word, part] : places) {
    if (part != std::exchange(last, part)) out += "| ";
    out += word + "@" + std::to_string(position) + " ";
  }
  return out;
}

TEST(DocumentBuilder, WritesWhereWordsStand) {
  EXPECT_EQ(
      Positions(Build({.id = "1",
                       .title = "强化 GPT-4 models",
                       .title_zh = "题",
                       .authors = {"Li B", "Wei Li"},
                       .keywords_en = {"k"},
                       .summary_en = "state-of-the-art models, GPT-4"})),
      "l.@0 li@0 b@1 w.@1002 wei@1002 l.@1003 li@1003 | 强@2004 化@2005 gpt@2006 4@2007 "
      "models@2008 题@3009 | state@4010 of@4011 the@4012 art@4013 models@4014 gpt@4015 4@4016 "
      "k@5017 ");
}

TEST(DocumentBuilder, TakesNoWordForACompound) {
  for (int i = 0; i < 300; ++i) {
    std::string text = "e-mail";
    for (int k = 0; k < 50; ++k)
      text += ' ' + std::string{static_cast<char>('a' + k % 26), static_cast<char>('a' + k / 26)} +
              static_cast<char>('a' + i % 26) + static_cast<char>('a' + i / 26);
    const std::string encoded =
        Build(TitledPaper("1", text)).values.at(format::kForwardPositionsSlot);
    const format::ForwardPositions order(encoded);
    const std::uint32_t compound = order.FingerprintOf(format::WordHash("email"));
    order.ForEachOf(compound, [&](format::TextPart, std::uint32_t position) {
      ADD_FAILURE() << "at " << position << " of " << text;
    });
  }
}

TEST(DocumentBuilder, WritesTheValuesThatTheFormatNames) {
  const auto values = [](const Paper& paper) {
    std::map<unsigned, std::string> by_slot = Build(paper, "record").values;
    EXPECT_EQ(format::RecordUnpacker().Unpack(by_slot[format::kRecordSlot]), "record");
    EXPECT_EQ(by_slot[format::kContentHashSlot], format::ContentHash("record"));
    EXPECT_EQ(by_slot[format::kSourceSlot], format::ContentHash("a/b"));
    EXPECT_EQ(by_slot[SlotOf(format::kChangedField)], "7 0");
    std::string out;
    for (unsigned slot = 0; slot < 4; ++slot) out += "[" + by_slot[slot] + "]";
    return out;
  };
  EXPECT_EQ(values(TitledPaper("1", "T")), "[1][][en][]");
  EXPECT_EQ(
      values({.id = "1", .title = "T", .date = "2024-02", .domains = {"数学", "Code", "数学"}}),
      "[1][数学\nCode][en][2024020120240229]");
  EXPECT_EQ(values({.id = "1", .title = "T", .title_zh = "题", .date = "2024-03-07"}),
            "[1][][zh\nen][2024030720240307]");
}

TEST(DocumentBuilder, KnowsTheHalvesOfAPaper) {
  struct Case {
    Paper paper;
    std::vector<std::string> expected;
  };
  const std::vector<Case> cases = {
      {{.title = "Retrieval"}, {"en"}},
      {{.title = "信息检索"}, {"zh"}},
      {{.title = "基于BERT的检索"}, {"zh"}},
      {{.title = "Retrieval", .title_zh = "检索"}, {"zh", "en"}},
      {{.title = "Retrieval", .summary_zh = "甲"}, {"zh", "en"}},
      {{.title = "检索", .summary_en = "a"}, {"zh", "en"}},
      {{.title = "检索", .summary_zh = "甲"}, {"zh"}},
      {{.title = "Retrieval", .summary_en = "a"}, {"en"}},
      {{.title = "Retrieval", .contribution_zh = "乙"}, {"zh", "en"}},
      {{.title = "检索", .contribution_en = "b"}, {"zh", "en"}},
      // Without a title.
      {{.summary_zh = "甲"}, {"zh"}},
      {{.summary_en = "a"}, {"en"}},
      {{.summary_zh = "甲", .summary_en = "a"}, {"zh", "en"}},
  };
  for (const auto& [paper, expected] : cases)
    EXPECT_EQ(Languages(paper), expected) << format::EncodeRecord(paper);
}

}  // namespace
}  // namespace dssearch::indexer
