#include "indexer/formats/tagged_dialects.h"

#include <algorithm>
#include <array>

#include "indexer/ascii.h"

namespace dssearch::indexer {
namespace {

using enum Dialect;

// The tags of RefWorks besides those above. An abstract may have line breaks, and so begin a line
// with two capitals that are none.
constexpr std::string_view kFurtherRefWorksTags =
    "RT SR SP OP VO IS NO A2 A3 A4 A5 A6 T3 ED PB PP SN AV AD AN LA CL SF DB DS IP RD ST U1 U2 U3 "
    "U4 "
    "U5 U6 U7 U8 U9 SL LL CR WT WV WP OL PM NT RP ";

// "TY", "A1" at the beginning of a line.
bool HasTwoLetters(std::string_view line) {
  return line.size() >= 2 && IsAsciiUpper(line[0]) &&
         (IsAsciiUpper(line[1]) || IsAsciiDigit(line[1]));
}

// "TY  - JOUR"; some write one blank, or none behind.
std::optional<TaggedLine> ParseRis(std::string_view line) {
  if (line.size() < 4 || !HasTwoLetters(line)) return std::nullopt;
  const std::size_t dash = line.find_first_not_of(' ', 2);
  if (dash < 3 || dash > 4 || line[dash] != '-') return std::nullopt;
  return TaggedLine{line.substr(0, 2), Trim(line.substr(dash + 1))};
}

// "PMID- 1", "FAU - Brandt, Olga": the tag has four columns.
std::optional<TaggedLine> ParseMedline(std::string_view line) {
  constexpr std::size_t kColumns = 4;
  if (line.size() <= kColumns || line[kColumns] != '-') return std::nullopt;
  const std::string_view tag = Trim(line.substr(0, kColumns));
  if (!HasTwoLetters(tag) || line.front() == ' ') return std::nullopt;
  return TaggedLine{tag, Trim(line.substr(kColumns + 1))};
}

// "PT J", "ER"; CNKI leaves the blank out before some Chinese, "A1张三".
std::optional<TaggedLine> ParseTwoLetters(std::string_view line) {
  if (!HasTwoLetters(line)) return std::nullopt;
  if (line.size() > 2 && line[2] != ' ' && static_cast<unsigned char>(line[2]) < 0x80)
    return std::nullopt;
  const std::string_view value = Trim(line.substr(2));
  if (value.starts_with("- ")) return std::nullopt;
  return TaggedLine{line.substr(0, 2), value};
}

std::optional<TaggedLine> ParseRefWorks(std::string_view line) {
  const std::optional<TaggedLine> parsed = ParseTwoLetters(line);
  if (!parsed) return std::nullopt;
  const bool known = FindTagRule(kRefWorks, parsed->tag) != nullptr ||
                     kFurtherRefWorksTags.find(parsed->tag) != std::string_view::npos;
  return known ? parsed : std::nullopt;
}

// "%T A Title".
std::optional<TaggedLine> ParseEndNote(std::string_view line) {
  constexpr std::string_view kMarks = "!@#$&()*+>[]~^?<";
  if (line.size() < 2 || line[0] != '%' || (line.size() > 2 && line[2] != ' ') ||
      (!IsAsciiAlnum(line[1]) && kMarks.find(line[1]) == std::string_view::npos))
    return std::nullopt;
  return TaggedLine{line.substr(1, 1), Trim(line.substr(2))};
}

// "{Title}: A Title".
std::optional<TaggedLine> ParseNoteExpress(std::string_view line) {
  constexpr std::size_t kLongestName = 40;
  const std::size_t end = line.substr(0, kLongestName).find("}:");
  if (!line.starts_with('{') || end == std::string_view::npos) return std::nullopt;
  return TaggedLine{line.substr(1, end - 1), Trim(line.substr(end + 2))};
}

// "Title-题名: 题名", "DOI-DOI: 10.1000/1", "DataType: 1". The tag is what is in English: for some
// kinds of documents the Chinese behind it is another.
std::optional<TaggedLine> ParseCnki(std::string_view line) {
  constexpr std::size_t kLongestName = 40;
  const std::size_t end = line.substr(0, kLongestName).find(':');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view name = line.substr(0, end);
  const std::size_t letters = static_cast<std::size_t>(
      std::find_if_not(name.begin(), name.end(), IsAsciiLetter) - name.begin());
  const bool is_tag = name == "DataType" || name == "DOI-DOI" ||
                      (letters > 0 && letters + 1 < name.size() && name[letters] == '-' &&
                       static_cast<unsigned char>(name[letters + 1]) >= 0x80);
  if (!is_tag) return std::nullopt;
  return TaggedLine{name.substr(0, name.find('-')), Trim(line.substr(end + 1))};
}

struct Syntax {
  Dialect dialect;
  std::optional<TaggedLine> (*parse)(std::string_view line);
  std::array<std::string_view, 3> begins;  // The tags that a record may begin with.
  bool filled = false;
  bool needs_next = false;  // Whether the line that begins a record could be prose.
};
constexpr Syntax kSyntaxes[] = {
    {kRis, ParseRis, {"TY"}},
    {kMedline, ParseMedline, {"PMID", "OWN"}, true},  // ERIC has no PMID.
    {kWebOfScience, ParseTwoLetters, {"PT"}, true, true},
    {kRefWorks, ParseRefWorks, {"RT"}, false, true},
    {kEndNote, ParseEndNote, {"0"}},
    {kNoteExpress, ParseNoteExpress, {"Reference Type"}},
    {kCnki, ParseCnki, {"SrcDatabase", "DataType", "Title"}},
};

const Syntax& SyntaxOf(Dialect dialect) { return kSyntaxes[static_cast<std::size_t>(dialect)]; }

}  // namespace

std::optional<TaggedLine> ParseTag(Dialect dialect, std::string_view line) {
  return SyntaxOf(dialect).parse(line);
}

std::optional<Dialect> DialectBegunBy(std::string_view line) {
  for (const Syntax& syntax : kSyntaxes) {
    const std::optional<TaggedLine> parsed = syntax.parse(line);
    if (parsed && !parsed->tag.empty() &&
        std::find(syntax.begins.begin(), syntax.begins.end(), parsed->tag) != syntax.begins.end())
      return syntax.dialect;
  }
  return std::nullopt;
}

bool BeginsTagged(std::string_view text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = Trim(text.substr(0, end), "\r");
  if (line.starts_with("FN Clarivate") || line.starts_with("FN Thomson") ||
      line.starts_with("FN ISI"))
    return true;
  const std::optional<Dialect> dialect = DialectBegunBy(line);
  if (!dialect || !SyntaxOf(*dialect).needs_next) return dialect.has_value();
  const std::string_view rest = text.substr(std::min(end + 1, text.size()));
  const std::string_view next = Trim(rest.substr(0, rest.find('\n')), "\r");
  return ParseTag(*dialect, next).has_value();
}

bool IsFilled(Dialect dialect) { return SyntaxOf(dialect).filled; }

}  // namespace dssearch::indexer
