#include "indexer/fields/author_names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/ascii.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

// The substrings between separators, trimmed; empty ones are left out. `separator_at(text, i)` is
// the size of the separator at `i`, 0 where there is none.
template <typename SeparatorAt>
std::vector<std::string_view> Split(std::string_view text, const SeparatorAt& separator_at) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    const std::string_view part = Trim(text.substr(begin, end - begin));
    if (!part.empty()) parts.push_back(part);
  };
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t size = separator_at(text, i);
    if (size == 0) {
      ++i;
      continue;
    }
    add(i);
    begin = i += size;
  }
  add(text.size());
  return parts;
}

template <std::size_t kCount>
auto AnyOf(const std::array<std::string_view, kCount>& separators) {
  return [&separators](std::string_view text, std::size_t i) -> std::size_t {
    for (const std::string_view separator : separators)
      if (text.substr(i).starts_with(separator)) return separator.size();
    return 0;
  };
}

// These stand between names and nowhere else.
constexpr std::array<std::string_view, 5> kNameSeparators = {";", "；", "、", "，", "|"};
constexpr std::array<std::string_view, 1> kComma = {","};

// The size of an "and" or "&" at `i` between blanks of any kind, with the blank before it.
std::size_t AndAt(std::string_view text, std::size_t i) {
  constexpr std::array<std::string_view, 3> kWords = {"and", "AND", "&"};
  const auto blank = [text](std::size_t at) {
    return at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\t');
  };
  if (!blank(i)) return 0;
  for (const std::string_view word : kWords)
    if (text.substr(i + 1).starts_with(word) && blank(i + 1 + word.size())) return word.size() + 1;
  return 0;
}

std::size_t CountCharacters(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++count) text::Next(text, i);
  return count;
}

// The characters that begin most Chinese names, in both scripts.
constexpr std::string_view kSurnames =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏"
    "吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱丘江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵"
    "万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐庞伍庄章鲁倪詹欧司俞翁殷耿关兰解柯岳梅童涂聂焦翟祝左柳"
    "張劉陳楊黃趙吳孫馬羅鄭謝許韓馮鄧蕭蔣葉蘇呂鍾譚陸範賈韋鄒閆閻龍賀顧龔萬錢嚴湯齊龐莊魯歐關蘭塗"
    "聶";

// Whether a text may be a Chinese name: two to four characters that begin with a surname.
bool IsChineseName(std::string_view text) {
  if (!text::IsAllUnspaced(text)) return false;
  const std::size_t count = CountCharacters(text);
  return count >= 2 && count <= 4 &&
         kSurnames.find(text.substr(0, text::FirstSize(text))) != std::string_view::npos;
}

// Whether a text may be a whole name in letters: words, of which there are two or one with a
// hyphen.
bool IsNameInLetters(std::string_view text) {
  return !text::HasUnspaced(text) && text.find_first_of(" -") != std::string_view::npos &&
         text.find_first_of("0123456789@/") == std::string_view::npos;
}

bool AreTwoNames(std::string_view one, std::string_view other) {
  return (IsChineseName(one) && IsNameInLetters(other)) ||
         (IsNameInLetters(one) && IsChineseName(other));
}

// A text without what stands in brackets and is no second name; the text as it is where a bracket
// is not closed.
std::string WithoutBrackets(std::string_view text) {
  if (text.find_first_of("()") == std::string_view::npos) return std::string(text);
  std::string out;
  std::size_t depth = 0;
  std::size_t name = 0;  // Where the name before a bracket begins in `out`.
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == ')' && depth > 0) {
      --depth;
    } else if (c == '(') {
      const std::size_t end = std::min(text.find(')', i), text.size());
      const std::string_view inside = text.substr(i + 1, end - i - 1);
      if (depth == 0 && end < text.size() &&
          AreTwoNames(Trim(std::string_view(out).substr(name)), Trim(inside))) {
        out.append(text.substr(i, end + 1 - i));
        i = end;
      } else {
        ++depth;
      }
    } else if (depth == 0 && c != ')') {
      out += c;
      for (const std::string_view separator : {",", ";", "；", "、", "，", " and "})
        if (out.ends_with(separator)) name = out.size();
    }
  }
  return depth == 0 ? out : std::string(text);
}

bool IsSuffix(std::string_view part) {
  constexpr std::array<std::string_view, 8> kSuffixes = {"Jr", "Jr.", "Sr", "Sr.",
                                                         "II", "III", "IV", "PhD"};
  return std::find(kSuffixes.begin(), kSuffixes.end(), part) != kSuffixes.end();
}

