#include "tests/indexer/lexicon_papers.h"

#include <utility>

#include "searcher/text/analyzer.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch::testing {

Paper KeywordedPaper(int number, std::vector<std::string> zh, std::vector<std::string> en) {
  Paper paper;
  paper.id = "k" + std::to_string(number);
  paper.title = "-";
  paper.keywords_zh = std::move(zh);
  paper.keywords_en = std::move(en);
  return paper;
}

std::vector<Paper> TeachingPapers() {
  std::vector<Paper> papers;
  for (int i = 0; i < 12; ++i) {
    const std::string own = std::string("x") + static_cast<char>('a' + i) + "q";
    papers.push_back(KeywordedPaper(i, {"联邦学习", "差分隐私", "数据" + std::to_string(i)},
                                    {"Federated Learning", "differential privacy", own}));
  }
  return papers;
}

std::string TranslationsOf(const std::vector<format::LexiconEntry>& entries,
                           const std::string& term) {
  text::Analyzer analyzer;
  const std::string key = text::LexiconKeyOf(term, analyzer);
  std::string out;
  for (const format::LexiconEntry& entry : entries)
    if (entry.key == key)
      for (const format::Translation& one : entry.translations)
        out += (out.empty() ? "" : ", ") + one.text;
  return out;
}

}  // namespace dssearch::testing
