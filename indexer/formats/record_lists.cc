#include "indexer/formats/record_lists.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/ascii.h"
#include "indexer/formats/reference_parts.h"
#include "searcher/text/word_list.h"

namespace dssearch::indexer {
namespace {

constexpr std::size_t kMostBytes = 65'536;

using Parts = std::vector<std::string_view>;

// The lines of a text, trimmed; empty ones are kept, since they part records.
Parts LinesOf(std::string_view text) {
  Parts lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(Trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

// What two parts of one text have between them, and they themselves.
std::string_view Span(std::string_view first, std::string_view last) {
  return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

// The tag that a line begins with in some export: "TI- ", "TI  - ", "AU ~ ", "--AU-- ", "%A ",
// "{Title}: ".
std::optional<std::string_view> TagOf(std::string_view line) {
  if (line.starts_with('{')) {
    const std::size_t end = line.find("}:");
    if (end != std::string_view::npos && end < 40) return line.substr(1, end - 1);
    return std::nullopt;
  }
  if (line.size() > 3 && line[0] == '%' && IsAsciiAlnum(line[1]) && line[2] == ' ')
    return line.substr(1, 1);
  const bool dashes = line.starts_with("--");
  const std::size_t begin = dashes ? 2 : 0;
  std::size_t end = begin;
  while (end < line.size() && (IsAsciiUpper(line[end]) || IsAsciiDigit(line[end]))) ++end;
  if (end - begin < 2 || end - begin > 4 || !IsAsciiUpper(line[begin])) return std::nullopt;
  const std::string_view tag = line.substr(begin, end - begin);
  std::string_view rest = line.substr(end);
  if (dashes) return rest.starts_with("-- ") ? std::optional(tag) : std::nullopt;
  rest = rest.substr(std::min(rest.find_first_not_of(' '), rest.size()));
  return rest.starts_with("- ") || rest.starts_with("~ ") ? std::optional(tag) : std::nullopt;
}

// "<12>", as Ovid numbers what it found, or "1. ", as PubMed does.
bool IsNumber(std::string_view line, std::string_view before, std::string_view behind) {
  if (!line.starts_with(before)) return false;
  const std::size_t end =
      std::min(line.find_first_not_of("0123456789", before.size()), line.size());
  return end > before.size() && line.substr(end).starts_with(behind);
}

// Whether lines have tags, or hits are numbered as databases do.
bool HasTags(const Parts& lines) {
  constexpr std::size_t kLines = 60;
  constexpr std::size_t kTags = 3;
  std::set<std::string_view> tags;
  bool first = true;
  bool pubmed = false;
  for (std::size_t i = 0; i < std::min(kLines, lines.size()); ++i) {
    const std::string_view line = lines[i];
    if (line.empty()) continue;
    if (first && IsNumber(line, "<", ">")) return true;
    if (first) pubmed = IsNumber(line, "", ". ") || IsNumber(line, "", ": ");
    first = false;
    if (pubmed && IsNumber(line, "PMID: ", "")) return true;
    if (const auto tag = TagOf(line)) tags.insert(*tag);
    if (tags.size() >= kTags) return true;
  }
  return false;
}

// What parts of a record are called where they stand behind their names.
constexpr std::array<std::string_view, 30> kLabels = {
    "title",
    "author",
    "authors",
    "by",
    "date",
    "year",
    "url",
    "doi",
    "abstract",
    "journal",
    "keywords",
    "source",
    "type",
    "issn",
    "accession number",
    "isbn",
    "reference type",
    "author keywords",
    "标题",
    "题名",
    "篇名",
    "作者",
    "摘要",
    "关键词",
    "年份",
    "年",
    "期刊",
    "来源",
    "刊名",
    "链接",
};

// The label that a line begins with, "Date: 2005-08-31", or that it is, with what it labels in the
// next one.
std::string LabelOf(std::string_view line) {
  constexpr std::size_t kLongest = 30;
  constexpr std::string_view kWideColon = "：";
  const std::string_view head = line.substr(0, kLongest);
  const std::size_t end = std::min(head.find(':'), head.find(kWideColon));
  if (end == std::string_view::npos && line.size() > kLongest) return {};
  std::string label = LowerAscii(Trim(head.substr(0, end), " 【】"));
  return text::IsAmong(kLabels, label) ? label : "";
}

// Whether parts of records stand behind labels: two labels come twice, or, since no text has these
// lines by chance, three labels stand alone in their lines.
bool HasLabels(const Parts& lines) {
  std::map<std::string, std::size_t> counts;
  std::set<std::string> alone;
  for (const std::string_view line : lines) {
    const std::string label = LabelOf(line);
    if (label.empty()) continue;
    if (++counts[label]; line.size() == label.size()) alone.insert(label);
  }
  constexpr std::ptrdiff_t kRepeated = 2;
  constexpr std::size_t kAlone = 3;
  return alone.size() >= kAlone ||
         std::count_if(counts.begin(), counts.end(),
                       [](const auto& label) { return label.second > 1; }) >= kRepeated;
}

// Whether a text is one of several titles, each with the summary of its paper in the next line. A
// heading within a paper is shorter.
bool AreTitlesWithSummaries(const std::vector<Parts>& blocks) {
  constexpr std::size_t kShortestTitle = 40;
  constexpr std::size_t kLongestTitle = 300;
  constexpr std::size_t kShortestSummary = 150;
  constexpr std::size_t kTitles = 3;
  constexpr std::array<std::string_view, 7> kEnds = {".", ":", ",", ";", "。", "：", "，"};
  const auto is_titled = [&](const Parts& block) {
    if (block.size() < 2) return false;
    const std::string_view title = block[0];
    return title.size() >= kShortestTitle && title.size() <= kLongestTitle &&
           NumberOf(title) == 0 && block[1].size() >= kShortestSummary &&
           block[1].size() > 2 * title.size() &&
           std::none_of(kEnds.begin(), kEnds.end(),
                        [title](std::string_view end) { return title.ends_with(end); });
  };
  return !blocks.empty() && is_titled(blocks.front()) &&
         static_cast<std::size_t>(std::count_if(blocks.begin(), blocks.end(), is_titled)) >=
             kTitles;
}

// The lines before the heading of the references that a paper has at its end.
Parts BeforeReferences(const Parts& lines) {
  constexpr std::array<std::string_view, 6> kHeadings = {
      "references", "bibliography", "literature", "literature cited", "works cited", "参考文献"};
  constexpr std::size_t kFirstLines = 3;  // There it is that of a list.
  Parts before;
  std::size_t filled = 0;
  for (const std::string_view line : lines) {
    if (!line.empty()) ++filled;
    const std::string heading = LowerAscii(Trim(line, " #*:[]0123456789.").substr(0, 40));
    if (filled > kFirstLines && text::IsAmong(kHeadings, heading)) break;
    before.push_back(line);
  }
  return before;
}

// The lines of a text from an empty one to the next.
std::vector<Parts> BlocksOf(const Parts& lines) {
  std::vector<Parts> blocks;
  bool open = false;
  for (const std::string_view line : lines) {
    if (!line.empty() && !open) blocks.emplace_back();
    open = !line.empty();
    if (open) blocks.back().push_back(line);
  }
  return blocks;
}

// The lines of a text from one with a number to the next.
Parts NumberedParts(const Parts& lines) {
  Parts parts;
  for (const std::string_view line : lines) {
    if (line.empty()) continue;
    if (parts.empty() || NumberOf(line) != 0 || NumberOf(parts.back()) == 0) {
      parts.push_back(line);
    } else {
      parts.back() = Span(parts.back(), line);
    }
  }
  return parts;
}

// The lines of a text from one that is not indented to the next.
Parts HangingParts(const Parts& lines) {
  Parts parts;
  for (const std::string_view line : lines) {
    if (line.empty()) continue;
    // Lines were trimmed within their text.
    const bool indented = !parts.empty() && (line.data()[-1] == ' ' || line.data()[-1] == '\t');
    if (indented) {
      parts.back() = Span(parts.back(), line);
    } else {
      parts.push_back(line);
    }
  }
  return parts;
}

bool IsList(const Parts& all_lines) {
  const Parts lines = BeforeReferences(all_lines);
  const std::vector<Parts> blocks = BlocksOf(lines);
  Parts whole_blocks;
  for (const Parts& block : blocks) whole_blocks.push_back(Span(block.front(), block.back()));
  Parts filled;
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(filled),
               [](std::string_view line) { return !line.empty(); });
  return AreReferences(filled) || AreReferences(whole_blocks) ||
         AreReferences(NumberedParts(lines)) || AreReferences(HangingParts(lines)) ||
         AreTitlesWithSummaries(blocks);
}

// Whether a text is a mailing of RePEc, whose addresses stand nowhere else.
bool IsMailing(std::string_view text) {
  return text.find("http://d.repec.org/n?u=RePEc:") != std::string_view::npos;
}

}  // namespace

TextKind KindOfText(std::string_view text) {
  text = text.substr(0, kMostBytes);
  const Parts lines = LinesOf(text);
  if (HasTags(lines)) return TextKind::kExport;
  const bool list = HasLabels(BeforeReferences(lines)) || IsMailing(text) || IsList(lines);
  return list ? TextKind::kList : TextKind::kPaper;
}

}  // namespace dssearch::indexer
