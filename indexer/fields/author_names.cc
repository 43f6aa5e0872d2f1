#include "indexer/fields/author_names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "indexer/ascii.h"
#include "searcher/text/code_points.h"
#include "searcher/text/word_list.h"

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
constexpr std::array<std::string_view, 1> kBlank = {" "};

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

// What stands behind the name of a company.
bool IsCompanySuffix(std::string_view part) {
  constexpr std::array<std::string_view, 12> kSuffixes = {
      "Inc", "Inc.", "Ltd", "Ltd.", "LLC", "LLC.", "GmbH", "AG", "Co.", "Corp.", "PLC", "S.A."};
  return text::IsAmong(kSuffixes, part);
}

std::string_view LastWord(std::string_view text) { return text.substr(text.rfind(' ') + 1); }

// Whether a text is initials: "O.L.", "J.-P.", "Yu. A.".
bool IsInitials(std::string_view text) {
  if (!text.ends_with('.')) return false;
  std::size_t letters = 0;  // Since the last dot.
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = text::Next(text, i);
    if (c == '.') {
      if (letters == 0 || letters > 2) return false;
      letters = 0;
    } else if (c == ' ' || c == '-') {
      if (letters > 0) return false;
    } else {
      const bool lower = c >= 'a' && c <= 'z';
      const bool upper = c >= 'A' && c <= 'Z';
      if (letters == 0 ? lower : upper) return false;
      ++letters;
    }
  }
  return true;
}

// Whether a text is a family name as it stands before a comma: a word, perhaps with particles
// before it or a suffix behind: "van den Berg", "Kessler Jr.".
bool IsFamily(std::string_view text) {
  if (const std::string_view last = LastWord(text); last.size() < text.size() && IsNameSuffix(last))
    text = Trim(text.substr(0, text.size() - last.size()));
  const std::vector<std::string_view> words = Split(text, AnyOf(kBlank));
  return !words.empty() && std::all_of(words.begin(), words.end() - 1, [](std::string_view word) {
    return word.front() >= 'a' && word.front() <= 'z';
  });
}

// Whether what stands between commas is one name, as "Shao, Zhihong" is, and not several, as
// "Zhihong Shao, Peiyi Wang" and "张三, 李四" are.
bool IsOneName(const std::vector<std::string_view>& parts) {
  if (parts.size() < 2) return true;
  if (text::IsAllUnspaced(parts[0]))
    return parts.size() == 2 && text::IsAllUnspaced(parts[1]) && CountCharacters(parts[0]) == 1;
  if (IsNobody(parts.back())) return false;
  const bool family = IsFamily(parts[0]);
  if (parts.size() == 2)
    return family || IsNameSuffix(parts[1]) || IsCompanySuffix(parts[1]) || IsInitials(parts[1]);
  return parts.size() == 3 && family && (IsNameSuffix(parts[1]) || IsNameSuffix(parts[2]));
}

// Whether names and initials take turns between commas, as Scopus wrote them: "Author, A.B., Other,
// C.".
bool AlternatesWithInitials(const std::vector<std::string_view>& parts) {
  if (parts.size() < 4 || parts.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < parts.size(); i += 2)
    if (IsInitials(parts[i]) || !IsInitials(parts[i + 1])) return false;
  return true;
}

// A text without "et al." or 等 at its end.
std::string_view WithoutOthers(std::string_view text) {
  constexpr std::array<std::string_view, 6> kOthers = {" et al.", " et al", " et. al.",
                                                       "等人",    "等",     " and others"};
  for (const std::string_view others : kOthers)
    if (text.size() > others.size() && text.ends_with(others))
      return Trim(text.substr(0, text.size() - others.size()), " ,");
  return text;
}

// A name in the order in which it is spoken where initials follow it: "Author A.B.".
std::string WithInitialsFirst(std::string_view name) {
  for (std::size_t at = name.find(' '); at != std::string_view::npos; at = name.find(' ', at + 1))
    if (const std::string_view last = name.substr(at + 1);
        IsInitials(last) && !IsInitials(name.substr(0, at)) && !IsNameSuffix(last) &&
        name.substr(0, at).find('.') == std::string_view::npos)
      return JoinedName(last, name.substr(0, at), {});
  return std::string(name);
}

void AddName(const std::string& name, std::vector<std::string>& names) {
  if (!IsNobody(name)) names.push_back(WithInitialsFirst(name));
}

