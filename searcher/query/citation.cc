#include "searcher/query/citation.h"

#include <algorithm>
#include <cstddef>
#include <regex>
#include <vector>

#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

// What patterns see in place of a character of Chinese, and of any other letter or sign.
constexpr char kHan = '\x01';
constexpr char kOther = '\x02';

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
  if (!outline.HasAny("[0123456789")) return false;
  // A title has at least four characters. Types are written in capitals.
  static const std::regex kTyped(
      R"([^ ].{3} ?\[([JCMDNRSPGA]|EB|DB|CP)(/[A-Z]{2})?\](\.|,| *//| *$))", std::regex::optimize);
  static const std::regex kYear(R"((^|[^0-9])(19|20)[0-9]{2}[a-z]?([^0-9]|$))",
                                std::regex::optimize);
  static const std::regex kPlace = Pattern(
      R"(\b(pp?|pages|vol)\.? *[0-9]+|[0-9] *\([0-9]{1,3}\)[:,] *[0-9]|\) *: *[0-9]+ *- *[0-9]|, *[0-9]{1,3}, *[0-9]+-[0-9])");
  static const std::regex kPreprint = Pattern("arxiv preprint arxiv:");
  if (outline.HasAny("[") && outline.Has(kTyped)) return true;
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
      Pattern("\x01([,.;] *)"),
      Pattern("([,.;])\x01"),
  };
  for (const std::regex& pattern : kNoWords) outline.Blank(pattern);
  if (outline.text().find_first_not_of(" \t\r\n") == std::string::npos) return std::nullopt;
  return outline.text();
}

}  // namespace dssearch
