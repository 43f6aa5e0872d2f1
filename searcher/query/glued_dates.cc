#include "searcher/query/glued_dates.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

#include "searcher/query/date_range.h"
#include "searcher/text/affixes.h"
#include "searcher/text/code_points.h"
#include "searcher/text/normalizer.h"

namespace dssearch {
namespace {

using text::StartsWithAny;
using text::TakeSuffix;

// The most characters of a date: 2010年12月至今的论文.
constexpr std::size_t kLongestDate = 20;

bool IsPastYear(std::string_view folded, int today) {
  return IsYear(folded) && std::stoi(std::string(folded)) <= today / 10000 + 1;
}

// Whether a folded text begins as a date does. Most words do not.
bool BeginsAsDate(std::string_view folded) {
  return StartsWithAny(folded, {"19", "20", "近", "最近", "过去", "今年", "去年", "前年"});
}

bool IsDate(std::string_view folded, int today) {
  if (!BeginsAsDate(folded)) return false;
  if (DateWords(folded, today)) return true;
  if (TakeSuffix(folded, {"论文", "文章", "文献"}) && !TakeSuffix(folded, {"的"})) return false;
  return TakeSuffix(folded, {"年"}) ? IsYear(folded) : IsPastYear(folded, today);
}

// The same, at first sight, for any text.
bool MayBeginAsDate(std::string_view text) {
  std::size_t i = 0;
  return std::u32string_view(U"12１２近最过過今去前").find(text::Next(text, i)) !=
         std::u32string_view::npos;
}

// The offsets of the characters of a text, and its end.
std::vector<std::size_t> OffsetsIn(std::string_view text) {
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i < text.size(); text::Next(text, i)) offsets.push_back(i);
  offsets.push_back(text.size());
  return offsets;
}

// The bytes of the longest date at the front of a word that goes on in Chinese; 0 for none.
std::size_t DateBefore(std::string_view word, int today) {
  if (!MayBeginAsDate(word)) return 0;
  const std::vector<std::size_t> offsets = OffsetsIn(word);
  for (std::size_t i = std::min(kLongestDate, offsets.size() - 2); i >= 3; --i) {
    const std::string_view rest = word.substr(offsets[i]);
    if (!text::StartsUnspaced(rest)) continue;
    const std::string folded = text::Fold(word.substr(0, offsets[i]));
    // 2010年前后 is no date, and who knows where 2010年后现代主义 is to be cut.
    const std::string_view date = folded;
    if (date.find("的") != std::string_view::npos || date.ends_with("年前") ||
        date.ends_with("年后") || date.ends_with("月前") || date.ends_with("月后") ||
        !IsDate(date, today))
      continue;
    // 2010年度, 1990年代, 2003年版, 2010年前后.
    if (StartsWithAny(text::Fold(rest),
                      {"度", "代", "版", "级", "底", "初", "末", "份", "前", "后"}))
      return 0;
    // 2010大数据 may be a name.
    return IsYear(date) ? 0 : offsets[i];
  }
  return 0;
}

// Where the longest date at the back of a word begins that a Chinese character stands before; the
// size of the word for none.
std::size_t DateBehind(std::string_view word, int today) {
  const std::vector<std::size_t> offsets = OffsetsIn(word);
  const std::size_t count = offsets.size() - 1;
  for (std::size_t i = count > kLongestDate ? count - kLongestDate : 1; i + 3 <= count; ++i) {
    const std::string_view before = word.substr(offsets[i - 1], offsets[i] - offsets[i - 1]);
    const bool sign = StartsWithAny(before, {",", "，", "、", "；", ";", "：", "》"});
    if ((!sign && !text::StartsUnspaced(before)) || before == "第" || before == "附") continue;
    if (!MayBeginAsDate(word.substr(offsets[i])) || !text::HasUnspaced(word.substr(0, offsets[i])))
      continue;
    if (IsDate(text::Fold(word.substr(offsets[i])), today)) return offsets[i];
  }
  return word.size();
}

// The word before a date in brackets, and the date.
std::optional<std::vector<std::string_view>> WithDateInBrackets(std::string_view word, int today) {
  for (const std::string_view close : {")", "）"}) {
    if (!word.ends_with(close)) continue;
    const std::size_t narrow = word.rfind('(');
    const std::size_t wide = word.rfind("（");
    const bool is_wide = narrow == std::string_view::npos;
    const std::size_t open = is_wide ? wide : narrow;
    if (open == std::string_view::npos || open == 0) return std::nullopt;
    const std::size_t begin = open + (is_wide ? std::string_view("（").size() : 1);
    if (begin + close.size() > word.size()) return std::nullopt;
    const std::string_view date = word.substr(begin, word.size() - close.size() - begin);
    if (!IsDate(text::Fold(date), today)) return std::nullopt;
    return std::vector{word.substr(0, open), date};
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string_view> PartsAroundDates(std::string_view word, int today) {
  if (auto parts = WithDateInBrackets(word, today)) return *parts;
  if (!text::HasUnspaced(word) || IsDate(text::Fold(word), today)) return {word};
  std::vector<std::string_view> parts;
  if (const std::size_t size = DateBefore(word, today); size > 0) {
    parts.push_back(word.substr(0, size));
    word.remove_prefix(size);
    for (const std::string_view between : {"以来", "来", "间"})
      if (word.starts_with(between) && !word.starts_with("来源") && !word.starts_with("间接")) {
        word.remove_prefix(between.size());
        break;
      }
    if (constexpr std::string_view kOf = "的"; word.starts_with(kOf))
      word.remove_prefix(kOf.size());
    if (word.empty()) return parts;
  }
  const std::size_t begin = DateBehind(word, today);
  parts.push_back(word.substr(0, begin));
  if (begin < word.size()) parts.push_back(word.substr(begin));
  return parts;
}

}  // namespace dssearch