// Whether names are separated by commas as PubMed has them, with a full stop behind the last one:
// "Author AB, Other C."
bool EndsAsInPubMed(const std::vector<std::string_view>& parts) {
  constexpr std::size_t kMostInitials = 3;
  return parts.size() > 1 && parts.back().ends_with('.') &&
         std::all_of(parts.begin(), parts.end() - 1, [](std::string_view part) {
           const std::string_view initials = LastWord(part);
           return initials.size() < part.size() && initials.size() <= kMostInitials &&
                  std::all_of(initials.begin(), initials.end(), IsAsciiUpper);
         });
}

void AddNames(std::string_view text, bool comma_is_in_name, std::vector<std::string>& names) {
  text = WithoutOthers(text);
  std::vector<std::string_view> parts = Split(text, AnyOf(kComma));
  if (EndsAsInPubMed(parts)) parts.back().remove_suffix(1);
  if (comma_is_in_name || IsOneName(parts)) return AddName(SpokenName(text), names);
  if (AlternatesWithInitials(parts)) {
    for (std::size_t i = 0; i < parts.size(); i += 2)
      names.push_back(JoinedName(parts[i + 1], parts[i], {}));
    return;
  }
  for (const std::string_view part : parts) {
    if (IsNameSuffix(part) && !names.empty()) {
      names.back().append(" ").append(part);
    } else {
      AddName(std::string(part), names);
    }
  }
}

// Whether an "and" is within the name of an institution: "Institute for Reading and Writing".
bool IsInstitution(std::string_view group, const std::vector<std::string_view>& chunks) {
  constexpr std::array<std::string_view, 24> kBegin = {
      "Institute", "Institution", "Department", "Ministry",     "Academy",      "Society",
      "Center",    "Centre",      "Council",    "Bureau",       "School",       "National",
      "Committee", "Association", "Office",     "Organization", "Organisation", "University",
      "Board",     "Foundation",  "Commission", "Federation",   "Agency",       "Laboratory"};
  if (chunks.size() != 2 || group.find(',') != std::string_view::npos) return false;
  const bool begins = std::any_of(kBegin.begin(), kBegin.end(), [&](std::string_view word) {
    return group.starts_with(word) && group.substr(word.size()).starts_with(' ');
  });
  return begins && chunks[1].find('.') == std::string_view::npos;
}

}  // namespace

bool IsNameSuffix(std::string_view text) {
  constexpr std::array<std::string_view, 9> kSuffixes = {"Jr",  "Jr.", "Sr",  "Sr.",  "II",
                                                         "III", "IV",  "PhD", "Ph.D."};
  return text::IsAmong(kSuffixes, text);
}

bool IsNobody(std::string_view text) {
  constexpr std::array<std::string_view, 11> kNobody = {
      "", "others", "et al.", "et al", "et. al.", "et al.,", "等", "等人", "Others", "...", "…"};
  return text::IsAmong(kNobody, Trim(text));
}

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
      if (IsCompanySuffix(parts[1])) return std::string(Trim(name));
      return IsNameSuffix(parts[1]) ? JoinedName({}, parts[0], parts[1])
                                    : JoinedName(parts[1], parts[0], {});
    case 3:
      return IsNameSuffix(parts[2]) ? JoinedName(parts[1], parts[0], parts[2])
                                    : JoinedName(parts[2], parts[0], parts[1]);
    case 0:
      return {};
    case 1:
      return std::string(parts[0]);
    default:
      return std::string(Trim(name));
  }
}

void SpeakNames(std::vector<std::string>& names) {
  const bool inverted = std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return std::count(name.begin(), name.end(), ',') == 1;
  });
  if (!inverted || (names.size() == 1 && NamesOf(names.front()).size() != 1)) return;
  for (std::string& name : names) name = SpokenName(name);
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
    if (IsInstitution(group, chunks)) {
      names.emplace_back(group);
      continue;
    }
    // "Author, Ann and Other, Bob" against "A. Author, B. Other and C. Third".
    const bool comma_is_in_name =
        (chunks.size() > 1 || plain.find(';') != std::string::npos) &&
        std::all_of(chunks.begin(), chunks.end(), [](std::string_view chunk) {
          return Split(chunk, AnyOf(kComma)).size() == 2 || IsNobody(chunk);
        });
    for (const std::string_view chunk : chunks) AddNames(chunk, comma_is_in_name, names);
  }
  return names;
}

}  // namespace dssearch::indexer
