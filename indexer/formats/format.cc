#include "indexer/formats/format.h"

#include <algorithm>
#include <array>

#include "indexer/ascii.h"
#include "indexer/fields/field_aliases.h"
#include "indexer/formats/bibtex_reader.h"
#include "indexer/formats/decompressor.h"
#include "indexer/formats/tagged_reader.h"

namespace dssearch::indexer {
namespace {

struct Extension {
  std::string_view name;
  Format format;
};
constexpr std::array kExtensions = {
    Extension{".md", Format::kMarkdown},     Extension{".markdown", Format::kMarkdown},
    Extension{".txt", Format::kPlainText},   Extension{".text", Format::kPlainText},
    Extension{".json", Format::kJson},       Extension{".csljson", Format::kJson},
    Extension{".jsonl", Format::kJsonLines}, Extension{".ndjson", Format::kJsonLines},
    Extension{".csv", Format::kCsv},         Extension{".tsv", Format::kCsv},
    Extension{".tab", Format::kCsv},         Extension{".bib", Format::kBibtex},
    Extension{".bibtex", Format::kBibtex},   Extension{".ris", Format::kTagged},
    Extension{".enw", Format::kTagged},      Extension{".net", Format::kTagged},
    Extension{".endnote", Format::kTagged},
};

std::filesystem::path Unpacked(const std::filesystem::path& file) {
  return IsCompressedExtension(LowerAscii(file.extension().string())) ? file.stem()
                                                                      : file.filename();
}

// Takes the next line that is not empty.
std::string_view TakeLine(std::string_view& rest) {
  std::string_view line;
  while (line.empty() && !rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t begin = line.find_first_not_of(" \t\r");
    line = begin == std::string_view::npos ? std::string_view{} : line.substr(begin);
    while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
  }
  return line;
}

// Whether the brackets that a line opens are closed in it.
bool IsClosed(std::string_view line) {
  std::size_t depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '\\') {
      ++i;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && (c == '{' || c == '[')) {
      ++depth;
    } else if (!quoted && (c == '}' || c == ']') && depth > 0) {
      --depth;
    }
  }
  return depth == 0 && !quoted;
}

// An object a line; one broken line or one single line does not decide it.
bool IsJsonLines(std::string_view head) {
  const bool cut = head.size() >= kHeadBytes;
  const std::string_view first = TakeLine(head);
  if (!first.starts_with('{')) return false;
  const std::string_view second = TakeLine(head);
  if (IsClosed(first)) return !second.empty() || cut;
  // A layout that goes on in the next line is no broken line.
  if (first.ends_with('{') || first.ends_with('[') || first.ends_with(',')) return false;
  return second.starts_with('{') && (IsClosed(second) || (cut && head.empty()));
}

// A row that names two fields of a paper.
bool IsHeader(std::string_view line) {
  std::size_t known = 0;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of(",;\t"), line.size());
    std::string_view cell = line.substr(0, end);
    line.remove_prefix(std::min(end + 1, line.size()));
    while (cell.starts_with('"') || cell.starts_with(' ')) cell.remove_prefix(1);
    while (cell.ends_with('"') || cell.ends_with(' ')) cell.remove_suffix(1);
    known += IsFieldName(cell);
  }
  return known >= 2;
}

}  // namespace

std::optional<Format> FormatOfName(const std::filesystem::path& file) {
  const std::string extension = LowerAscii(Unpacked(file).extension().string());
  for (const Extension& known : kExtensions)
    if (known.name == extension) return known.format;
  return std::nullopt;
}

std::optional<Format> FormatOfText(std::string_view head) {
  std::string_view rest = head;
  const std::string_view line = TakeLine(rest);
  if (HasTag(line)) return Format::kTagged;
  if (line.starts_with('[')) return Format::kJson;
  if (line.starts_with('{')) return IsJsonLines(head) ? Format::kJsonLines : Format::kJson;
  if (line == "---") return Format::kMarkdown;
  if (BeginsBibtexEntry(line)) return Format::kBibtex;
  if (IsHeader(line)) return Format::kCsv;
  return std::nullopt;
}

std::optional<Format> FormatOf(const std::filesystem::path& file, std::string_view head) {
  const std::optional<Format> named = FormatOfName(file);
  if (!named) return FormatOfText(head);
  if (named == Format::kJson) return IsJsonLines(head) ? Format::kJsonLines : Format::kJson;
  if (named == Format::kPlainText && FormatOfText(head) == Format::kTagged) return Format::kTagged;
  return named;
}

std::string StemOf(const std::filesystem::path& file) { return Unpacked(file).stem().string(); }

}  // namespace dssearch::indexer
