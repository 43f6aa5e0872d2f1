#include "searcher/index/labels.h"

#include <gtest/gtest.h>

#include <string>

#include "indexer/index_writer.h"
#include "indexer/label_reader.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::TestIndex;

TEST(Labels, AreReadFromMetadataAsTheyWereWritten) {
  const std::vector<format::Label> labels = {{"数学推理", "mathematical reasoning"},
                                             {"语言", "NLP"}};
  EXPECT_EQ(format::DecodeLabels(format::EncodeLabels(labels)), labels);
  EXPECT_EQ(format::DecodeLabels("").size(), 0U);
  EXPECT_EQ(format::DecodeLabels("no tab\na\tb").size(), 1U);
}

// The labels as "数学=maths 语言=NLP", or the error.
std::string Read(const std::string& text) {
  std::string out;
  indexer::RecordSink sink;
  sink.on_reject = [&out](const indexer::Reject& reject) {
    out += std::to_string(reject.where.line) + ": " + reject.reason;
  };
  sink.on_labels = [&out](const std::vector<format::Label>& labels) {
    for (const format::Label& label : labels)
      out += (out.empty() ? "" : " ") + label.zh + '=' + label.en;
  };
  indexer::ReadLabels("domains.yaml", text, sink);
  return out;
}

TEST(Labels, AreReadFromYaml) {
  struct Case {
    std::string text;
    std::string expected;
  };
  const Case cases[] = {
      {"- zh: 数学\n  en: maths\n- {zh: 语言, en: NLP}\n", "数学=maths 语言=NLP"},
      {"- zh: 数学\n  en: maths\n  colour: red\n", "数学=maths"},
      {"- zh: 数学\n", "1: a domain needs a name zh and a name en"},
      {"- {zh: 数学, en: maths}\n- 语言\n", "2: a domain needs a name zh and a name en"},
      {"- {zh: 数学, en: [a]}\n", "1: a domain needs a name zh and a name en"},
      {"- {zh: 数学, en: \"a\\tb\"}\n", "1: a domain needs a name zh and a name en"},
      {"zh: 数学\n", "0: the file is no list of domains"},
      {"", ""},
  };
  for (const auto& [text, expected] : cases) EXPECT_EQ(Read(text), expected) << text;
  EXPECT_EQ(Read("- {zh: [").substr(0, 24), "1: the file is not YAML:");
}

// The counts as "数学推理 2* (maths)": value, count, '*' if it is selected, label.
std::string Counted(const SearchResponse& response) {
  std::string out = std::to_string(response.total) + ":";
  for (const FacetCount& count : response.facets.at(0).counts)
    out += " " + count.value + " " + std::to_string(count.count) + (count.selected ? "*" : "") +
           " (" + count.label + ")";
  return out;
}

TEST(Labels, MakeTwoNamesOneDomain) {
  std::vector<Paper> papers =
      testing::Titled({"推理 reasoning", "推理 reasoning", "推理 reasoning", "推理 reasoning"});
  papers[0].domains = {"数学推理"};
  papers[1].domains = {"Mathematical Reasoning", "数学推理"};
  papers[2].domains = {"mathematical reasoning", "other"};
  papers[3].domains = {"other"};
  TestIndex index(papers);
  {
    indexer::IndexWriter writer(index.path(), indexer::IndexWriter::Mode::kUpdate);
    writer.AddLabels({{"数学推理", "maths"}, {"其他", "others"}});
    writer.AddLabels({{"数学推理", "mathematical reasoning"}});
    writer.Publish();
  }
  const auto counted = [&index](const std::string& query, std::vector<Filter> filters) {
    return Counted(index.searcher().Search(
        {.query = query, .filters = std::move(filters), .facets = {"domain"}}));
  };
  EXPECT_EQ(counted("推理", {}), "4: 数学推理 3 (数学推理) other 2 (other)");
  EXPECT_EQ(counted("reasoning", {}), "4: 数学推理 3 (mathematical reasoning) other 2 (other)");
  EXPECT_EQ(counted("", {}), "4: 数学推理 3 (数学推理) other 2 (other)");
  const std::string selected = "3: 数学推理 3* (数学推理) other 2 (other)";
  EXPECT_EQ(counted("推理", {{"domain", "数学推理"}}), selected);
  EXPECT_EQ(counted("推理", {{"domain", "MATHEMATICAL reasoning"}}), selected);
  EXPECT_EQ(counted("推理", {{"domain", "數學推理"}, {"domain", "mathematical reasoning"}}),
            selected);
  EXPECT_EQ(counted("推理 domain:\"mathematical reasoning\"", {}),
            "3: 数学推理 3 (数学推理) other 1 (other)");
  EXPECT_EQ(counted("", {{"domain", "mathematical reasoning", true}}),
            "1: 数学推理 3 (数学推理) other 2 (other)");
  EXPECT_EQ(counted("推理", {{"domain", "others"}}),
            "0: 数学推理 3 (数学推理) other 2 (other) others 0* (其他)");
  for (const char* part : {"domain~数学", "domain~MATHEMAT", "domain:1~ema"})
    EXPECT_EQ(Counted(index.searcher().Search({.facets = {part}})), "4: 数学推理 3 (数学推理)");
  const SearchResponse english = index.searcher().Search({.query = "reasoning"});
  for (const Hit& hit : english.hits) {
    if (hit.paper.id == "p1") {
      EXPECT_EQ(hit.domains, std::vector<std::string>{"mathematical reasoning"});
    }
  }
}

}  // namespace
}  // namespace dssearch
