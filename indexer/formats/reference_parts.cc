#include "indexer/formats/reference_parts.h"

#include <algorithm>
#include <array>
#include <optional>

#include "indexer/ascii.h"
#include "indexer/formats/reference_list_reader.h"
#include "searcher/format/identifier.h"
#include "searcher/text/code_points.h"
#include "searcher/text/word_list.h"

namespace dssearch::indexer {
namespace {

bool HasYear(std::string_view text) {
  constexpr std::size_t kDigits = 4;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t end = i;
    while (end < text.size() && IsAsciiDigit(text[end])) ++end;
    const std::string_view year = text.substr(i, end - i);
    if (year.size() == kDigits && year >= "1500" && year < "2100") return true;
    i = std::max(i, end);
  }
  return false;
}

bool HasAddress(std::string_view text) {
  for (std::size_t at = 0; (at = text.find("10.", at)) != std::string_view::npos; ++at) {
    const std::size_t end = text.find_first_not_of("0123456789", at + 3);
    if (end != std::string_view::npos && end > at + 3 && text[end] == '/') return true;
  }
  return text.find("http://") != std::string_view::npos ||
         text.find("https://") != std::string_view::npos;
}

// Whether a text says where something stands: pages "12-34", an issue "12(3)", a journal in 《》.
bool HasPlace(std::string_view text) {
  if (text.find("《") != std::string_view::npos) return true;
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (!IsAsciiDigit(text[i - 1])) continue;
    std::string_view rest = text.substr(i);
    while (rest.starts_with('-') || rest.starts_with("–"))
      rest.remove_prefix(rest[0] == '-' ? 1 : 3);
    if (rest.size() < text.size() - i && !rest.empty() && IsAsciiDigit(rest.front())) return true;
    rest = Trim(text.substr(i), " ");
    if (rest.size() > 1 && rest[0] == '(' && IsAsciiDigit(rest[1])) return true;
  }
  return false;
}

// Takes a word of letters, which may have hyphens and apostrophes, and the blank behind it.
std::string_view TakeWord(std::string_view& text) {
  const auto in_word = [](char c) {
    return IsAsciiLetter(c) || c == '-' || c == '\'' || static_cast<unsigned char>(c) >= 0x80;
  };
  const std::size_t size =
      static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), in_word) - text.begin());
  const std::string_view word = text.substr(0, size);
  text.remove_prefix(size);
  if (text.starts_with(' ')) text.remove_prefix(1);
  return word;
}

bool IsCapitalised(std::string_view text) {
  return !text.empty() &&
         (IsAsciiUpper(text.front()) || static_cast<unsigned char>(text[0]) >= 0x80);
}

bool BeginsWithChineseName(std::string_view text) {
  constexpr std::size_t kLongest = 4;
  constexpr std::array<std::string_view, 8> kMarks = {",", "，", ".", "．", ":", "：", "、", " "};
  std::size_t size = 0;
  std::size_t characters = 0;
  while (size < text.size()) {
    std::size_t next = size;
    if (!text::IsUnspaced(text::Next(text, next))) break;
    size = next;
    ++characters;
  }
  return characters > 1 && characters <= kLongest &&
         std::any_of(
             kMarks.begin(), kMarks.end(),
             [rest = text.substr(size)](std::string_view mark) { return rest.starts_with(mark); });
}

// Whether a text begins with a name of an author: "Brandt, O.", "van Brandt, Olga", "O. Brandt",
// "Brandt OE,", "Olga Brandt:", "王小明,". A sentence seldom does; it would have to have a year and
// a place as well.
bool BeginsWithName(std::string_view text) {
  if (text::StartsUnspaced(text)) return BeginsWithChineseName(text);
  constexpr std::size_t kMostWords = 4;
  constexpr std::size_t kMostInitials = 3;
  constexpr std::array<std::string_view, 16> kSentences = {
      "The", "In", "However", "Moreover", "Since", "From", "For",     "At",
      "On",  "As", "After",   "During",   "By",    "We",   "Finally", "With"};
  for (std::size_t words = 0; words < kMostWords && !text.empty(); ++words) {
    const std::string_view word = TakeWord(text);
    if (word.empty() || (words == 0 && text::IsAmong(kSentences, word))) return false;
    if (word.size() == 1 && text.starts_with('.')) return IsAsciiUpper(word[0]);
    const bool initials = words > 0 && word.size() <= kMostInitials &&
                          std::all_of(word.begin(), word.end(), IsAsciiUpper);
    if (initials && (text.starts_with(',') || text.starts_with('.'))) return true;
    if (words > 0 && IsCapitalised(word) &&
        (text.starts_with(',') || text.starts_with(':') || text.starts_with("and ") ||
         text.starts_with("& ")))
      return true;
    if (text.starts_with(", ")) return IsCapitalised(text.substr(2));
  }
  return false;
}

// Whether a line is nothing but an identifier of a paper, or a number of one.
bool IsIdentifier(std::string_view line) {
  constexpr std::size_t kShortest = 5;
  if (line.find(' ') != std::string_view::npos) return false;
  return (line.size() >= kShortest &&
          line.find_first_not_of("0123456789") == std::string_view::npos) ||
         format::ParseIdentifier(line).has_value();
}

// Whether an identifier stands in the last of several lines, below a title.
bool EndsWithIdentifier(std::string_view part) {
  const std::size_t end = part.rfind('\n');
  const std::string_view line = end == std::string_view::npos ? "" : Trim(part.substr(end + 1));
  return IsIdentifier(line) ||
         (line.starts_with("http") && line.find(' ') == std::string_view::npos);
}

std::string_view WithoutBullet(std::string_view part) {
  for (const std::string_view bullet : {"- ", "* ", "• ", "· "})
    if (part.starts_with(bullet)) return Trim(part.substr(bullet.size()));
  return part;
}

bool IsSentence(std::string_view part) { return part.ends_with('.') || part.ends_with("。"); }

}  // namespace

std::size_t NumberOf(std::string_view entry) {
  const std::optional<NumberedLine> parsed = ParseNumberedLine(entry.substr(0, entry.find('\n')));
  return parsed ? parsed->number : 0;
}

bool AreReferences(const std::vector<std::string_view>& parts) {
  constexpr std::size_t kHeading = 150;
  constexpr std::size_t kBeginning = 600;
  constexpr std::size_t kMostHeadings = 2;
  std::size_t headings = 0;
  std::size_t references = 0;
  std::size_t number = 0;
  for (const std::string_view part : parts) {
    const std::string_view begin = part.substr(0, kBeginning);
    const std::size_t found = NumberOf(part);
    const bool year = HasYear(begin);
    const bool address = HasAddress(begin);
    // Behind a heading, which may be a title, sections of a paper may be numbered, too.
    const bool exact = year && (address || HasPlace(begin)) && part.size() <= kBeginning;
    bool reference = false;
    if (found != 0) {
      reference = (number == 0 || found == number + 1) && (headings == 0 ? year || address : exact);
      number = found;
    } else {
      reference = (exact && BeginsWithName(WithoutBullet(part))) ||
                  (headings == 0 && (IsIdentifier(part) || EndsWithIdentifier(part)));
    }
    if (reference) {
      ++references;
    } else if (references == 0) {
      if (++headings > kMostHeadings || part.size() > kHeading || IsSentence(part)) return false;
    }
  }
  const std::size_t others = parts.size() - headings - references;
  if (headings > 0) return references > 2 && 2 * others <= references;
  // Notes may stand behind each.
  return references > 2 ? others <= 2 * references : references > 1 && 2 * others <= references;
}

}  // namespace dssearch::indexer
