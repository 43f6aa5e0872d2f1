#include "indexer/fields/field_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

#include "indexer/ascii.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

bool IsBlank(char32_t c) { return c == ' ' || c == '\n' || c == 0xA0 || c == 0x3000; }

// The substrings of a text between any of `separators`, of which each is a character.
std::vector<std::string> SplitAt(std::string_view text, std::u32string_view separators) {
  std::vector<std::string> fields(1);
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    if (separators.find(text::Next(text, i)) != std::u32string_view::npos) {
      fields.emplace_back();
    } else {
      fields.back() += text.substr(begin, i - begin);
    }
  }
  return fields;
}

// Whether a text is of ASCII alone, eight bytes at a time.
bool IsAscii(std::string_view text) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  std::uint64_t bytes = 0;
  for (; text.size() >= sizeof bytes; text.remove_prefix(sizeof bytes)) {
    std::memcpy(&bytes, text.data(), sizeof bytes);
    if ((bytes & kHighBits) != 0) return false;
  }
  return std::none_of(text.begin(), text.end(), [](char c) { return (c & 0x80) != 0; });
}

// "cs.CL", "hep-th": a category of arXiv.
bool IsArxivCategory(std::string_view text) {
  constexpr std::array<std::string_view, 11> kWithoutDot = {
      "hep-ph",  "hep-th",  "hep-ex",  "hep-lat",  "gr-qc",   "quant-ph",
      "nucl-th", "nucl-ex", "math-ph", "astro-ph", "cond-mat"};
  if (std::find(kWithoutDot.begin(), kWithoutDot.end(), text) != kWithoutDot.end()) return true;
  const std::size_t dot = text.find('.');
  if (dot == 0 || dot == std::string_view::npos || dot + 1 == text.size()) return false;
  const auto letters = [](std::string_view name) {
    return std::all_of(name.begin(), name.end(),
                       [](char c) { return IsAsciiLetter(c) || c == '-'; });
  };
  return letters(text.substr(0, dot)) && letters(text.substr(dot + 1));
}

}  // namespace

std::string CleanText(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t visible_end = 0;  // Behind the last character that is no blank.
  char32_t before = 0;
  for (std::size_t i = 0; i < text.size();) {
    // A shortcut for most of English: a run of visible characters, with blanks after the first.
    std::size_t end = i;
    while (end < text.size() && text[end] >= (visible_end == 0 ? '!' : ' ') && text[end] <= '~')
      ++end;
    if (end > i) {
      const std::string_view run = text.substr(i, end - i);
      const std::size_t last = run.find_last_not_of(' ');
      if (last != std::string_view::npos) visible_end = out.size() + last + 1;
      out += run;
      before = static_cast<unsigned char>(run.back());
      i = end;
      continue;
    }
    char32_t c = text::Next(text, i);
    if (c == '\r' && i < text.size() && text[i] == '\n') continue;
    if (c == '\t' || c == '\r') c = ' ';
    if ((c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0)) continue;
    if (IsBlank(c) && visible_end == 0) continue;
    if (c == '\n' && text::IsUnspaced(before) && text::StartsUnspaced(text.substr(i))) continue;
    before = c;
    text::Append(out, c);
    if (!IsBlank(c)) visible_end = out.size();
  }
  out.resize(visible_end);
  return out;
}

std::string OneLine(std::string_view text) {
  std::string line;
  line.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n') {
      line += text[i];
      continue;
    }
    // Where lines were filled and indented, one blank was meant.
    while (line.ends_with(' ')) line.pop_back();
    line += ' ';
    while (i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\n')) ++i;
  }
  return line;
}

std::string_view WithoutHeading(std::string_view summary) {
  constexpr std::array<std::string_view, 6> kHeadings = {"abstract", "summary",  "摘要",
                                                         "内容摘要", "中文摘要", "内容提要"};
  // What stands before a heading, and behind it.
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kFrames = {
      {{"[", "]"}, {"【", "】"}, {"", "\n"}, {"", ":"}, {"", "："}}};
  const std::string_view text = Trim(summary);
  const auto begins_with = [](std::string_view framed, std::string_view heading) {
    return framed.size() >= heading.size() &&
           std::equal(heading.begin(), heading.end(), framed.begin(),
                      [](char a, char b) { return a == LowerAscii(b); });
  };
  for (const auto& [before, behind] : kFrames) {
    if (!text.starts_with(before)) continue;
    const std::string_view framed = text.substr(before.size());
    for (const std::string_view heading : kHeadings) {
      if (!begins_with(framed, heading)) continue;
      const std::string_view rest = Trim(framed.substr(heading.size()), " \t\r");
      if (rest.starts_with(behind)) return Trim(rest.substr(behind.size()), " \t\r\n:");
    }
  }
  return summary;
}

bool IsMostlyChinese(std::string_view text) {
  if (IsAscii(text)) return false;  // Most texts are, or soon turn out not to be.
  std::size_t han = 0;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (const char c = text[i];
        static_cast<unsigned char>(c) < 0x80) {  // The same as below, but faster.
      letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      ++i;
      continue;
    }
    const text::Script script = text::ScriptOf(text::Next(text, i));
    han += script == text::Script::kUnspaced;
    letters += script != text::Script::kNone && script != text::Script::kDigit;
  }
  return han * 5 > letters;
}

std::vector<std::string> SplitDomains(std::string_view text) {
  std::vector<std::string> words = SplitAt(text, U" \n");
  if (std::all_of(words.begin(), words.end(), IsArxivCategory)) return words;
  return SplitAt(text, U";；|");
}

std::vector<std::string> SplitAtSemicolons(std::string_view text) { return SplitAt(text, U";；"); }

std::vector<std::string> SplitKeywords(std::string_view text) {
  std::vector<std::string> keywords = SplitAt(text, U";；|\n");
  if (keywords.size() > 1) return keywords;
  keywords = SplitAt(text, U",，、");
  // A comma in brackets is part of a keyword: "cyst (diagnosis, surgery)".
  const auto is_open = [](std::string_view keyword) {
    return std::count(keyword.begin(), keyword.end(), '(') >
           std::count(keyword.begin(), keyword.end(), ')');
  };
  std::vector<std::string> joined;
  for (const std::string& keyword : keywords) {
    if (!joined.empty() && is_open(joined.back())) {
      joined.back().append(",").append(keyword);
    } else {
      joined.push_back(keyword);
    }
  }
  return joined.empty() || is_open(joined.back()) ? keywords : joined;
}

}  // namespace dssearch::indexer
