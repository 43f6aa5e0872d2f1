#include "indexer/lexicon/function_words.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <unordered_set>

#include "indexer/ascii.h"
#include "searcher/text/stop_words.h"

namespace dssearch::indexer {
namespace {

using Words = std::string_view;

// Words that terms neither begin nor end with.
constexpr auto kChineseFunctionWords = std::to_array<Words>({
    "的",     "了",   "和",     "与",     "是",     "为",   "等",     "及",     "而",     "之",
    "其",     "将",   "于",     "这",     "该",     "并",   "或",     "也",     "被",     "把",
    "个",     "种",   "们",     "由",     "向",     "让",   "则",     "但",     "又",     "都",
    "还",     "更",   "所",     "使",     "且",     "能",   "会",     "到",     "用",     "取",
    "现",     "来",   "后",     "时",     "前",     "如",   "即",     "各",     "某",     "每",
    "另",     "再",   "才",     "就",     "已",     "因",   "若",     "虽",     "却",     "仅",
    "只",     "均",   "很",     "非常",   "十分",   "此",   "他",     "她",     "它",     "我",
    "你",     "谁",   "哪",     "那",     "给",     "跟",   "同",     "以及",   "并且",   "而且",
    "或者",   "以便", "从而",   "因此",   "因而",   "所以", "然而",   "但是",   "不过",   "虽然",
    "尽管",   "由于", "为了",   "对于",   "关于",   "根据", "按照",   "随着",   "其中",   "同时",
    "此外",   "另外", "首先",   "其次",   "最后",   "我们", "他们",   "它们",   "本文",   "文章",
    "一种",   "一个", "一些",   "一系列", "这种",   "这个", "这些",   "该文",   "各种",   "各个",
    "许多",   "很多", "大量",   "以上",   "以下",   "目前", "如何",   "什么",   "为什么", "怎样",
    "哪些",   "可以", "能够",   "必须",   "应该",   "应当", "需要",   "已经",   "正在",   "进行",
    "具有",   "成为", "作为",   "存在",   "包括",   "以来", "之间",   "方面",   "情况下", "称为",
    "即可",   "也是", "就是",   "不仅",   "不但",   "尤其", "特别是", "例如",   "比如",   "等等",
    "与其",   "为此", "首次",   "出",     "表现出", "未能", "显著",   "进一步", "不断",   "同样",
    "以此",   "并非", "在于",   "来自",   "其他",   "其它", "现有",   "以往",   "先前",   "近年",
    "近年来", "当前", "值得",   "往往",   "通常",   "仍然", "仍",     "提供",   "展示",   "证明",
    "表明",   "达到", "在",     "从",     "以",     "对",   "中",     "然后",   "接着",   "随后",
    "最终",   "需",   "尤其是", "地",     "着",     "两个", "三个",   "大大",   "获得",   "取得",
    "引入",   "允许", "确保",   "优于",
});

// Those of them that are parts of words, too, which ICU may not know: 调用, 取证, 能耗, 行为.
constexpr auto kPartsOfWords =
    std::to_array<Words>({"用", "取", "现", "能", "会", "为", "个", "种", "由", "向", "后", "前",
                          "时", "来", "到", "给", "对"});

// Words that a term may end with, and none begins with: what is done to it.
constexpr auto kChineseLeadIns = std::to_array<Words>({
    "提出", "解决", "针对", "采用",   "利用", "使用", "通过", "基于",   "运用",
    "借助", "结合", "实现", "探讨",   "介绍", "论述", "阐述", "分析了", "研究了",
    "提高", "加强", "促进", "有助于", "不同", "有效", "更好", "主要",   "相关",
    "关注", "面向", "构建", "开展",   "缺乏", "过于", "难以",
});

// These end the word before them, wherever ICU cuts: 不确定|性.
constexpr auto kSuffixes =
    std::to_array<Words>({"学", "式", "性", "化", "者", "率", "型", "级", "界"});

// Words that a term may begin with, and none ends with: 不确定性, 最大似然, 有监督学习.
constexpr auto kChineseNotLast = std::to_array<Words>({
    "不",
    "可",
    "最",
    "有",
    "上",
    "下",
    "无",
    "未",
});

// Beside the stop words of searches, which are few, since all other words are searched for.
constexpr auto kEnglishFunctionWords = std::to_array<Words>({
    "via",
    "per",
    "et",
    "al",
    "etc",
    "eg",
    "ie",
    "vs",
    "without",
    "within",
    "among",
    "amongst",
    "however",
    "thus",
    "hence",
    "therefore",
    "although",
    "though",
    "moreover",
    "furthermore",
    "whereas",
    "yet",
    "very",
    "just",
    "even",
    "still",
    "may",
    "might",
    "must",
    "shall",
    "cannot",
    "either",
    "neither",
    "whether",
    "since",
    "until",
    "towards",
    "toward",
    "against",
    "along",
    "around",
    "despite",
    "except",
    "too",
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "only",
    "well",
    "thereby",
    "herein",
    "namely",
    "besides",
    "meanwhile",
    "e",
    "g",
    "http",
    "https",
    "www",
    "ftp",
    "com",
    "org",
    "edu",
    "html",
    "htm",
    "cn",
    "url",
    "ac",
    "used",
    "using",
    "based",
    "these",
    "other",
    "others",
    "another",
    "here",
    "now",
    "re",
    "t",
    "d",
    "ll",
    "ve",
    "across",
    "propose",
    "proposes",
    "proposed",
    "show",
    "shows",
    "shown",
    "previous",
    "existing",
    "recent",
    "recently",
    "various",
    "several",
    "further",
    "demonstrate",
    "demonstrates",
    "demonstrated",
    "demonstrating",
    "outperform",
    "outperforms",
    "outperforming",
    "outperformed",
    "achieve",
    "achieves",
    "achieved",
    "achieving",
    "provide",
    "provides",
    "provided",
    "providing",
    "introduce",
    "introduces",
    "introduced",
    "introducing",
    "remain",
    "remains",
    "fail",
    "fails",
    "more",
    "most",
    "many",
    "often",
    "allow",
    "allows",
    "allowing",
    "novel",
    "extensive",
    "due",
    "attempt",
    "attempts",
    "rely",
    "relies",
    "primarily",
    "aim",
    "aims",
    "address",
    "addresses",
    "addressing",
    "lack",
    "lacks",
    "lacking",
    "especially",
    "particularly",
    "suffer",
    "suffers",
    "integrates",
    "combines",
    "impressive",
    "need",
    "needs",
    "needed",
    "not",
    "nor",
});

// The commonest surnames as they are romanized, apart from those that are English words.
constexpr auto kSurnames = std::to_array<Words>({
    "ding",   "du",    "fu",   "gu",    "tong",  "bai",    "cai",   "cao",   "chang", "chen",
    "cheng",  "cui",   "dai",  "deng",  "dong",  "duan",   "fang",  "feng",  "gao",   "gong",
    "guo",    "hao",   "hou",  "hu",    "huang", "jia",    "jiang", "jin",   "kang",  "kong",
    "lai",    "lei",   "li",   "liang", "liao",  "lin",    "liu",   "lu",    "luo",   "ma",
    "mao",    "meng",  "mo",   "ni",    "niu",   "ouyang", "pang",  "peng",  "qi",    "qian",
    "qiao",   "qin",   "qiu",  "ren",   "shao",  "shen",   "shi",   "su",    "tang",  "tao",
    "tian",   "wan",   "wang", "wei",   "wen",   "wu",     "xia",   "xiang", "xiao",  "xie",
    "xiong",  "xu",    "xue",  "yan",   "yang",  "yao",    "ye",    "yi",    "yin",   "yu",
    "yuan",   "yue",   "zeng", "zhai",  "zhang", "zhao",   "zheng", "zhong", "zhou",  "zhu",
    "zhuang", "zhuge", "zou",  "zuo",   "sima",
});
// Those that are: such a word begins a name if the Chinese one begins with the surname.
struct Surname {
  std::string_view romanized;
  std::string_view zh;
};
constexpr Surname kSurnamesThatAreWords[] = {
    {"an", "安"},   {"fan", "范"}, {"han", "韩"},  {"he", "何"},  {"he", "贺"},
    {"long", "龙"}, {"pan", "潘"}, {"song", "宋"}, {"sun", "孙"}, {"tan", "谭"},
};

template <std::size_t N>
std::unordered_set<std::string_view> SetOf(const std::array<Words, N>& words) {
  return {words.begin(), words.end()};
}

// Whether `letters` are syllables of pinyin.
bool IsPinyin(std::string_view letters) {
  static constexpr auto kInitials =
      std::to_array<Words>({"zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g",
                            "k",  "h",  "j",  "q", "x", "r", "z", "c", "s", "y", "w", ""});
  static constexpr auto kFinals = std::to_array<Words>(
      {"iang", "iong", "uang", "ueng", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan",
       "ai",   "ei",   "ao",   "ou",   "an",  "en",  "er",  "ia",  "ie",  "iu",  "in",  "ua",
       "uo",   "ui",   "un",   "ue",   "a",   "o",   "e",   "i",   "u",   "v"});
  if (letters.empty()) return true;
  for (const std::string_view initial : kInitials) {
    if (!letters.starts_with(initial)) continue;
    for (const std::string_view final : kFinals)
      if (letters.substr(initial.size()).starts_with(final) &&
          (!initial.empty() || (final[0] != 'i' && final[0] != 'u' && final[0] != 'v')) &&
          IsPinyin(letters.substr(initial.size() + final.size())))
        return true;
  }
  return false;
}

}  // namespace

bool IsSuffix(std::string_view character) {
  static const auto kCharacters = SetOf(kSuffixes);
  return kCharacters.contains(character);
}

bool MayBePartOfWord(std::string_view character) {
  static const auto kCharacters = SetOf(kPartsOfWords);
  return kCharacters.contains(character);
}

Edge EdgeOfChinese(std::string_view word) {
  static const auto kNeither = SetOf(kChineseFunctionWords);
  static const auto kNotFirst = SetOf(kChineseLeadIns);
  static const auto kNotLast = SetOf(kChineseNotLast);
  if (kNeither.contains(word) || word.ends_with("的") || word.ends_with("了") ||
      word.starts_with("了"))
    return {};
  return {.begin = !kNotFirst.contains(word) && !IsSuffix(word), .end = !kNotLast.contains(word)};
}

bool IsEnglishFunctionWord(std::string_view word) {
  static const auto kWords = SetOf(kEnglishFunctionWords);
  return kWords.contains(word) || text::IsStopWord(word);
}

bool IsRomanizedName(std::string_view words, std::string_view zh) {
  static const auto kSet = SetOf(kSurnames);
  constexpr std::size_t kMaxWords = 3;
  // A surname may be in capitals before a given name, LIU Guojun; a word in capitals by itself is
  // none.
  const std::string folded = words.find(' ') == words.npos ? std::string(words) : LowerAscii(words);
  words = folded;
  std::size_t count = 0;
  bool has_surname = false;
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(words.size(), word.size() + 1));
    if (!IsPinyin(word)) return false;
    const bool begins_with_word =
        count == 0 && std::any_of(std::begin(kSurnamesThatAreWords),
                                  std::end(kSurnamesThatAreWords), [&](const Surname& one) {
                                    return one.romanized == word && zh.starts_with(one.zh);
                                  });
    ++count;
    has_surname =
        has_surname || begins_with_word || ((count == 1 || words.empty()) && kSet.contains(word));
  }
  return has_surname && count <= kMaxWords;
}

}  // namespace dssearch::indexer
