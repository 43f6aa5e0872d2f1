#include "indexer/lexicon/lexicon_reader.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <vector>

#include "dssearch/error.h"
#include "indexer/lexicon/lexicon_merge.h"
#include "searcher/format/lexicon.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/stop_words.h"
#include "tests/indexer/lexicon_papers.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using format::LexiconEntry;
using format::Origin;
using testing::TemporaryFolder;

TEST(LexiconReader, SaysWhatIsWrong) {
  const auto read = [](const std::string& text) -> std::string {
    try {
      return std::to_string(indexer::ReadLexicon("my.tsv", text, Origin::kUser).size());
    } catch (const Error& e) {
      return e.what();
    }
  };
  EXPECT_EQ(read("# a comment\n\n混合专家\tmixture of experts\tMoE\n"), "6");
  EXPECT_EQ(read("混合专家\tmixture of experts\r\n"), "2");
  EXPECT_EQ(read("混合专家\n"), "my.tsv:1: this is no pair of terms");
  EXPECT_EQ(read("# x\n混合专家\t\n"), "my.tsv:2: this is no pair of terms");
  EXPECT_EQ(read("混合专家\tMoE\ta\tb\n"), "my.tsv:1: this is no pair of terms");
  EXPECT_EQ(read("，\tMoE\n"), "my.tsv:1: this is no pair of terms");
}

TEST(SeedLexicon, IsInForm) {
  std::ifstream in(DSSEARCH_SOURCE_DIR "/corpus/lexicon.tsv");
  text::Analyzer analyzer;
  std::set<std::string> seen;
  std::string before;
  std::size_t count = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    ++count;
    EXPECT_LT(before, line);
    before = line;
    std::vector<std::string> fields;
    for (std::size_t begin = 0; begin <= line.size();) {
      const std::size_t end = std::min(line.find('\t', begin), line.size());
      fields.push_back(line.substr(begin, end - begin));
      begin = end + 1;
    }
    ASSERT_TRUE(fields.size() == 2 || fields.size() == 3) << line;
    EXPECT_TRUE(seen.insert(analyzer.Fold(fields[0] + '\t' + fields[1])).second)
        << line << " stands twice";
    for (const std::string& field : fields) {
      EXPECT_FALSE(field.empty()) << line;
      EXPECT_EQ(field.find_first_of("()[]\"\r"), std::string::npos) << line;
      const std::string folded = analyzer.Fold(field);
      EXPECT_FALSE(text::IsStopWord(folded)) << line;
    }
    EXPECT_GT(static_cast<unsigned char>(fields[0].front()), 0x7F) << line;
    EXPECT_LT(static_cast<unsigned char>(fields[1].front()), 0x80) << line;
  }
  EXPECT_GE(count, 2000U);
  EXPECT_GE(indexer::SeedLexicon().size(), 2 * count) << "it is what the program has";
}

TEST(SeedLexicon, KnowsWhatIsInEveryonesMouth) {
  const struct {
    const char* term;
    const char* translation;
  } cases[] = {
      {"新冠", "COVID-19"},
      {"新冠肺炎", "COVID-19"},
      {"COVID-19", "新冠"},
      {"新冠病毒", "SARS-CoV-2"},
      {"大模型", "large language model"},
      {"LLM", "大模型"},
      {"large language model", "大语言模型"},
      {"芯片", "chip"},
      {"高铁", "high-speed rail"},
      {"碳达峰", "carbon peak"},
      {"脑卒中", "stroke"},
      {"随机对照试验", "RCT"},
      {"钙钛矿", "perovskite"},
      {"引力", "gravity"},
      {"PM2.5", "细颗粒物"},
      {"CO2", "二氧化碳"},
      {"乡村振兴", "rural revitalization"},
      {"双重差分", "difference-in-differences"},
      {"翻转课堂", "flipped classroom"},
      {"刑法", "criminal law"},
      {"馆际互借", "interlibrary loan"},
      {"版权", "copyright"},
      {"综述", "survey"},
      {"零样本", "zero-shot"},
      {"位姿估计", "pose estimation"},
      {"点云配准", "point cloud registration"},
      {"机械臂", "robotic arm"},
      {"manipulator", "机械臂"},
      {"回环检测", "loop closure detection"},
      {"语音转换", "voice conversion"},
      {"青光眼", "glaucoma"},
      {"类风湿关节炎", "rheumatoid arthritis"},
      {"联合目录", "union catalog"},
      {"literature", "文献"},
      // As they are called in Taiwan.
      {"人臉辨識", "face recognition"},
      {"語音辨識", "speech recognition"},
      {"影像分割", "image segmentation"},
      {"物件偵測", "object detection"},
      {"資料探勘", "data mining"},
      {"使用者介面", "user interface"},
      {"程式碼", "code"},
      {"軟體測試", "software testing"},
      {"行動裝置", "mobile device"},
      {"雲端運算", "cloud computing"},
      {"人工智慧", "AI"},
  };
  const std::vector<LexiconEntry> seed = indexer::MergeEntries(indexer::SeedLexicon());
  for (const auto& [term, translation] : cases)
    EXPECT_NE((", " + testing::TranslationsOf(seed, term) + ",")
                  .find(std::string(", ") + translation + ","),
              std::string::npos)
        << term << ": " << testing::TranslationsOf(seed, term);
}

TEST(LexiconReader, NamesInTaiwanAreForTheirChineseAlone) {
  const std::vector<LexiconEntry> entries = indexer::ReadLexicon(
      "own", "移动图书馆车\tbookmobile\tBM\n档案管理\tarchiving\n", Origin::kUser);
  EXPECT_EQ(testing::TranslationsOf(entries, "行动图书馆车"), "bookmobile, BM");
  EXPECT_EQ(testing::TranslationsOf(entries, "bookmobile"), "移动图书馆车, BM");
  // 档案 is 文件 in the mainland if it is Taiwan's; the mainland's own is not.
  EXPECT_EQ(testing::TranslationsOf(entries, "文件管理"), "");
}

TEST(LexiconReader, ReadsFilesAsPeopleHaveThem) {
  const TemporaryFolder folder;
  const auto first = [&](const std::string& bytes) -> std::string {
    folder.Write("own.tsv", bytes);
    const std::vector<LexiconEntry> entries = indexer::ReadLexiconFile(folder / "own.tsv");
    return entries.empty() ? "" : entries.front().term;
  };
  EXPECT_EQ(first("\xEF\xBB\xBF香蕉\tbanana\r\n"), "香蕉");
  EXPECT_EQ(first("\xCF\xE3\xBD\xB6\tbanana\n"), "香蕉");  // GB18030.
  EXPECT_EQ(first(""), "");
  try {
    indexer::ReadLexiconFile(folder.path().string());
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.what(), "'" + folder.path().string() + "' is a folder");
  }
}

}  // namespace
}  // namespace dssearch