// Whether what stands between commas is one name, as "Shao, Zhihong" is, and not several, as
// "Zhihong Shao, Peiyi Wang" and "张三, 李四" are.
bool IsOneName(const std::vector<std::string_view>& parts) {
  if (parts.size() < 2) return true;
  if (text::IsAllUnspaced(parts[0]))
    return parts.size() == 2 && text::IsAllUnspaced(parts[1]) && CountCharacters(parts[0]) == 1;
  const bool family = parts[0].find(' ') == std::string_view::npos;
  if (parts.size() == 2) return family || IsSuffix(parts[1]);
  return parts.size() == 3 && family && (IsSuffix(parts[1]) || IsSuffix(parts[2]));
}

void AddNames(std::string_view text, bool comma_is_in_name, std::vector<std::string>& names) {
  const std::vector<std::string_view> parts = Split(text, AnyOf(kComma));
  if (comma_is_in_name || IsOneName(parts)) {
    std::string name = SpokenName(text);
    if (!name.empty() && name != "others" && name != "et al.") names.push_back(std::move(name));
    return;
  }
  for (const std::string_view part : parts) {
    if (IsSuffix(part) && !names.empty()) {
      names.back().append(" ").append(part);
    } else if (part != "et al." && part != "others") {
      names.emplace_back(part);
    }
  }
}

}  // namespace

std::string JoinedName(std::string_view given, std::string_view family, std::string_view suffix) {
  given = Trim(given);
  family = Trim(family);
  suffix = Trim(suffix);
  if (text::IsAllUnspaced(given) && text::IsAllUnspaced(family))
    return std::string(family).append(given);
  std::string name;
  for (const std::string_view part : {given, family, suffix}) {
    if (part.empty()) continue;
    if (!name.empty()) name += ' ';
    name += part;
  }
  return name;
}

std::string SpokenName(std::string_view name) {
  const std::vector<std::string_view> parts = Split(name, AnyOf(kComma));
  switch (parts.size()) {
    case 2:
      return IsSuffix(parts[1]) ? JoinedName({}, parts[0], parts[1])
                                : JoinedName(parts[1], parts[0], {});
    case 3:
      return IsSuffix(parts[2]) ? JoinedName(parts[1], parts[0], parts[2])
                                : JoinedName(parts[2], parts[0], parts[1]);
    case 0:
      return {};
    case 1:
      return std::string(parts[0]);
    default:
      return std::string(Trim(name));
  }
}

std::optional<TwoNames> TwoNamesOf(std::string_view author) {
  for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"(", ")"},
                                    std::pair<std::string_view, std::string_view>{"（", "）"}}) {
    const std::size_t begin = author.find(open);
    if (begin == std::string_view::npos || !author.ends_with(close)) continue;
    const std::string_view one = Trim(author.substr(0, begin));
    author.remove_suffix(close.size());
    const std::string_view other = Trim(author.substr(begin + open.size()));
    if (!AreTwoNames(one, other)) return std::nullopt;
    TwoNames names{std::string(one), SpokenName(other)};
    if (!IsChineseName(one)) names = {std::string(other), SpokenName(one)};
    return names;
  }
  return std::nullopt;
}

std::vector<std::string> WithOtherNames(const std::vector<std::string>& authors,
                                        const std::vector<std::string>& others) {
  if (authors.size() != others.size()) return authors;
  std::vector<std::string> both;
  for (std::size_t i = 0; i < authors.size(); ++i) {
    if (text::HasUnspaced(authors[i]) == text::HasUnspaced(others[i])) return authors;
    both.push_back(authors[i] + " (" + others[i] + ")");
  }
  return both;
}

std::vector<std::string> NamesOf(std::string_view text) {
  const std::string plain = WithoutBrackets(text);
  std::vector<std::string> names;
  for (const std::string_view group : Split(plain, AnyOf(kNameSeparators))) {
    const std::vector<std::string_view> chunks = Split(group, AndAt);
    // "Author, Ann and Other, Bob" against "A. Author, B. Other and C. Third".
    const bool comma_is_in_name =
        (chunks.size() > 1 || plain.find(';') != std::string::npos) &&
        std::all_of(chunks.begin(), chunks.end(), [](std::string_view chunk) {
          return Split(chunk, AnyOf(kComma)).size() == 2 || chunk == "others";
        });
    for (const std::string_view chunk : chunks) AddNames(chunk, comma_is_in_name, names);
  }
  return names;
}

}  // namespace dssearch::indexer
