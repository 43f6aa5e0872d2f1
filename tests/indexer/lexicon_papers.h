#pragma once

#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "searcher/format/lexicon.h"

namespace dssearch::testing {

/// A paper that has nothing but keywords.
Paper KeywordedPaper(int number, std::vector<std::string> zh, std::vector<std::string> en);

/// Twelve papers whose keywords teach two terms, 联邦学习 and 差分隐私; each has one of its own, so
/// that no two are alike.
std::vector<Paper> TeachingPapers();

/// The translations of a term: "federated learning, FL" for 联邦学习.
std::string TranslationsOf(const std::vector<format::LexiconEntry>& entries,
                           const std::string& term);

}  // namespace dssearch::testing
