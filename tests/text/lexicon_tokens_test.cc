#include "searcher/text/lexicon_tokens.h"

#include <gtest/gtest.h>

#include <string>

namespace dssearch::text {
namespace {

TEST(LexiconKey, Table) {
  const struct {
    const char* text;
    const char* key;
  } cases[] = {
      {"neural networks", "neural network"},
      {"强化学习", "强 化 学 习"},
      {"LLMs", "llm"},
      {"llms", "llm"},
      {"GPs", "gp"},
      {"GPS", "gps"},
      {"IDS", "ids"},
      {"AIDS", "aids"},
      {"hearing aids", "hear aid"},
      {"DEEP NETWORKS", "deep network"},
      {"COVID-19", "covid 19"},
      {"Ph.D. thesis", "ph d thesi"},
  };
  Analyzer analyzer;
  for (const auto& [text, key] : cases) EXPECT_EQ(LexiconKeyOf(text, analyzer), key) << text;
}

TEST(LexiconTokens, KnowHowWordsAreWritten) {
  Analyzer analyzer;
  const std::string text = "a GPs pH Network CO2 GPT-4";
  std::string out;
  for (const LexiconToken& token : LexiconTokensOf(text, analyzer.Analyze(text), analyzer))
    out += (token.joined ? "+" : " ") + token.word + '=' + token.written;
  EXPECT_EQ(out, " a= gps=GPs ph=pH network= co=CO+2= gpt=GPT 4=");
  EXPECT_EQ(SingularAbbreviation("LLMs"), "LLM");
  EXPECT_EQ(SingularAbbreviation("GPS"), "GPS");
  EXPECT_EQ(SingularAbbreviation("ViAs"), "ViA");
}

}  // namespace
}  // namespace dssearch::text
