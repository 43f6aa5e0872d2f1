// Searches in one language for papers in the other.

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "indexer/index_writer.h"
#include "indexer/lexicon/lexicon_reader.h"
#include "searcher/compile/lexicon_matches.h"
#include "searcher/present/json.h"
#include "tests/testing/index.h"

namespace dssearch {
namespace {

using testing::Ids;
using testing::Marked;
using testing::TemporaryFolder;

// Sorts ids by name, for tests that do not check the ranking.
std::string SortedIds(const std::string& ids) {
  std::istringstream in(ids);
  std::set<std::string> all;
  for (std::string id; in >> id;) all.insert(id);
  std::string sorted;
  for (const std::string& id : all) sorted += (sorted.empty() ? "" : " ") + id;
  return sorted;
}

// An index of papers with the built-in lexicon.
class SeededIndex {
 public:
  explicit SeededIndex(const std::vector<Paper>& papers) : path_(folder_ / "index") {
    indexer::IndexWriter writer(path_, indexer::IndexWriter::Mode::kUpdate);
    writer.AddTerms(indexer::SeedLexicon());
    for (const Paper& paper : papers) writer.Put(paper, "test");
    writer.Publish();
    searcher_ = std::make_unique<Searcher>(path_);
  }

  const Searcher& searcher() const { return *searcher_; }

  std::string Found(const std::string& query, bool translate = true) const {
    return Ids(searcher_->Search({.query = query, .translate = translate}));
  }

