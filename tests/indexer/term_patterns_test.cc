#include "indexer/lexicon/term_patterns.h"

#include <gtest/gtest.h>

#include <string>

namespace dssearch {
namespace {

// "强化学习=RL" for each pair.
std::string PairsIn(const std::string& text) {
  std::string out;
  for (const indexer::TextPair& pair : indexer::PairsInBrackets(text))
    out += (out.empty() ? "" : " ") + pair.zh + '=' + pair.en;
  return out;
}

TEST(TermPatterns, Table) {
  const struct {
    const char* text;
    const char* pairs;
  } cases[] = {
      {"采用强化学习（Reinforcement Learning, RL）训练",
       "采用强化学习=Reinforcement Learning 采用强化学习=RL"},
      {"强化学习(reinforcement learning)", "强化学习=reinforcement learning"},
      {"强化学习 (RL)", "强化学习=RL"},
      {"强化学习（RL；reinforcement learning）", "强化学习=RL 强化学习=reinforcement learning"},
      {"we use reinforcement learning (强化学习) here", "强化学习=we use reinforcement learning"},
      {"reinforcement learning（强化学习，RL）", "强化学习=reinforcement learning"},
      {"大模型（如GPT）", ""},              // Both languages in one bracket,
      {"强化学习（一种学习方法）", ""},     // no translation,
      {"reinforcement learning (RL)", ""},  // one language,
      {"（RL）强化学习", ""},               // nothing before it,
      {"，（RL）", ""},
      {"强化学习（RL", ""},  // never closed,
      {"强化学习()", ""},
      {"强化学习（2024）", ""},
      {"强化学习（RL (PPO)）", ""},  // nested in another width: mixed,
      {"智能体((agent))", ""},       // nothing right before the inner one,
      {"监督微调（Supervised Fine-Tuning, SFT）和偏好优化（DPO）",
       "监督微调=Supervised Fine-Tuning 监督微调=SFT 和偏好优化=DPO"},
      {"", ""},
      {"\xE5\xBC（RL）\xFF", ""},  // no UTF-8.
  };
  for (const auto& [text, pairs] : cases) EXPECT_EQ(PairsIn(text), pairs) << text;
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "智能体（agent）";
  EXPECT_EQ(indexer::PairsInBrackets(many).size(), indexer::kMaxPairsOfText);
}

TEST(TermPatterns, Abbreviations) {
  const struct {
    const char* text;
    const char* pairs;
  } cases[] = {
      {"We train a mixture of experts (MoE) model", "mixture of experts=MoE"},
      {"Our MoE (mixture of experts) layers", "mixture of experts=MoE"},
      {"采用强化学习（Reinforcement Learning, RL）训练", "Reinforcement Learning=RL"},
      {"强化学习（RL；reinforcement learning）", "reinforcement learning=RL"},
      {"large language models (LLMs)", "large language models=LLMs"},
      {"Generative Pre-trained Transformer (GPT-3)", ""},  // 3 is in neither.
      {"3D Gaussian splatting (3DGS)", "3D Gaussian splatting=3DGS"},
      {"a retrieval-augmented generation （RAG）", "retrieval-augmented generation=RAG"},
      {"the method (BERT) works", ""},   // Letters that are not there,
      {"a later part (PL)", ""},         // or do not begin a word in order,
      {"RL (RL)", ""},                   // the same,
      {"in our study (see Table)", ""},  // no abbreviation,
      {"强化学习 (RL)", ""},             // in another language,
      {"some long text of words that goes on and on again (ST)", ""},  // too long for it,
      {"mixture of experts (MoE", ""},
      {"(MoE)", ""},
      {"", ""},
  };
  for (const auto& [text, pairs] : cases) {
    std::string out;
    for (const indexer::Abbreviation& one : indexer::AbbreviationsIn(text))
      out += (out.empty() ? "" : " ") + one.longer + '=' + one.shorter;
    EXPECT_EQ(out, pairs) << text;
  }
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "large model (LM), ";
  EXPECT_EQ(indexer::AbbreviationsIn(many).size(), indexer::kMaxPairsOfText);
}

}  // namespace
}  // namespace dssearch
