#include "searcher/text/stop_words.h"

#include <algorithm>
#include <array>

namespace dssearch::text {
namespace {

constexpr auto kStopWords = std::to_array<std::string_view>({
    "a",    "about", "after",   "all",     "also",  "am",     "an",     "and",     "any",   "are",
    "as",   "at",    "be",      "because", "been",  "before", "being",  "between", "both",  "but",
    "by",   "can",   "could",   "did",     "do",    "does",   "during", "each",    "for",   "from",
    "had",  "has",   "have",    "he",      "her",   "his",    "how",    "i",       "if",    "in",
    "into", "is",    "it",      "its",     "me",    "my",     "no",     "nor",     "not",   "of",
    "on",   "onto",  "or",      "our",     "over",  "s",      "she",    "should",  "so",    "some",
    "such", "than",  "that",    "the",     "their", "them",   "then",   "there",   "these", "they",
    "this", "those", "through", "to",      "under", "upon",   "us",     "was",     "we",    "were",
    "what", "when",  "where",   "which",   "while", "who",    "whom",   "whose",   "why",   "will",
    "with", "would", "you",     "your",    "一个",  "一种",   "一些",   "上",      "下",    "不",
    "与",   "个",    "中",      "为",      "为何",  "为什么", "也",     "了",      "于",    "什么",
    "从",   "他",    "以",      "以及",    "们",    "会",     "你",     "使",      "关于",  "其",
    "及",   "吗",    "呢",      "和",      "哪些",  "哪",     "在",     "地",      "如何",  "它",
    "对",   "将",    "就",      "已",      "并",    "很",     "怎么",   "怎样",    "我",    "我们",
    "或",   "所",    "把",      "是",      "有",    "有哪些", "的",     "等",      "而",    "被",
    "种",   "该",    "此",      "这",      "那",    "哪个",   "哪种",   "项",      "篇",    "由",
    "向",   "让",    "则",      "但",      "又",    "都",     "还",     "更",      "最",    "之",
    "其中", "通过",  "以下",
});

}  // namespace

bool IsStopWord(std::string_view word) {
  static const auto kSorted = [] {
    auto words = kStopWords;
    std::sort(words.begin(), words.end());
    return words;
  }();
  return std::binary_search(kSorted.begin(), kSorted.end(), word);
}

}  // namespace dssearch::text