 private:
  TemporaryFolder folder_;
  std::string path_;
  std::unique_ptr<Searcher> searcher_;
};

std::vector<Paper> CorpusIn(bool chinese) {
  std::vector<Paper> papers = testing::CorpusPapers();
  for (Paper& paper : papers) {
    paper.domains.clear();
    if (chinese) {
      paper.title = paper.title_zh;
      paper.summary_en.clear();
      paper.contribution_en.clear();
      paper.keywords_en.clear();
    } else {
      paper.summary_zh.clear();
      paper.contribution_zh.clear();
      paper.keywords_zh.clear();
    }
    paper.title_zh.clear();
  }
  return papers;
}

struct BilingualQuery {
  const char* id;
  const char* zh;
  const char* en;
};
constexpr BilingualQuery kQueries[] = {
    {"2401.02954", "缩放定律 开源", "scaling law open source"},
    {"2401.06066", "混合专家 共享专家", "mixture of experts shared experts"},
    {"2401.14196", "代码智能 编程 大语言模型",
     "code intelligence programming large language model"},
    {"2402.03300", "组相对策略优化 数学推理",
     "group relative policy optimization mathematical reasoning"},
    {"2403.05525", "视觉语言 理解 真实世界", "vision-language understanding real-world"},
    {"2405.04434", "多头潜在注意力", "multi-head latent attention"},
    {"2405.14333", "定理证明 合成数据", "theorem proving synthetic data"},
    {"2406.11931", "代码智能 闭源模型", "code intelligence closed-source model"},
    {"2407.01906", "专家 微调 稀疏", "expert fine-tuning sparse"},
    {"2408.08152", "证明助手 蒙特卡洛树搜索", "proof assistant Monte Carlo tree search"},
    {"2408.14158", "软硬件协同设计 深度学习", "hardware-software co-design deep learning"},
    {"2410.13848", "视觉 编码 解耦", "decoupling visual encoding"},
    {"2411.07975", "整流流", "rectified flow"},
    {"2412.10302", "动态切片 视觉语言模型", "dynamic tiling vision-language model"},
    {"2412.19437", "负载均衡 多词元预测", "load balancing multi-token prediction"},
    {"2501.12948", "强化学习 推理能力", "reinforcement learning reasoning ability"},
    {"2501.17811", "统一多模态理解 数据扩展", "multimodal understanding data scaling"},
    {"2502.11089", "稀疏注意力 硬件", "sparse attention hardware"},
    {"2504.02495", "奖励建模 推理时扩展", "reward modeling inference-time scaling"},
    {"2504.21801", "子目标分解", "subgoal decomposition"},
    {"2505.09343", "硬件架构 挑战", "hardware architecture challenge"},
    {"2510.18234", "光学字符识别 压缩 上下文", "OCR compression context"},
    {"2511.22570", "自我验证 数学推理", "self-verification mathematical reasoning"},
    {"2512.24880", "超连接", "hyper-connections"},
    {"2601.07372", "记忆 查找 稀疏性", "memory lookup sparsity"},
};

TEST(CrossLanguage, FiftyQueriesFindTheRightPaperInTheOtherLanguage) {
  const SeededIndex chinese(CorpusIn(true));
  const SeededIndex english(CorpusIn(false));
  const auto first = [](const SeededIndex& index, const char* text) {
    std::string ids;
    for (const Hit& hit : index.searcher().Search({.query = text, .limit = 3}).hits)
      ids += hit.paper.id + ' ';
    return ids;
  };
  for (const BilingualQuery& query : kQueries) {
    EXPECT_NE(first(english, query.zh).find(query.id), std::string::npos)
        << query.zh << ": " << first(english, query.zh);
    EXPECT_NE(first(chinese, query.en).find(query.id), std::string::npos)
        << query.en << ": " << first(chinese, query.en);
  }
}

Paper Make(const std::string& id, const std::string& title, const std::string& summary = {}) {
  Paper paper;
  paper.id = id;
  paper.title = title;
  paper.summary_en = summary;
  return paper;
}

std::vector<Paper> MixedPapers() {
  std::vector<Paper> papers = {
      Make("en", "Advances in federated learning", "We study graph neural networks."),
      Make("apart", "Learning in federated unions"),
      Make("zh", "联邦学习的进展"),
      Make("moe", "Mixtures of experts"),
      Make("rag", "检索增强生成的应用"),
      Make("other", "Something else"),
  };
  papers[2].summary_zh = "研究图神经网络。";
  return papers;
}

TEST(CrossLanguage, MatchesTranslations) {
  const SeededIndex index(MixedPapers());
  const struct {
    const char* query;
    const char* found;
  } cases[] = {
      {"联邦学习", "apart en zh"},
      {"\"联邦学习\"", "en zh"},  // A phrase matches as a phrase in translation, too.
      {"\"federated learning\"", "en zh"},
      {"federated learning", "apart en zh"},
      {"title:联邦学习", "apart en zh"},
      {"title:图神经网络", ""},
      {"图神经网络", "en zh"},
      {"混合专家", "moe"},  // The translation matches across a stop word and by stems.
      {"MoE", "moe"},
      {"RAG", "rag"},
      {"title:MoE -experts", ""},
      {"retrieval-augmented generation", "rag"},
      {"联邦学习 -study", "apart zh"},  // Excluded words are not translated.
      {"学习 -联邦", ""},
      {"联邦学习 lang:en", "apart en"},
      {"id:联邦学习", ""},
      {"联邦学习 OR 混合专家", "apart en moe zh"},
      {"(联邦学习 OR nothing) graph", "apart en zh"},
  };
  for (const auto& [query, found] : cases) EXPECT_EQ(SortedIds(index.Found(query)), found) << query;
  EXPECT_EQ(index.Found("联邦学习", false), "zh");
  EXPECT_EQ(index.Found("RAG", false), "");
}

TEST(CrossLanguage, AbbreviationsAreInBothLanguages) {
  Paper zh = Make("zh", "基于MoE的方法");
  zh.summary_zh = "没有别的";
  Paper words = Make("words", "一种mixture of experts方法");
  const SeededIndex index({zh, words, Make("en", "An MoE layer", "Mixtures of experts")});
  EXPECT_EQ(SortedIds(index.Found("混合专家")), "en zh");
  EXPECT_EQ(SortedIds(index.Found("mixture of experts")), "en words zh");
}

TEST(CrossLanguage, AbbreviationsKeepTheirCaseAndTheirPlural) {
  const TemporaryFolder folder;
  const std::string path = folder / "index";
  indexer::IndexWriter writer(path, indexer::IndexWriter::Mode::kUpdate);
  writer.SetUserTerms(indexer::ReadLexicon("own",
                                           "高斯过程\tGaussian process\tGPs\n"
                                           "定位系统\tglobal positioning system\tGPS\n"
                                           "组合优化\tcombinatorial optimization\tCO\n"
                                           "有限元\tfinite element\tFE\n"
                                           "公共卫生\tpublic health\tPH\n"
                                           "过程挖掘\tprocess mining\tPM\n"
                                           "平均精度\tmean average precision\tMAP\n"
                                           "入侵检测系统\tintrusion detection system\tIDS\n"
                                           "混合专家\tmixture of experts\tMoE\n",
                                           format::Origin::kUser));
  Paper everything = Make("all", "高斯过程 定位系统 组合优化 有限元 公共卫生 过程挖掘 平均精度");
  everything.summary_zh = "入侵检测系统 混合专家";
  writer.Put(everything, "test");
  writer.Publish();
  const Searcher searcher(path);
  const struct {
    const char* query;
    const char* added;
  } cases[] = {
      {"GPS", "定位系统"},
      {"gps", "定位系统"},
      {"GPs", "高斯过程"},
      {"CO2", ""},
      {"CO emission", "组合优化"},
      {"Fe3O4", ""},
      {"PM2.5", ""},
      {"PM", "过程挖掘"},
      {"pH", ""},
      {"PH", "公共卫生"},
      {"mapping", ""},
      {"MAP", "平均精度"},
      {"an id", ""},
      {"IDS", "入侵检测系统"},
      {"moe", "混合专家"},
      {"MOE", "混合专家"},
      {"MoEs", "混合专家"},
      {"moes", "混合专家"},
  };
  for (const auto& [query, added] : cases) {
    std::string out;
    for (const TermExpansion& one : searcher.Search({.query = query}).translations)
      for (const std::string& translation : one.added)
        if (static_cast<unsigned char>(translation.front()) > 0x7F) out += translation;
    EXPECT_EQ(out, added) << query;
  }
}

TEST(CrossLanguage, TranslatesFormsOfAWordNotItsStem) {
  const SeededIndex index({Make("place", "定位方法"), Make("llm", "大语言模型"),
                           Make("hash", "聚类方法"), Make("x", "Something else")});
  EXPECT_EQ(index.Found("localization"), "place");
  EXPECT_EQ(index.Found("local"), "");
  EXPECT_EQ(index.Found("cluster"), "hash");
  EXPECT_EQ(index.Found("LLM"), "llm");
  EXPECT_EQ(index.Found("LLMs"), "llm");
}

TEST(CrossLanguage, ExplainsWhyNotForTermsOfSeveralWords) {
  const SeededIndex index({Make("zh", "联邦学习"), Make("en", "Federated unions")});
  const auto said = [&](const char* id) {
    std::string text;
    for (const auto& one :
         index.searcher().WhyNot({.query = "federated learning lang:zh"}, id).conditions)
      text += (text.empty() ? "" : ", ") + one.text + (one.holds ? " yes" : " no");
    return text;
  };
  EXPECT_EQ(said("zh"), "federated yes, learning yes, (lang = zh) yes");
  EXPECT_EQ(said("en"), "federated yes, learning no, (lang = zh) no");
}

TEST(CrossLanguage, RequiresAllOfARunToBeTranslated) {
  const SeededIndex index({Make("city", "Image of the city"), Make("zh", "图像超分方法")});
  EXPECT_EQ(Ids(index.searcher().Search({.query = "图像超分", .match = Match::kAll})), "zh");
}

TEST(CrossLanguage, RanksTranslationsBelowTheQuerysWords) {
  // Both have the same length in terms: 联邦学习 has three bigrams and two words.
  const SeededIndex index({Make("en", "Federated learning one two three"), Make("zh", "联邦学习"),
                           Make("x", "Something else"), Make("y", "别的")});
  EXPECT_EQ(index.Found("联邦学习"), "zh en");
  EXPECT_EQ(index.Found("federated learning"), "en zh");
}

TEST(CrossLanguage, ScoresAllOfTheQuerysWordsWithoutTranslations) {
  Paper both = Make("both", "支持向量机");
  both.summary_zh = "SVM, SVM, SVM";
  Paper part = Make("part", "支持");
  part.summary_zh = "SVM, SVM, SVM";
  const SeededIndex index({both, part, Make("x", "Something else"), Make("y", "别的")});
  for (const std::string query : {"支持向量机", "支持向量机 别的"}) {
    const SearchResponse response = index.searcher().Search({.query = query, .explain = true});
    for (const Hit& hit : response.hits) {
      const bool translated =
          std::any_of(hit.evidence.begin(), hit.evidence.end(),
                      [](const Evidence& one) { return one.form == "translation of 支持向量机"; });
      EXPECT_EQ(translated, hit.paper.id == "part") << query << ' ' << hit.paper.id;
    }
    EXPECT_GE(response.hits.size(), 2U);
  }
}

double ScoreOf(const SeededIndex& index, const std::string& query, const std::string& id,
               Match match = Match::kAny, bool translate = true) {
  const SearchResponse response =
      index.searcher().Search({.query = query, .match = match, .translate = translate});
  for (const Hit& hit : response.hits)
    if (hit.paper.id == id) return hit.score;
  return -1;
}

TEST(CrossLanguage, PapersCountForWordsThatTheyCannotHave) {
  // The lexicon lacks 提出, BERT and 吉他; papers in both languages have BERT, and none has 吉他.
  std::vector<Paper> papers = {Make("zh1", "提出一种系统"),       Make("zh2", "BERT 的历史"),
                               Make("en1", "Federated learning"), Make("en2", "History of BERT"),
                               Make("zh3", "一种系统"),           Make("zh4", "联邦学习的历史"),
                               Make("en3", "Something else"),     Make("en4", "Something else")};
  const SeededIndex index(papers);
  // All papers with the term have it once; en1 has it in translation.
  EXPECT_GT(ScoreOf(index, "提出 联邦学习", "en1"), ScoreOf(index, "吉他 联邦学习", "en1"));
  EXPECT_GT(ScoreOf(index, "提出 联邦学习", "en1"), ScoreOf(index, "提出 联邦学习", "zh1"));
  // What a paper in the query's language has is known.
  EXPECT_EQ(ScoreOf(index, "提出 联邦学习", "zh4"), ScoreOf(index, "BERT 联邦学习", "zh4"));
  // What papers of both languages have, a paper without it lacks.
  EXPECT_LE(ScoreOf(index, "BERT 联邦学习", "en1"), ScoreOf(index, "吉他 联邦学习", "en1"));
  // Words without a translation count as they do otherwise.
  for (const char* const query : {"提出 联邦学习", "提出", "BERT 联邦学习"})
    for (const char* const id : {"zh1", "zh2", "en2"})
      EXPECT_EQ(ScoreOf(index, query, id), ScoreOf(index, query, id, Match::kAny, false))
          << query << ' ' << id;
  // Where a paper has all of the query, its own words decide.
  papers[4] = Make("zh3", "提出一种联邦学习");
  const SeededIndex decided(papers);
  EXPECT_EQ(ScoreOf(decided, "提出 联邦学习", "en1"), ScoreOf(decided, "吉他 联邦学习", "en1"));
  EXPECT_LT(ScoreOf(decided, "提出 联邦学习", "en1"), ScoreOf(decided, "提出 联邦学习", "zh3"));
}

TEST(CrossLanguage, PapersCountForTheRestOfACompound) {
  // The lexicon has privacy alone.
  std::vector<Paper> papers = {Make("en", "Quasi-static things"), Make("en2", "Something else"),
                               Make("zh", "隐私的研究"), Make("zh2", "别的")};
  const SeededIndex index(papers);
  const double whole = ScoreOf(index, "privacy guitar", "zh");
  EXPECT_GT(ScoreOf(index, "quasi-privacy guitar", "zh"), whole);
  papers[0] = Make("en", "Quasi-privacy of things");
  const SeededIndex decided(papers);
  EXPECT_LT(ScoreOf(decided, "quasi-privacy guitar", "zh"),
            ScoreOf(decided, "quasi-privacy guitar", "en"));
}

TEST(CrossLanguage, AllOfTheQuerysWordsComeFirst) {
  // From one word without a translation beside the term to six. All papers are about as long.
  std::vector<Paper> papers = {
      Make("en", "Federated learning one two three four five six seven eight nine ten")};
  for (int i = 0; i < 20; ++i) {
    papers.push_back(Make("x" + std::to_string(i), "Something else"));
    papers.push_back(Make("y" + std::to_string(i), "别的"));
  }
  std::string query = "联邦学习";
  for (const char* const word : {"提出", "烹饪", "木匠", "河流", "冬天", "钢琴"}) {
    (query += ' ') += word;
    std::vector<Paper> with = papers;
    with.push_back(Make("all", query + "，别的别的别的"));
    with.push_back(Make("some", query.substr(query.find(' ') + 1) + "，别的别的别的"));
    const SeededIndex index(with);
    const std::string found = Ids(index.searcher().Search({.query = query, .match = Match::kAny}));
    EXPECT_TRUE(found.starts_with("all ")) << query << ": " << found;
    EXPECT_NE(found.find("en"), found.npos) << query << ": " << found;
  }
}

TEST(CrossLanguage, PapersAreOnlyPresumedToHaveWhatTheyCannotHave) {
  // What a paper with the translation gains by a word that the lexicon lacks beside the term.
  const auto gain = [](const std::vector<Paper>& papers) {
    const SeededIndex index(papers);
    return ScoreOf(index, "提出 联邦学习", "en") / ScoreOf(index, "吉他 联邦学习", "en");
  };
  const Paper en = Make("en", "Federated learning");
  Paper both = Make("both", "提出一种系统");
  both.summary_en = "A system";
  std::vector<Paper> mostly = {en};
  for (int i = 0; i < 9; ++i) {
    mostly.push_back(both);
    mostly.back().id += std::to_string(i);
  }
  EXPECT_GT(gain({en, Make("zh", "提出一种系统")}), 1.05);
  // Where hardly any paper lacks the query's language, hardly.
  EXPECT_GT(gain(mostly), 1);
  EXPECT_LT(gain(mostly), gain({en, Make("zh", "提出一种系统")}));
  Paper has = en;
  has.summary_zh = "一种系统";
  EXPECT_EQ(gain({has, both}), 1);  // No paper is in English only.
}

TEST(CrossLanguage, PartsOfTranslationsScoreAndFindNothing) {
  Paper both = Make("both", "点云的隐私");
  both.summary_en = "Point cloud";
  std::vector<Paper> papers = {
      Make("whole", "Privacy in cloud computing"),
      Make("part", "Privacy in point clouds"),
      Make("apart",
           "Cloud of one two three four five six seven eight nine ten eleven twelve "
           "thirteen fourteen fifteen, computing, privacy"),
      Make("none", "Privacy in rooms"),
      Make("cloud", "A point cloud"),
      both,
      Make("zh", "云计算的隐私"),
      Make("zh_part", "计算与隐私"),
      Make("zh_none", "隐私与健康"),
      Make("zh_cloud", "计算")};
  for (int i = 0; i < 10; ++i) {
    papers.push_back(Make("x" + std::to_string(i), "Something else"));
    papers.push_back(Make("y" + std::to_string(i), "别的"));
  }
  const SeededIndex index(papers);
  struct Case {
    std::string query;
    Match match;
    std::string found;  // Papers in the other language alone.
  };
  const Case cases[] = {
      {"云计算", Match::kAny, "whole"},
      {"云计算", Match::kAll, "whole"},
      {"云计算 隐私", Match::kAny, "whole apart part none"},
      {"云计算 隐私", Match::kAll, "whole"},
      {"cloud computing", Match::kAny, "zh"},
      {"cloud computing privacy", Match::kAny, "zh zh_part zh_none"},
      {"cloud computing privacy", Match::kAll, "zh"},
  };
  for (const auto& [query, match, expected] : cases) {
    const bool chinese = query.starts_with("云");
    std::string found;
    for (const Hit& hit : index.searcher().Search({.query = query, .match = match}).hits)
      if (hit.paper.id != "both" && hit.paper.id.starts_with("zh") != chinese)
        found += (found.empty() ? "" : " ") + hit.paper.id;
    EXPECT_EQ(found, expected) << query;
  }
  // A paper with a text in the query's language is known to lack the term.
  EXPECT_EQ(ScoreOf(index, "云计算 隐私", "both"), ScoreOf(index, "吉他 隐私", "both"));
  const SearchResponse response =
      index.searcher().Search({.query = "云计算 隐私", .match = Match::kAny, .explain = true});
  const auto part = std::find_if(response.hits.begin(), response.hits.end(),
                                 [](const Hit& hit) { return hit.paper.id == "part"; });
  ASSERT_NE(part, response.hits.end());
  ASSERT_EQ(part->evidence.size(), 2U);
  EXPECT_EQ(part->evidence[0].form, "translation of 隐私");
  EXPECT_EQ(part->evidence[1].form, "part of a translation of 云计算");
}

TEST(CrossLanguage, APaperWithAnAbbreviationHasTheWholeTranslation) {
  const SeededIndex index({Make("fl", "Privacy, FL and learning"), Make("x", "Federated learning"),
                           Make("part", "Privacy and learning"), Make("zh", "隐私")});
  const SearchResponse response =
      index.searcher().Search({.query = "联邦学习 隐私", .match = Match::kAny, .explain = true});
  for (const Hit& hit : response.hits) {
    const bool in_part = std::any_of(
        hit.evidence.begin(), hit.evidence.end(),
        [](const Evidence& one) { return one.form == "part of a translation of 联邦学习"; });
    EXPECT_EQ(in_part, hit.paper.id == "part") << hit.paper.id;
  }
}

TEST(CrossLanguage, AnUnknownWordDoesNotHandThePageToTranslations) {
  std::vector<Paper> papers = {Make("want", "Convolutional networks of layers")};
  for (int i = 0; i < 30; ++i) {
    papers.push_back(Make("zh" + std::to_string(i), "网络与网络研究"));
    papers.back().summary_zh = "网络平台与网络课堂的网络体验。";
    if (i >= 12) continue;
    papers.push_back(Make("en" + std::to_string(i), "Convolutional layers"));
    papers.back().summary_en = "A convolutional model of images.";
    papers.push_back(Make("road" + std::to_string(i), "The network of roads"));
  }
  const SeededIndex index(papers);
  for (const char* query : {"convolutional nueral network", "convolutional network benchmark"}) {
    const std::string found = index.Found(query);
    EXPECT_NE(found.find("/want "), std::string::npos) << query << ": " << found;
  }
}

TEST(CrossLanguage, SegmentedTermsScoreAsAWhole) {
  const SeededIndex index({Make("whole", "联邦学习的系统"), Make("parts", "学习的系统，联邦")});
  for (const bool translate : {true, false}) {
    const SearchResponse response =
        index.searcher().Search({.query = "联邦学习系统", .translate = translate, .explain = true});
    ASSERT_EQ(Ids(response), "whole parts");
    for (const Hit& hit : response.hits) {
      const bool counted = std::any_of(
          hit.evidence.begin(), hit.evidence.end(),
          [](const Evidence& one) { return one.text == "联邦学习" && one.form == "phrase"; });
      EXPECT_EQ(counted, hit.paper.id == "whole") << hit.paper.id << translate;
    }
  }
  std::string terms;
  for (const AnalyzedTerm& term :
       index.searcher().Analyze("用 联邦学习, Reinforcement  Learning和推理网络图神经网络").terms)
    if (term.kind == "term")
      terms += term.text + (term.scores ? " scores, " : ", ") + std::to_string(term.position) +
               '+' + std::to_string(term.position_length) + '@' + std::to_string(term.span.begin) +
               '-' + std::to_string(term.span.end) + "; ";
  EXPECT_EQ(terms,
            "联邦学习 scores, 1+4@4-16; reinforcement  learning, 5+2@18-41; 推理, 8+2@44-50; "
            "网络, 10+2@50-56; 图神经网络 scores, 12+5@56-71; ");
}

TEST(CrossLanguage, LeavesOutCommonTranslationsBesideOthers) {
  const SeededIndex index({Make("en1", "Federated learning"), Make("en2", "A language model"),
                           Make("en3", "A language model"),
                           Make("en4", "Language models of privacy"), Make("zh", "别的")});
  const auto translated = [&](const std::string& query, Match match) {
    std::string terms;
    for (const TermExpansion& one :
         index.searcher().Search({.query = query, .match = match}).translations)
      terms += (terms.empty() ? "" : " ") + one.term;
    return terms;
  };
  EXPECT_EQ(translated("语言模型 联邦学习", Match::kAny), "联邦学习");
  EXPECT_EQ(translated("语言模型联邦学习", Match::kAny), "联邦学习");
  EXPECT_EQ(translated("语言模型 联邦学习", Match::kAll), "语言模型 联邦学习");
  EXPECT_EQ(translated("语言模型", Match::kAny), "语言模型");
  // The share is that of the papers in the language of each translation; CNN has both.
  std::vector<Paper> papers = {Make("zh", "联邦学习"), Make("x", "别的"), Make("y", "别的"),
                               Make("z", "别的")};
  for (int i = 0; i < 10; ++i)
    papers.push_back(
        Make("en" + std::to_string(i), i < 2 ? "Convolutional neural networks" : "Something else"));
  EXPECT_EQ(SortedIds(SeededIndex(papers).Found("CNN federated learning")), "en0 en1 zh");
  // Only translations that the index has count as others.
  EXPECT_EQ(translated("语言模型 知识图谱", Match::kAny), "语言模型");
}

TEST(CrossLanguage, MatchesChineseTranslationsByBigrams) {
  const SeededIndex index({Make("term", "知识图谱"), Make("bigrams", "图谱与知识图"),
                           Make("words", "图谱与知识"), Make("x", "Something else")});
  EXPECT_EQ(SortedIds(index.Found("knowledge graph")), "bigrams term");
  EXPECT_EQ(index.Found("\"knowledge graph\""), "term");
}

TEST(CrossLanguage, ReturnsAndMarksTranslations) {
  const SeededIndex index(MixedPapers());
  SearchRequest request{.query = "联邦学习 lang:en", .explain = true};
  const SearchResponse response = index.searcher().Search(request);
  ASSERT_FALSE(response.hits.empty());
  EXPECT_EQ(response.translations,
            (std::vector<TermExpansion>{{"联邦学习", {"federated learning"}, 0.9}}));
  EXPECT_NE(ToJson(response).find("\"translations\""), std::string::npos);
  EXPECT_EQ(response.hits[0].evidence.front().form, "translation of 联邦学习");
  EXPECT_EQ(response.hits[0].evidence.front().text, "federated learning");
  double sum = 0;
  for (const Evidence& one : response.hits[0].evidence) sum += one.score;
  EXPECT_NEAR(sum, response.hits[0].score, 1e-6);
  bool marked = false;
  for (const Snippet& snippet : response.hits[0].snippets)
    marked = marked || Marked(snippet) == "Advances in 【federated learning】";
  EXPECT_TRUE(marked);
  request.translate = false;
  EXPECT_TRUE(index.searcher().Search(request).translations.empty());
}

TEST(CrossLanguage, ScoresAreExplainedInFull) {
  const SeededIndex index(testing::CorpusPapers());
  for (const BilingualQuery& query : kQueries)
    for (const char* text : {query.zh, query.en})
      for (const Hit& hit : index.searcher().Search({.query = text, .explain = true}).hits) {
        double sum = 0;
        for (const Evidence& one : hit.evidence) sum += one.score;
        EXPECT_NEAR(sum, hit.score, 1e-6 * hit.score) << text << ' ' << hit.paper.id;
      }
}

TEST(CrossLanguage, ChangesNothingWhereTheOtherLanguageIsAbsent) {
  const SeededIndex index(CorpusIn(true));
  for (const BilingualQuery& query : kQueries) {
    // Terms of letters may match in Chinese texts, too.
    const SearchResponse with = index.searcher().Search({.query = query.zh});
    if (!with.translations.empty()) continue;
    const SearchResponse without = index.searcher().Search({.query = query.zh, .translate = false});
    ASSERT_EQ(Ids(with), Ids(without)) << query.zh;
    for (std::size_t i = 0; i < with.hits.size(); ++i)
      EXPECT_EQ(with.hits[i].score, without.hits[i].score) << query.zh;
  }
}

TEST(CrossLanguage, EachTranslationCanBeSwitchedOff) {
  std::vector<Paper> papers = testing::Titled(
      {"Federated learning at home", "FL on phones", "联邦学习综述", "Privacy of letters", "别的"});
  const SeededIndex index(papers);
  // What a search adds and leaves out, its hits, and its notes.
  const auto search = [&index](const std::string& query, std::vector<std::string> untranslated) {
    const SearchResponse response =
        index.searcher().Search({.query = query, .untranslated = std::move(untranslated)});
    std::string all;
    for (const TermExpansion& one : response.translations) {
      all += one.term + " =";
      for (const std::string& name : one.added) all += " +" + name;
      for (const std::string& name : one.dropped) all += " -" + name;
      all += "; ";
    }
    all += SortedIds(Ids(response));
    for (const Note& note : response.notes) all += " ! " + note.text();
    return all;
  };
  const std::string none = "联邦学习 = -federated learning -FL; p3";
  struct Case {
    const char* query;
    std::vector<std::string> untranslated;
    std::string expected;
  };
  const Case cases[] = {
      {"联邦学习", {}, "联邦学习 = +federated learning +FL; p1 p2 p3"},
      {"联邦学习", {"FL"}, "联邦学习 = +federated learning -FL; p1 p3"},
      {"联邦学习 -translate:fl", {}, "联邦学习 = +federated learning -FL; p1 p3"},
      {"联邦学习", {"Federated-Learning"}, "联邦学习 = +FL -federated learning; p2 p3"},
      {"联邦学习", {"federated learning", "fl"}, none},
      {"联邦学习", {"联邦学习"}, none},
      {"联邦学习 -翻译：联邦学习", {}, none},
      {"\"联邦学习\"", {"联邦学习"}, none},
      {"联邦学习",
       {"privacy"},
       "联邦学习 = +federated learning +FL; p1 p2 p3 ! 'privacy' is no term or translation of this "
       "query; nothing was left out for it"},
  };
  for (const auto& [query, untranslated, expected] : cases)
    EXPECT_EQ(search(query, untranslated), expected) << query;
  // What is switched off is off in both ways of matching, and where it is asked why.
  EXPECT_EQ(
      Ids(index.searcher().Search(
          {.query = "联邦学习 隐私", .match = Match::kAny, .untranslated = {"隐私", "联邦学习"}})),
      "p3");
  EXPECT_TRUE(index.searcher().WhyNot({.query = "联邦学习"}, "p1").found);
  EXPECT_FALSE(
      index.searcher().WhyNot({.query = "联邦学习", .untranslated = {"联邦学习"}}, "p1").found);
}

}  // namespace
}  // namespace dssearch
