#include "indexer/formats/plain_text_reader.h"

#include <algorithm>
#include <optional>
#include <set>

#include "indexer/ascii.h"

namespace dssearch::indexer {
namespace {

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

// Whether a text is the export of a database in a format that no reader knows: lines with tags, or
// numbered records.
bool IsExport(std::string_view content) {
  constexpr std::size_t kLines = 60;
  constexpr std::size_t kTags = 3;
  std::set<std::string_view> tags;
  bool first = true;
  bool pubmed = false;
  std::string_view rest = content;
  for (std::size_t i = 0; i < kLines && !rest.empty(); ++i) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = Trim(rest.substr(0, end), " \t\r");
    rest.remove_prefix(std::min(end + 1, rest.size()));
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

}  // namespace

void ReadPlainText(const std::string& file, std::string_view content, const std::string& key,
                   const RecordSink& sink) {
  const std::size_t begin = content.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) {
    sink.on_reject({{file, 0}, "the file is empty", "the first line is the title"});
    return;
  }
  content.remove_prefix(begin);
  if (IsExport(content)) {
    sink.on_reject({{file, 1},
                    "the text looks like the export of a database, in a format that is not read",
                    "export it as RIS, BibTeX or CSV, from PubMed as PubMed (.nbib)"});
    return;
  }
  const std::size_t end = std::min(content.find('\n'), content.size());
  RawRecord record{{file, 1}, {}};
  record.key = key;
  record.needs_no_id = true;
  record.fields.push_back({"title", {std::string(content.substr(0, end))}});
  record.fields.push_back({"summary", {std::string(content.substr(end))}});
  sink.on_record(std::move(record));
}

}  // namespace dssearch::indexer
