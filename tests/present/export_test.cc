#include "dssearch/export.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/corpus_reader.h"
#include "indexer/fields/paper_fields.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

const Paper kPreprint = {.id = "2402.03300",
                         .title = "DeepSeekMath: 50% of $x_1 & y$",
                         .title_zh = "数学",
                         .authors = {"Zhihong Shao", "Y. K. Li", "DeepSeek-AI", "Wu, Tong"},
                         .date = "2024-02-05",
                         .domains = {"数学推理", "a,\"b\""},
                         .url = "https://arxiv.org/abs/2402.03300",
                         .keywords_en = {"GRPO"},
                         .summary_en = "A & B"};
const Paper kChinese = {.id = "j 1",
                        .title = "检索综述",
                        .authors = {"张三", "李四"},
                        .date = "2023-06",
                        .venue = "计算机学报",
                        .doi = "10.1000/a_1",
                        .identifiers = {"zhang2023"},
                        .summary_zh = "摘要"};

TEST(Export, Bibtex) {
  EXPECT_EQ(Export({kPreprint, kChinese}, ExportFormat::kBibtex),
            R"(@misc{2402.03300,
  title = {{DeepSeekMath: 50\% of $x_1 & y$}},
  author = {Shao, Zhihong and Li, Y. K. and {DeepSeek-AI} and Wu, Tong},
  year = {2024},
  month = {02},
  eprint = {2402.03300},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2402.03300},
  keywords = {GRPO},
  abstract = {A \& B}
}

@article{j-1,
  title = {{检索综述}},
  author = {{张三} and {李四}},
  year = {2023},
  month = {06},
  journal = {计算机学报},
  doi = {10.1000/a_1},
  abstract = {摘要}
}
)");
}

TEST(Export, BibtexEscapesWhatTexWouldRead) {
  const std::string text =
      Export({{.id = "{a},b", .title = "c# ~ \\d ^ $5"}}, ExportFormat::kBibtex);
  EXPECT_EQ(text,
            "@misc{-a--b,\n  title = {{c\\# \\textasciitilde{} \\textbackslash{}d "
            "\\textasciicircum{} \\$5}}\n}\n");
}

TEST(Export, Ris) {
  EXPECT_EQ(Export({kChinese}, ExportFormat::kRis),
            "TY  - JOUR\nID  - j 1\nTI  - 检索综述\nAU  - 张三\nAU  - 李四\nPY  - 2023\n"
            "DA  - 2023/06//\nT2  - 计算机学报\nDO  - 10.1000/a_1\nAB  - 摘要\nER  - \n");
  const std::string preprint = Export({kPreprint}, ExportFormat::kRis);
  EXPECT_NE(preprint.find("TY  - UNPB\n"), std::string::npos);
  EXPECT_NE(preprint.find("AU  - Li, Y. K.\n"), std::string::npos);
  EXPECT_NE(preprint.find("DA  - 2024/02/05/\n"), std::string::npos);
}

TEST(Export, Csl) {
  const auto items = nlohmann::json::parse(Export({kPreprint, kChinese}, ExportFormat::kCsl));
  ASSERT_EQ(items.size(), 2U);
  EXPECT_EQ(items[0]["author"].dump(),
            R"([{"family":"Shao","given":"Zhihong"},{"family":"Li","given":"Y. K."},)"
            R"({"literal":"DeepSeek-AI"},{"family":"Wu","given":"Tong"}])");
  EXPECT_EQ(items[0]["issued"].dump(), R"({"date-parts":[[2024,2,5]]})");
  EXPECT_EQ(items[1]["author"][0].dump(), R"({"literal":"张三"})");
  EXPECT_EQ(items[1]["issued"].dump(), R"({"date-parts":[[2023,6]]})");
  EXPECT_EQ(items[1]["container-title"], "计算机学报");
  EXPECT_EQ(items[1]["DOI"], "10.1000/a_1");
}

TEST(Export, Gbt7714) {
  EXPECT_EQ(Export({kPreprint, kChinese}, ExportFormat::kGbt7714, "2026-11-25"),
            "[1] SHAO Z, LI Y K, DeepSeek-AI, et al. DeepSeekMath: 50% of $x_1 & y$[EB/OL]. "
            "(2024-02-05)[2026-11-25]. https://arxiv.org/abs/2402.03300.\n"
            "[2] 张三, 李四. 检索综述[J]. 计算机学报, 2023. DOI:10.1000/a_1.\n");
}

TEST(Export, Csv) {
  EXPECT_EQ(Export({kPreprint}, ExportFormat::kCsv),
            "id,title,titleZh,authors,date,domain,venue,url,doi\n"
            "2402.03300,DeepSeekMath: 50% of $x_1 & y$,数学,"
            "\"Zhihong Shao; Y. K. Li; DeepSeek-AI; Wu, Tong\",2024-02-05,"
            "\"数学推理; a,\"\"b\"\"\",,https://arxiv.org/abs/2402.03300,\n");
}

TEST(Export, Ids) {
  EXPECT_EQ(Export({kPreprint, kChinese}, ExportFormat::kIds), "2402.03300\nj 1\n");
}

TEST(Export, JsonLinesAreReadAgainAsTheSamePapers) {
  std::vector<Paper> papers = testing::CorpusPapers();
  ASSERT_FALSE(papers.empty());
  papers.push_back({.id = "j1",
                    .title = "检索综述",
                    .url = "https://example.org/j1",
                    .doi = "10.1000/a",
                    .identifiers = {"2402.03300", "PMID:1", "rJXMpikCZ", "zhang2023"}});
  const testing::TemporaryFolder folder;
  const std::string file = folder.Write("papers.jsonl", Export(papers, ExportFormat::kJsonl));
  std::vector<Paper> again;
  indexer::RecordSink sink;
  sink.on_reject = [](const indexer::Reject& reject) { ADD_FAILURE() << reject.reason; };
  sink.on_record = [&](const indexer::RawRecord& record) {
    again.push_back(std::get<Paper>(indexer::ToPaper(record)));
  };
  indexer::ReadCorpus(file, sink);
  EXPECT_EQ(again, papers);
}

TEST(Export, FormatsHaveNames) {
  for (const char* name : {"bibtex", "ris", "csl", "gbt7714", "jsonl", "csv", "ids"})
    EXPECT_TRUE(ExportFormatNamed(name)) << name;
  EXPECT_FALSE(ExportFormatNamed("json"));
  EXPECT_FALSE(ExportFormatNamed(""));
}

}  // namespace
}  // namespace dssearch
