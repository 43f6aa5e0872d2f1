#include "searcher/query/citation.h"

#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <regex>
#include <vector>

#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

// What patterns see in place of a character of Chinese, and of any other letter or sign.
constexpr char kHan = '\x01';
constexpr char kOther = '\x02';
// And in place of 《 and 》, of 第, and of what it counts: 期, 页.
constexpr char kOpenTitle = '\x03';
constexpr char kCloseTitle = '\x04';
constexpr char kOrdinal = '\x05';
constexpr char kCounted = '\x06';

// A text with one byte for each code point, in which signs of any width are ASCII.
class Outline {
 public:
  explicit Outline(std::string_view text) : text_(text) {
    for (std::size_t i = 0; i < text.size();) {
      begins_.push_back(i);
      outline_ += Sign(text::Next(text, i));
    }
    begins_.push_back(text.size());
  }

  bool Has(const std::regex& pattern) const { return std::regex_search(outline_, pattern); }

  bool HasAny(std::string_view signs) const {
    return outline_.find_first_of(signs) != std::string::npos;
  }

  // Whether all of it is in quotes.
  bool IsQuoted() const {
    const std::size_t first = outline_.find_first_not_of(' ');
    return first != std::string::npos && outline_[first] == '"' &&
           outline_[outline_.find_last_not_of(' ')] == '"';
  }

  // Puts blanks in the place of all that the first group of a pattern matches.
  void Blank(const std::regex& pattern) {
    const std::string outline = outline_;
    for (std::sregex_iterator it(outline.begin(), outline.end(), pattern), end; it != end; ++it) {
      const auto first = static_cast<std::size_t>(it->position(1));
      const auto last = first + static_cast<std::size_t>(it->length(1));
      std::fill(outline_.begin() + it->position(1),
                outline_.begin() + it->position(1) + it->length(1), ' ');
      std::fill(text_.begin() + static_cast<std::ptrdiff_t>(begins_[first]),
                text_.begin() + static_cast<std::ptrdiff_t>(begins_[last]), ' ');
    }
  }

  // The same for the first of some words that the text begins with.
  void BlankBeginning(std::initializer_list<std::string_view> words) {
    const std::size_t begin = text_.find_first_not_of(' ');
    for (const std::string_view word : words) {
      if (begin == std::string::npos || text_.compare(begin, word.size(), word) != 0) continue;
      text_.replace(begin, word.size(), word.size(), ' ');
      return;
    }
  }

  const std::string& text() const { return text_; }

 private:
  static char Sign(char32_t c) {
    constexpr char32_t kFullWidth = 0xFF01;
    constexpr char32_t kLastFullWidth = 0xFF5E;
    if (c >= kFullWidth && c <= kLastFullWidth) c = c - kFullWidth + '!';
    if (c < 0x20 || c == 0xA0 || c == 0x3000) return ' ';
    if (c < 0x7F) return static_cast<char>(c);
    switch (c) {
      case U'‐':
      case U'‑':
      case U'–':
      case U'—':
      case U'−':
      case U'～':
        return '-';
      case U'“':
      case U'”':
        return '"';
      case U'《':
        return kOpenTitle;
      case U'》':
        return kCloseTitle;
      case U'第':
        return kOrdinal;
      case U'期':
      case U'页':
      case U'頁':
      case U'卷':
      case U'辑':
        return kCounted;
      case U'、':
        return ',';
      case U'。':
        return '.';
      default:
        return text::IsUnspaced(c) ? kHan : kOther;
    }
  }

  std::string text_;
  std::string outline_;
  std::vector<std::size_t> begins_;  // By code point, and the end.
};

std::regex Pattern(const char* pattern) {
  return std::regex(pattern, std::regex::optimize | std::regex::icase);
}

