#include "indexer/fields/author_names.h"

#include <algorithm>
#include <array>

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
constexpr std::array<std::string_view, 4> kNameSeparators = {";", "；", "、", "，"};
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

// A text without what stands in brackets; the text as it is where a bracket is not closed.
std::string WithoutBrackets(std::string_view text) {
  if (text.find_first_of("()") == std::string_view::npos) return std::string(text);
  std::string out;
  std::size_t depth = 0;
  for (const char c : text) {
    if (c == ')' && depth > 0) {
      --depth;
    } else if (c == '(') {
      ++depth;
    } else if (depth == 0 && c != ')') {
      out += c;
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
