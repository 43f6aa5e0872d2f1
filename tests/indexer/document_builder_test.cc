#include "indexer/document_builder.h"

#include <gtest/gtest.h>
#include <xapian.h>

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "searcher/format/forward_positions.h"
#include "searcher/format/provenance.h"
#include "searcher/format/record.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/schema.h"
#include "tests/indexer/index_contents.h"

namespace dssearch::indexer {
namespace {

using testing::TitledPaper;

// The terms of a document in order, "term:wdf".
std::string Terms(const Xapian::Document& document) {
  std::string out;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    if ((*term).starts_with("XR")) continue;  // The source.
    EXPECT_EQ(term.positionlist_count(), 0U);
    out += (out.empty() ? "" : " ") + *term + ":" + std::to_string(term.get_wdf());
  }
  return out;
}

TEST(DocumentBuilder, WritesTheTermsThatTheFormatNames) {
  DocumentBuilder builder;
  // A title's words count five times, and once in the title's own terms.
  EXPECT_EQ(
      Terms(builder.Build(TitledPaper("1", "强化 GPT-4 models"), "", format::ProvenanceOf("a/b"))),
      "4:5 BS强化:1 B强化:5 Q1:0 S4:1 Sgpt:1 Sgpt-4:1 Sgpt4:1 Smodels:1 S化:0 S强:0 S强化:1 "
      "XI1:0 XLzh:0 gpt:5 gpt-4:5 gpt4:5 models:5 化:0 强:0 强化:5");
  // Authors are without weight.
  EXPECT_EQ(Terms(builder.Build({.id = "1",
                                 .title = "a",
                                 .authors = {"Li B"},
                                 .domains = {"Math 數學"},
                                 .keywords_en = {"k", "l"},
                                 .summary_en = "c d c"},
                                "", format::ProvenanceOf("a/b"))),
            "Ab:0 Al.:0 Ali:0 Q1:0 Sa:1 XAli b:0 XDmath 数学:0 XI1:0 XKk:0 XKl:0 XLen:0 "
            "a:5 b:0 c:2 d:1 k:1 l:1 li:0");
}

// Where the words of a document stand, "word@position" by part: authors, titles, body.
std::string Positions(const Xapian::Document& document) {
  const std::string encoded = document.get_value(format::kForwardPositionsSlot);
  const format::ForwardPositions order(encoded);
  std::map<std::uint32_t, std::string> words;
  for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
    const std::string word(format::ReadTerm(*term).text);
    words[order.FingerprintOf(format::WordHash(word))] = word;
  }
  std::string out;
  auto last = format::TextPart::kAuthors;
  order.ForEach([&](format::TextPart part, std::uint32_t position, std::uint32_t number) {
    if (part != std::exchange(last, part)) out += "| ";
    out += words[number] + "@" + std::to_string(position) + " ";
  });
  return out;
}

TEST(DocumentBuilder, WritesWhereWordsStand) {
  DocumentBuilder builder;
  EXPECT_EQ(
      Positions(builder.Build({.id = "1",
                               .title = "强化 GPT-4 models",
                               .title_zh = "题",
                               .authors = {"Li B", "Wei Li"},
                               .keywords_en = {"k"},
                               .summary_en = "state-of-the-art models, GPT-4"},
                              "", format::ProvenanceOf("a/b"))),
      "li@0 l.@0 b@1 wei@1002 w.@1002 li@1003 l.@1003 | 强@2004 化@2005 gpt@2006 4@2007 "
      "models@2008 题@3009 | state@4010 of@4011 the@4012 art@4013 models@4014 gpt@4015 4@4016 "
      "k@5017 ");
}

TEST(DocumentBuilder, TakesNoWordForACompound) {
  DocumentBuilder builder;
  for (int i = 0; i < 300; ++i) {
    std::string text = "e-mail";
    for (int k = 0; k < 50; ++k)
      text += ' ' + std::string{static_cast<char>('a' + k % 26), static_cast<char>('a' + k / 26)} +
              static_cast<char>('a' + i % 26) + static_cast<char>('a' + i / 26);
    const std::string encoded =
        builder.Build(TitledPaper("1", text), "", format::ProvenanceOf("a/b"))
            .get_value(format::kForwardPositionsSlot);
    const format::ForwardPositions order(encoded);
    const std::uint32_t compound = order.FingerprintOf(format::WordHash("email"));
    order.ForEach([&](format::TextPart, std::uint32_t position, std::uint32_t number) {
      EXPECT_NE(number, compound) << "at " << position << " of " << text;
    });
  }
}

TEST(DocumentBuilder, WritesTheValuesThatTheFormatNames) {
  DocumentBuilder builder;
  const auto values = [&builder](const Paper& paper) {
    const Xapian::Document document = builder.Build(paper, "record", format::ProvenanceOf("a/b"));
    EXPECT_EQ(format::RecordUnpacker().Unpack(document.get_value(format::kRecordSlot)), "record");
    EXPECT_EQ(document.get_value(5), format::SourcedHash("record", format::ProvenanceOf("a/b")));
    std::string out;
    for (Xapian::valueno slot = 0; slot < 5; ++slot) out += "[" + document.get_value(slot) + "]";
    return out;
  };
  EXPECT_EQ(values(TitledPaper("1", "T")), "[1][][en][][]");
  EXPECT_EQ(
      values({.id = "1", .title = "T", .date = "2024-02", .domains = {"数学", "Code", "数学"}}),
      "[1][数学\nCode][en][20240201][20240229]");
  EXPECT_EQ(values({.id = "1", .title = "T", .title_zh = "题", .date = "2024-03-07"}),
            "[1][][zh\nen][20240307][20240307]");
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
