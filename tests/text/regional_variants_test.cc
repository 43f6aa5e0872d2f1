#include "searcher/text/regional_variants.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "searcher/text/analyzer.h"

namespace dssearch::text {
namespace {

// The variants of a text that is one run, with blanks between them.
std::string Variants(std::string_view text) {
  Analyzer analyzer;
  const Analysis analysis = analyzer.Analyze(text);
  std::string out;
  for (const std::string& variant : RegionalVariants(analysis, {0, analysis.tokens().size(), true}))
    out += (out.empty() ? "" : " ") + variant;
  return out;
}

struct Case {
  std::string_view run;
  std::string_view variants;
};

TEST(RegionalVariants, AreFoundInBothDirections) {
  constexpr Case kCases[] = {
      {"人臉辨識", "人脸识别"},
      {"人脸识别", "人脸辨识"},
      {"基於物件偵測的研究", "基于目标检测的研究"},
      {"軟體工程", "软件工程"},
      {"软件工程", "软体工程"},
      {"資料庫", "数据库"},
      {"雲端運算", "云计算"},
      {"資料探勘演算法", "数据挖掘算法"},
      {"数据挖掘算法", "资料挖掘演算法 资料探勘演算法"},
      {"支援向量機", "支持向量机"},
      {"蒙地卡羅方法", "蒙特卡罗方法 蒙特卡洛方法"},
      {"奈米碳管", "碳纳米管"},
      {"數位圖書館", "数字图书馆"},
      {"胺基酸", "氨基酸"},
      {"变异数分析", "方差分析"},
      {"强化学习", "增强式学习 强化式学习"},
      {"增强式学习", "强化学习"},
      {"学习", ""},
      {"强", ""},
  };
  for (const auto& [run, variants] : kCases) EXPECT_EQ(Variants(run), variants) << run;
}

TEST(RegionalVariants, OfTheMainlandAlone) {
  Analyzer analyzer;
  const auto first = [&](std::string_view text) {
    const Analysis analysis = analyzer.Analyze(text);
    const std::vector<std::string> variants =
        TaiwanVariants(analysis, {0, analysis.tokens().size(), true});
    return variants.empty() ? "" : variants.front();
  };
  EXPECT_EQ(first("人脸识别"), "人脸辨识");
  EXPECT_EQ(first("人脸辨识"), "");
  EXPECT_EQ(first("档案"), "");
}

TEST(RegionalVariants, ReplaceWholeTermsOnly) {
  constexpr Case kCases[] = {
      {"多工序", ""},            // 多工 are many tasks, but here are words 多|工序.
      {"演算法", "算法"},        // 算法 in it is a part of the same term.
      {"系统辨识", "系统识别"},  // Alone, 辨识 is another word for the same.
      {"医学影像", "医学图像"},  // And 影像 stays, unless a term has it:
      {"影像辨识", "图像识别"},
  };
  for (const auto& [run, variants] : kCases) EXPECT_EQ(Variants(run), variants) << run;
}

TEST(RegionalVariants, LetWordsOfBothRegionsStay) {
  // 整合 and 资讯 are words of the mainland, too.
  EXPECT_EQ(Variants("資訊整合與網路"), "资讯整合与网络 信息集成与网络 情报集成与网络");
}

}  // namespace
}  // namespace dssearch::text
