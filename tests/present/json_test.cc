#include "searcher/present/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/testing/console.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

TEST(Json, HasTheDocumentedForm) {
  SearchResponse response;
  response.request.query = "推理";
  response.match = Match::kAll;
  response.total = 1;
  response.took_ms = 1.5;
  response.notes = {{Note::Kind::kNoField, {"autor"}}};
  response.translations = {{"推理", {"reasoning"}, 0.5}};
  Hit hit;
  hit.paper = {.id = "2501.12948",
               .title = "DeepSeek-R1",
               .title_zh = "推理",
               .authors = {"A B"},
               .date = "2025-01",
               .domains = {"推理能力"},
               .url = "https://arxiv.org/abs/2501.12948"};
  hit.score = 12.25;
  hit.added = {"", "2026-11-01T00:00:00Z"};
  hit.changed = {"commit-000012", "2026-11-30T11:00:00Z"};
  hit.snippets = {{"summary_zh", "用强化学习推理", {{3, 15}}}};
  response.hits = {hit};
  response.facets = {{"domain", {{"推理能力", 1, false}}}, {"date", {{"2025-01", 1, true}}}};
  EXPECT_EQ(
      nlohmann::ordered_json::parse(ToJson(response)).dump(),
      R"({"query":"推理","match":"all","dates":null,"total":1,"tookMs":1.5,"offset":0,"limit":10,)"
      R"("sort":"relevance","notes":["there is no field 'autor'; searched as text"],)"
      R"("translations":[{"term":"推理","added":["reasoning"],"strength":0.5}],"suggestion":null,"corrected":false,)"
      R"("hits":[{"id":"2501.12948","title":"DeepSeek-R1","titleZh":"推理",)"
      R"("domain":["推理能力"],"date":"2025-01","authors":["A B"],)"
      R"("url":"https://arxiv.org/abs/2501.12948","venue":"","doi":"","tags":[],"score":12.25,"also":null,)"
      R"("added":{"commit":null,"time":"2026-11-01T00:00:00Z"},)"
      R"("changed":{"commit":"commit-000012","time":"2026-11-30T11:00:00Z"},)"
      R"("snippets":[{"field":"summary_zh","parts":[{"text":"用","match":false},)"
      R"({"text":"强化学习","match":true},{"text":"推理","match":false}]}]}],)"
      R"("facets":{"domain":[{"value":"推理能力","count":1,"selected":false}],)"
      R"("date":[{"value":"2025-01","count":1,"selected":true}]},)"
      R"("facetValues":{"domain":0,"date":0}})");
}

TEST(Json, LinesNameTheirQuery) {
  SearchResponse summary;
  summary.request = {.query = "推理\n\t", .limit = kNoLimit};
  summary.total = 2;
  summary.notes = {{Note::Kind::kNoField, {"autor"}}};
  EXPECT_EQ(
      QueryLine(summary, {.name = "q1"}),
      R"({"type":"query","name":"q1","query":"推理\n\t","match":"all","dates":null,"total":2,)"
      R"("offset":0,"limit":null,"sort":"relevance",)"
      R"("notes":["there is no field 'autor'; searched as text"],"translations":[],)"
      R"("suggestion":null,"corrected":false})");
  const Hit hit = {.paper = {.id = "1", .title = "T"}, .score = 2};
  EXPECT_EQ(HitLine(hit, 11, summary.request, {}),
            R"({"type":"hit","name":null,"query":"推理\n\t","rank":11,"id":"1","title":"T",)"
            R"("titleZh":"","domain":[],"date":"","authors":[],"url":"","venue":"","doi":"",)"
            R"("tags":[],"score":2.0,"also":null,"added":{"commit":null,"time":""},)"
            R"("changed":{"commit":null,"time":""},"snippets":[]})");
}

TEST(Json, IsWhatTheCommandLinePrints) {
  const testing::TestIndex index(testing::CorpusPapers());
  const auto printed = [&](const std::string& arguments) {
    return nlohmann::ordered_json::parse(testing::Shell("LC_ALL=C.UTF-8 '" DSSEARCH_DSSEARCH
                                                        "' --json --index " +
                                                        index.path() + ' ' + arguments)
                                             .text);
  };
  const auto said = [](const auto& answer) {
    return nlohmann::ordered_json::parse(ToJson(answer));
  };
  const Searcher& searcher = index.searcher();
  for (const std::string query : {"强化学习 推理", "author:Shao", "no such words", "date:2024"}) {
    nlohmann::ordered_json expected = printed('\'' + query + '\'');
    nlohmann::ordered_json json = said(searcher.Search({.query = query}));
    expected.erase("tookMs");
    json.erase("tookMs");
    EXPECT_EQ(json.dump(), expected.dump());
    EXPECT_EQ(said(searcher.WhyNot({.query = query}, "2402.03300")),
              printed("--why-not 2402.03300 '" + query + '\''));
  }
  EXPECT_EQ(said(searcher.Analyze("强化学习")), printed("--analyze 强化学习"));
}

TEST(Json, HasWholeRecordsWhereTheyAreWanted) {
  const testing::TestIndex index(testing::CorpusPapers());
  const SearchResponse response = index.searcher().Search({.query = "DeepSeek", .limit = 3});
  ASSERT_EQ(response.hits.size(), 3U);
  EXPECT_EQ(response.hits[0].paper, index.searcher().Get(response.hits[0].paper.id));
  const auto brief = nlohmann::json::parse(ToJson(response));
  const auto full = nlohmann::json::parse(ToJson(response, {.full_records = true}));
  const auto hits = nlohmann::json::parse(ToJson(response.hits, {.full_records = true}));
  EXPECT_EQ(full["hits"], hits["hits"]);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_FALSE(brief["hits"][i].contains("summaryZh"));
    // What is whole has all fields of the paper and all else of the hit.
    nlohmann::json hit = nlohmann::json::parse(ToJson(response.hits[i].paper));
    hit.update(brief["hits"][i]);
    EXPECT_EQ(full["hits"][i], hit);
  }
}

TEST(Json, IsValidWhateverIsInIt) {
  SearchResponse response;
  response.request.query = "\xFF\xED\xA0\x80\"\\\n\x01";
  response.suggestion = "推理";
  const auto json = nlohmann::json::parse(ToJson(response), nullptr, false);
  ASSERT_FALSE(json.is_discarded());
  EXPECT_EQ(json["suggestion"], "推理");
  EXPECT_TRUE(json["facets"].is_object());
  EXPECT_TRUE(json["hits"].is_array());
}

}  // namespace
}  // namespace dssearch