bool IsCitation(const Outline& outline) {
  // To make the patterns takes longer than to parse most queries, which have none of these.
  if (!outline.HasAny("[0123456789\x03")) return false;
  // A title has at least four characters. Types are written in capitals.
  static const std::regex kTyped(
      R"([^ ].{3} ?\[([JCMDNRSPGA]|EB|DB|CP)(/[A-Z]{2})?\](\.|,| *//| *$))", std::regex::optimize);
  static const std::regex kYear(R"((^|[^0-9])(19|20)[0-9]{2}[a-z]?([^0-9]|$))",
                                std::regex::optimize);
  static const std::regex kPlace = Pattern(
      R"(\b(pp?|pages|vol)\.? *[0-9]+|[0-9] *\([0-9]{1,3}\)[:,] *[0-9]|\) *: *[0-9]+ *- *[0-9]|, *[0-9]{1,3}, *[0-9]+-[0-9])");
  static const std::regex kPreprint = Pattern("arxiv preprint arxiv:");
  // 赵一明、钱学知：《城市绿地》, and 《城市绿地》 before a year in brackets or 第4期.
  static const std::regex kFootnote = Pattern(
      "[\x01\x05\x06](: *\x03[^\x03\x04]{4,}\x04|"
      "\x03[^\x03\x04]{4,}\x04 *\\((19|20)[0-9]{2}\x01?\\))|"
      "\x04.*\x05[0-9]+(-[0-9]+)?\x06");
  if (outline.HasAny("[") && outline.Has(kTyped)) return true;
  if (outline.HasAny("\x03") && outline.Has(kFootnote)) return true;
  return outline.HasAny("0123456789") && outline.Has(kYear) &&
         (outline.Has(kPlace) || outline.Has(kPreprint));
}

}  // namespace

std::optional<std::string> WordsOfCitation(std::string_view text) {
  Outline outline(text);
  if (!IsCitation(outline) || outline.IsQuoted()) return std::nullopt;
  static const std::regex kNoWords[] = {
      Pattern(R"(^ *(\[[0-9]+\]|[0-9]{1,3}\. ))"),
      // The publisher of a book or a thesis, up to the year.
      Pattern(R"((\[[MD](?:/OL)?\].{0,80}?)(?:19|20)[0-9]{2}(?:[^0-9]|$))"),
      Pattern(R"((\[(?:[JCMDNRSPGA]|EB|DB|CP)(?:/[A-Z]{2})?\](?:[.,]| *//)?))"),
      Pattern(R"((\b(?:in:? +)?proc(?:eedings\b|\.)(?: of)?(?: the\b)?))"),
      Pattern(R"((\barxiv preprint\b))"),
      Pattern(R"((\b(?:vol|no|issue|pp?|pages)\.? *[0-9]+(?: *- *[0-9]+)?))"),
      // :12-19 and ,12-19, but not a range of years in the title.
      Pattern(R"([)0-9] *(: *[a-z]?[0-9]+(?: *- *[a-z]?[0-9]+)?)(?=[ ,.;]|$))"),
      Pattern(R"((, *[a-z]?[0-9]+ *- *[a-z]?[0-9]+)(?=[ ,.;]|$))"),
      // The issue in 44(3) and 2012(3), and the volume.
      Pattern(R"([0-9] *(\([0-9]{1,3}(?:[-/][0-9]+)?\)))"),
      Pattern(R"((, *[0-9]{1,3}(?:\.[0-9]{1,2})?)(?=[ ,.;:]|$))"),
      Pattern(R"( ([0-9]{1,3}\.[0-9]{1,2} )\()"),
      Pattern(R"((["]))"),
      // Between Chinese words.
      Pattern("[\x01\x03-\x06]([,.;:] *)"),
      Pattern("([,.;:])[\x01\x03-\x06]"),
      // 第4期, 第22-25页.
      Pattern("(\x05[0-9]+(?: *- *[0-9]+)?\x06)"),
      Pattern("([\x03\x04])"),
  };
  outline.BlankBeginning({"参见", "参看", "详见", "转引自", "见"});
  for (const std::regex& pattern : kNoWords) outline.Blank(pattern);
  if (outline.text().find_first_not_of(" \t\r\n") == std::string::npos) return std::nullopt;
  return outline.text();
}

}  // namespace dssearch
