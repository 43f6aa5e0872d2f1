#include "dssearch/export.h"

#include <gtest/gtest.h>

#include <algorithm>
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
  title_zh = {数学},
  author = {Shao, Zhihong and Li, Y. K. and {DeepSeek-AI} and Wu, Tong},
  year = {2024},
  month = feb,
  date = {2024-02-05},
  eprint = {2402.03300},
  archiveprefix = {arXiv},
  url = {https://arxiv.org/abs/2402.03300},
  domain = {数学推理; a,"b"},
  keywords = {GRPO},
  abstract = {A \& B}
}

@article{j-1,
  title = {{检索综述}},
  author = {{张三} and {李四}},
  year = {2023},
  month = jun,
  journal = {计算机学报},
  doi = {10.1000/a_1},
  identifiers = {zhang2023},
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

TEST(Export, LeadsToWhatIdentifiersName) {
  const Paper paper{.id = "2402.03300", .title = "T", .note = "Mine."};
  EXPECT_EQ(Export({paper}, ExportFormat::kBibtex),
            "@misc{2402.03300,\n  title = {{T}},\n  eprint = {2402.03300},\n"
            "  archiveprefix = {arXiv},\n  url = {https://arxiv.org/abs/2402.03300},\n"
            "  annote = {Mine.}\n}\n");
  EXPECT_NE(Export({paper}, ExportFormat::kRis).find("UR  - https://arxiv.org/abs/2402.03300\n"),
            std::string::npos);
}

std::string FieldOf(const std::string& entry, const std::string& name) {
  const std::size_t begin = entry.find("  " + name + " = ");
  return begin == std::string::npos ? ""
                                    : entry.substr(begin + 2, entry.find('\n', begin) - begin - 2);
}

TEST(Export, BibtexKeepsNamesTogether) {
  const Paper paper = {
      .id = "n",
      .title = "T",
      .authors = {"Office for Reading and Writing", "王小明", "River Team", "Tom Kessler Jr.",
                  "Pieter van der Loo", "Jan Van der Loo", "Maps, Charts and More, Ltd.", "Cher"}};
  EXPECT_EQ(
      FieldOf(Export({paper}, ExportFormat::kBibtex), "author"),
      "author = {{Office for Reading and Writing} and {王小明} and {River Team} and Kessler, "
      "Jr., Tom and van der Loo, Pieter and Van der Loo, Jan and {Maps, Charts and More, Ltd.} "
      "and {Cher}}");
}

TEST(Export, BibtexHasBalancedBracesWhateverTheText) {
  struct Row {
    std::string title;
    std::string expected;
  };
  const Row rows[] = {
      {"a {b} c", "a \\{b\\} c"},
      {"a {b", "a \\textbraceleft{}b"},
      {"a} {b", "a\\textbraceright{} \\textbraceleft{}b"},
      {"$x_{1}$ {", "$x_{1}$ \\textbraceleft{}"},
      {"$x_{1$", "\\$x\\_\\textbraceleft{}1\\$"},
      {"1--2 ``a''", "1-{}-2 \\textasciigrave{}\\textasciigrave{}a'{}'"},
  };
  for (const auto& [title, expected] : rows)
    EXPECT_EQ(FieldOf(Export({{.id = "n", .title = title}}, ExportFormat::kBibtex), "title"),
              "title = {{" + expected + "}}");
}

TEST(Export, BibtexFieldsHoldWhatIsTheirs) {
  const std::string text = Export(
      {{.id = "n", .title = "T", .url = "https://x/}, author = {Nobody\\\n", .doi = "10.1000/a}b"}},
      ExportFormat::kBibtex);
  EXPECT_EQ(FieldOf(text, "url"), "url = {https://x/%7D,%20author%20=%20%7BNobody%5C%0A}");
  EXPECT_EQ(FieldOf(text, "doi"), "doi = {10.1000/a%7Db},");
}

TEST(Export, BibtexHasTheKeyThatWasRead) {
  const Paper first = {
      .id = "10.1000/a", .title = "T", .identifiers = {"2402.03300", "brandt2020"}};
  const Paper second = {.id = "10.1000/b", .title = "U", .identifiers = {"brandt2020"}};
  const Paper third = {.id = "10.1000/c", .title = "V", .identifiers = {"PMID:1"}};
  const std::string text = Export({first, second, third}, ExportFormat::kBibtex);
  EXPECT_TRUE(text.starts_with("@misc{brandt2020,")) << text;
  EXPECT_EQ(FieldOf(text, "identifiers"), "identifiers = {2402.03300}");
  EXPECT_NE(text.find("@misc{10.1000/b,"), std::string::npos) << text;
  EXPECT_NE(text.find("@misc{10.1000/c,"), std::string::npos) << text;
}

TEST(Export, CsvRunsNoFormula) {
  for (const std::string title : {"=1+1", "+1", "-1 frameshifts", "@home"})
    EXPECT_NE(
        Export({{.id = "n", .title = title}}, ExportFormat::kCsv).find("n,\"'" + title + "\","),
        std::string::npos)
        << title;
}

TEST(Export, Ris) {
  EXPECT_EQ(Export({kChinese}, ExportFormat::kRis),
            "TY  - JOUR\nID  - j 1\nTI  - 检索综述\nAU  - 张三\nAU  - 李四\nPY  - 2023\n"
            "DA  - 2023/06//\nT2  - 计算机学报\nDO  - 10.1000/a_1\nAB  - 摘要\nC1  - id: j 1\n"
            "C1  - identifiers: zhang2023\nER  - \n");
  const std::string preprint = Export({kPreprint}, ExportFormat::kRis);
  EXPECT_NE(preprint.find("TY  - UNPB\n"), std::string::npos);
  EXPECT_NE(preprint.find("AU  - Li, Y. K.\n"), std::string::npos);
  EXPECT_NE(preprint.find("TT  - 数学\n"), std::string::npos);
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

TEST(Export, Gbt7714WritesNamesByTheRulesOfTheirLanguage) {
  const auto names = [](std::vector<std::string> authors) {
    const std::string text =
        Export({{.id = "n", .title = "T", .authors = std::move(authors)}}, ExportFormat::kGbt7714);
    return text.substr(4, text.find(". T[") - 4);
  };
  EXPECT_EQ(names({"Ana Pérez", "Đỗ Văn Ánh", "Jörg Weiß"}), "PÉREZ A, ÁNH Đ V, WEISS J");
  EXPECT_EQ(names({"Pieter van Loo", "élise d'Arc", "Tom Kessler Jr."}),
            "VAN LOO P, D'ARC É, KESSLER T Jr.");
  EXPECT_EQ(names({"River Team"}), "River Team");
}

TEST(Export, Csv) {
  EXPECT_EQ(Export({kPreprint}, ExportFormat::kCsv),
            "id,title,titleZh,authors,date,domain,venue,url,doi,identifiers,keywordsZh,keywordsEn,"
            "summaryZh,contributionZh,summaryEn,contributionEn,tags,note\n"
            "2402.03300,DeepSeekMath: 50% of $x_1 & y$,数学,"
            "\"Zhihong Shao; Y. K. Li; DeepSeek-AI; Wu, Tong\",2024-02-05,"
            "\"数学推理; a,\"\"b\"\"\",,https://arxiv.org/abs/2402.03300,,,,GRPO,,,A & B,,,\n");
}

TEST(Export, Ids) {
  EXPECT_EQ(Export({kPreprint, kChinese}, ExportFormat::kIds), "2402.03300\nj 1\n");
}

// The papers that are read of a file.
std::vector<Paper> Read(const std::string& name, const std::string& content) {
  const testing::TemporaryFolder folder;
  std::vector<Paper> papers;
  indexer::RecordSink sink;
  sink.on_reject = [](const indexer::Reject& reject) { ADD_FAILURE() << reject.reason; };
  sink.on_loss = sink.on_reject;
  sink.on_record = [&](const indexer::RawRecord& record) {
    papers.push_back(std::get<Paper>(indexer::ToPaper(record, sink.on_loss)));
  };
  indexer::ReadCorpus(folder.Write(name, content), sink);
  return papers;
}

// What is hard to write in one format or another.
const std::vector<Paper> kHardPapers = {
    {.id = "k1",
     .title = "A {lone brace, 50% of $x_{1} & y$, 1--2, ``q'' ~ \\ ^ # _",
     .title_zh = "标题",
     .authors = {"Pieter van der Loo", "Tom Kessler Jr.", "River Team", "张三", "Ana Pérez"},
     .date = "2021-03-04",
     .domains = {"cs.CL", "推理"},
     .url = "https://example.org/a_b?c=%7Bd~e",
     .venue = "Journal of R&D",
     .keywords_zh = {"推理"},
     .keywords_en = {"one, or two", "three"},
     .summary_zh = "第一段。\n第二段。",
     .contribution_zh = "新。",
     .summary_en = "=One line.\nAnother { line.",
     .contribution_en = "New.",
     .tags = {"to read", "综述"},
     .note = "Read §2 & {3}: 50% of it."},
    {.id = "10.1000/x.1",
     .title = "-1 frameshifts",
     .authors = {"Office for Reading and Writing"},
     .date = "2020-11",
     .url = "https://doi.org/10.1000/x.1",
     .venue = "Proceedings of One",
     .doi = "10.1000/x.1",
     .identifiers = {"2402.03300", "key2020"},
     .keywords_en = {"only, one"},
     .summary_en = "'single' \"double\"",
     .tags = {"one"}},
    {.id = "k3", .title = "只有题名", .authors = {"李四"}, .date = "2019"},
};

TEST(Export, IsReadAgainAsTheSamePapers) {
  struct Row {
    ExportFormat format;
    std::string file;
  };
  for (const auto& [format, file] :
       {Row{ExportFormat::kJsonl, "x.jsonl"}, Row{ExportFormat::kBibtex, "x.bib"},
        Row{ExportFormat::kCsl, "x.json"}, Row{ExportFormat::kCsv, "x.csv"}}) {
    const std::string text = Export(kHardPapers, format);
    const std::vector<Paper> again = Read(file, text);
    EXPECT_EQ(Export(again, ExportFormat::kJsonl), Export(kHardPapers, ExportFormat::kJsonl))
        << text;
  }
}

// A value of RIS is one line.
TEST(Export, RisIsReadAgainAsTheSamePapers) {
  std::vector<Paper> papers = kHardPapers;
  for (Paper& paper : papers)
    for (std::string* text : {&paper.summary_zh, &paper.summary_en})
      std::replace(text->begin(), text->end(), '\n', ' ');
  const std::string text = Export(kHardPapers, ExportFormat::kRis);
  EXPECT_EQ(Export(Read("x.ris", text), ExportFormat::kJsonl), Export(papers, ExportFormat::kJsonl))
      << text;
}

TEST(Export, JsonLinesAreReadAgainAsTheSamePapers) {
  std::vector<Paper> papers = testing::CorpusPapers();
  ASSERT_FALSE(papers.empty());
  papers.push_back({.id = "j1",
                    .title = "检索综述",
                    .url = "https://example.org/j1",
                    .doi = "10.1000/a",
                    .identifiers = {"2402.03300", "PMID:1", "rJXMpikCZ", "zhang2023"}});
  EXPECT_EQ(Read("papers.jsonl", Export(papers, ExportFormat::kJsonl)), papers);
}

// A paper is a line of as many cells as any other.
TEST(Export, TsvHasALineAPaper) {
  Paper broken = kPreprint;
  broken.title = "Two\nlines\tand \x1b[31mmore";
  EXPECT_EQ(Export({broken, kChinese, {.id = "z", .title_zh = "只有题名"}}, ExportFormat::kTsv),
            "2402.03300\t2024-02-05\t数学推理; a,\"b\"\tTwo lines and  [31mmore\t数学\t"
            "Zhihong Shao; Y. K. Li; DeepSeek-AI; Wu, Tong\t\thttps://arxiv.org/abs/2402.03300\n"
            "j 1\t2023-06\t\t检索综述\t\t张三; 李四\t计算机学报\t\n"
            "z\t\t\t只有题名\t\t\t\t\n");
}

TEST(Export, FormatsHaveNames) {
  for (const char* name : {"bibtex", "ris", "csl", "gbt7714", "jsonl", "csv", "tsv", "ids"})
    EXPECT_TRUE(ValueNamed(kExportFormats, name)) << name;
  EXPECT_FALSE(ValueNamed(kExportFormats, "json"));
  EXPECT_FALSE(ValueNamed(kExportFormats, ""));
}

}  // namespace
}  // namespace dssearch
