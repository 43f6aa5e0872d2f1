// Which learnt pairs a lexicon is better without, as its other terms tell.

#include "indexer/lexicon/stray_pairs.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "searcher/format/lexicon.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/lexicon_tokens.h"
#include "tests/indexer/lexicon_papers.h"

namespace dssearch {
namespace {

using format::LexiconEntry;
using format::Origin;
using testing::TranslationsOf;

class Pairs {
 public:
  Pairs& Learnt(const std::string& a, const std::string& b, double strength = 0.6) {
    return Add(a, b, strength, Origin::kLearnt);
  }
  Pairs& Seed(const std::string& a, const std::string& b) { return Add(a, b, 0.9, Origin::kSeed); }
  Pairs& User(const std::string& a, const std::string& b) { return Add(a, b, 1, Origin::kUser); }

  // Whether both directions of a pair are left, or neither.
  std::string Left(const std::string& a, const std::string& b) const {
    std::vector<LexiconEntry> entries = entries_;
    indexer::DropStrayPairs(entries);
    const auto has = [&](const std::string& term, const std::string& translation) {
      return (", " + TranslationsOf(entries, term) + ',').find(", " + translation + ',') !=
             std::string::npos;
    };
    return has(a, b) == has(b, a) ? (has(a, b) ? "both" : "none") : "one";
  }

 private:
  Pairs& Add(const std::string& a, const std::string& b, double strength, Origin origin) {
    entries_.push_back({text::LexiconKeyOf(a, analyzer_), a, {{b, strength, 4, origin}}});
    entries_.push_back({text::LexiconKeyOf(b, analyzer_), b, {{a, strength, 4, origin}}});
    return *this;
  }

  text::Analyzer analyzer_;
  std::vector<LexiconEntry> entries_;
};

TEST(StrayPairs, AnAbbreviationIsOfWhatItIsShortFor) {
  Pairs pairs;
  pairs.Seed("植物园", "botanical garden").Learnt("植物园", "NBGI");
  pairs.Learnt("平台", "platform").Learnt("平台", "OCRP", 0.9);
  // The long form is known and has a name.
  pairs.Learnt("多源数据融合", "multi-source data fusion").Learnt("多源数据融合", "MSDF");
  pairs.Learnt("multi-source data fusion", "MSDF").Learnt("数据融合", "MSDF", 0.9);
  pairs.Learnt("数据融合", "data fusion");
  // It is not, but the name in English says it; plurals are one with it.
  pairs.Learnt("无人货车", "unmanned delivery vehicle").Learnt("无人货车", "UDVs", 0.3);
  // The long form that is learnt is another, and the name says it none the less.
  pairs.Learnt("critical edition", "CE").Learnt("cost estimation", "CE");
  pairs.Learnt("连续演化", "continuous evolution").Learnt("连续演化", "CE", 0.3);
  pairs.Learnt("低秩更新", "low-rank update").Learnt("low-rank matrix adaptation", "LoRA");
  pairs.Learnt("低秩更新", "LoRA", 0.9);
  // Nothing is known but how long the two are and how many agree.
  pairs.Learnt("国际植联", "IBFA").Learnt("东部植联", "EBFA", 0.4);
  pairs.Learnt("体系", "NBGIS", 0.9);
  // Its long form has a name of which the term is but the end.
  pairs.Seed("视觉里程计融合", "visual odometry fusion").Learnt("visual odometry fusion", "VOF");
  pairs.Learnt("里程计融合", "VOF", 0.9);
  // Its long form is a far weaker name of the term than another one.
  pairs.Learnt("转盘", "turntable", 0.9).Learnt("转盘", "rotary table control", 0.4);
  pairs.Learnt("rotary table control", "RTC").Learnt("转盘", "RTC", 0.5);
  // What was not learnt stays.
  pairs.Seed("文献", "literature").Seed("文献", "DOX").User("论文", "paper").User("论文", "XQZ");
  const struct {
    const char* zh;
    const char* en;
    const char* left;
  } cases[] = {
      {"植物园", "NBGI", "none"},
      {"植物园", "botanical garden", "both"},
      {"平台", "OCRP", "none"},
      {"多源数据融合", "MSDF", "both"},
      {"数据融合", "MSDF", "none"},
      {"数据融合", "data fusion", "both"},
      {"无人货车", "UDVs", "both"},
      {"连续演化", "CE", "both"},
      {"低秩更新", "LoRA", "none"},
      {"国际植联", "IBFA", "both"},
      {"东部植联", "EBFA", "none"},
      {"体系", "NBGIS", "none"},
      {"转盘", "RTC", "none"},
      {"里程计融合", "VOF", "none"},
      {"文献", "DOX", "both"},
      {"论文", "XQZ", "both"},
      {"critical edition", "CE", "both"},
  };
  for (const auto& [zh, en, left] : cases) EXPECT_EQ(pairs.Left(zh, en), left) << zh << ' ' << en;
}

TEST(StrayPairs, HalfOfATermIsNoTranslation) {
  Pairs pairs;
  pairs.Seed("推理树", "tree of reasoning").Learnt("推理", "tree of reasoning");
  pairs.Learnt("推理树图", "tree of reasoning");
  pairs.Seed("动物园门票", "ticket").Learnt("门票", "ticket").Learnt("动物园门", "ticket");
  const struct {
    const char* zh;
    const char* en;
    const char* left;
  } cases[] = {
      {"推理", "tree of reasoning", "none"},
      {"推理树图", "tree of reasoning", "both"},
      {"推理树", "tree of reasoning", "both"},
      {"门票", "ticket", "none"},
      // The last character may add nothing to a word: 公平性, 公平.
      {"动物园门", "ticket", "both"},
  };
  for (const auto& [zh, en, left] : cases) EXPECT_EQ(pairs.Left(zh, en), left) << zh << ' ' << en;
}

}  // namespace
}  // namespace dssearch
