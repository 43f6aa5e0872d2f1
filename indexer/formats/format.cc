#include "indexer/formats/format.h"

#include <algorithm>
#include <array>

#include "indexer/ascii.h"
#include "indexer/fields/field_aliases.h"
#include "indexer/formats/bibtex_reader.h"
#include "indexer/formats/decompressor.h"
#include "indexer/formats/reference_list_reader.h"
#include "indexer/formats/table_header.h"
#include "indexer/formats/tagged_dialects.h"
#include "indexer/formats/xml_reader.h"
#include "indexer/formats/yaml_reader.h"

namespace dssearch::indexer {
namespace {

// What the ending of a name says, which counts only where the content says nothing. An ending
// without a format is that of texts of many kinds: only what is in them counts.
struct Extension {
  std::string_view name;
  Format format;
};
constexpr Extension kExtensions[] = {
    {".md", Format::kMarkdown},     {".markdown", Format::kMarkdown}, {".txt", Format::kPlainText},
    {".text", Format::kPlainText},  {".json", Format::kJson},         {".csljson", Format::kJson},
    {".jsonl", Format::kJsonLines}, {".ndjson", Format::kJsonLines},  {".csv", Format::kCsv},
    {".tsv", Format::kCsv},         {".tab", Format::kCsv},           {".bib", Format::kBibtex},
    {".bibtex", Format::kBibtex},   {".biblatex", Format::kBibtex},   {".ris", Format::kTagged},
    {".enw", Format::kTagged},      {".net", Format::kTagged},        {".endnote", Format::kTagged},
    {".ciw", Format::kTagged},      {".isi", Format::kTagged},        {".nbib", Format::kTagged},
    {".medline", Format::kTagged},  {".eln", Format::kTagged},
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

// Where a table is known for one only by the names of its columns: a line of prose may have two.
constexpr std::size_t kColumnsOfATable = 2;
constexpr std::size_t kColumnsAmongTexts = 3;

std::string_view WithoutBlankLines(std::string_view head) {
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  return head;
}

// Whether JSON begins here, and not a tag in braces or the first of numbered references.
bool BeginsJson(std::string_view text) {
  if (!text.starts_with('{') && !text.starts_with('[')) return false;
  const std::size_t next = text.find_first_not_of(" \t\r\n", 1);
  if (next == std::string_view::npos) return true;
  return text[next] == '"' || text[next] == (text.front() == '{' ? '}' : ']') ||
         (text.front() == '[' && text[next] == '{');
}

// What a text is by the first of its lines that says so.
std::optional<Format> FormatOfAnyLine(std::string_view text) {
  for (std::string_view rest = text; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    if (BeginsBibtexEntry(line)) return Format::kBibtex;
    if (BeginsTagged(rest)) return Format::kTagged;
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  return std::nullopt;
}

// What a text is by its beginning.
std::optional<Format> FormatOfBeginning(std::string_view text) {
  std::string_view rest = text;
  const std::string_view line = TakeLine(rest);
  if (BeginsTagged(text) || ParseTag(Dialect::kEndNote, line)) return Format::kTagged;
  if (BeginsBibtexEntry(line)) return Format::kBibtex;
  if (BeginsJson(text)) return IsJsonLines(text) ? Format::kJsonLines : Format::kJson;
  if (line.starts_with('<') && XmlDialectOf(text)) return Format::kXml;
  if (BeginsYamlReferences(text)) return Format::kYaml;
  if (line == "---") return Format::kMarkdown;
  if (BeginsReferenceList(text)) return Format::kReferences;
  return std::nullopt;
}

// What a text is that could be any, if a table has at least so many columns with known names.
std::optional<Format> FoundIn(std::string_view text, std::size_t columns) {
  if (const std::optional<Format> format = FormatOfBeginning(text)) return format;
  if (HeaderIn(text, columns)) return Format::kCsv;
  const std::optional<Format> format = FormatOfAnyLine(text);
  // A paper may end with how it is to be cited.
  constexpr std::size_t kLongestComment = 500;
  if (format == Format::kBibtex &&
      FormatOfAnyLine(text.substr(0, kLongestComment)) != Format::kBibtex)
    return std::nullopt;
  return format;
}

}  // namespace

std::optional<Format> FormatOfName(const std::filesystem::path& file) {
  const std::string extension = LowerAscii(Unpacked(file).extension().string());
  for (const Extension& known : kExtensions)
    if (known.name == extension) return known.format;
  return std::nullopt;
}

std::optional<Format> FormatOfText(std::string_view head) {
  return FoundIn(WithoutBlankLines(head), kColumnsOfATable);
}

std::optional<Format> FormatOf(const std::filesystem::path& file, std::string_view head) {
  head = WithoutBlankLines(head);
  const std::optional<Format> named = FormatOfName(file);
  const std::optional<Format> begins = FormatOfBeginning(head);
  if (!named) {
    if (begins) return begins;
    return HeaderIn(head, kColumnsOfATable) ? std::optional(Format::kCsv) : std::nullopt;
  }
  switch (*named) {
    case Format::kPlainText:
      return FoundIn(head, kColumnsAmongTexts).value_or(*named);
    case Format::kTagged:
      return begins ? begins : FormatOfAnyLine(head).value_or(*named);
    case Format::kBibtex:
      // Behind a comment that looks like another format, entries are entries.
      return FormatOfAnyLine(head) == Format::kBibtex ? named : begins.value_or(*named);
    case Format::kCsv:
      return HeaderIn(head, kColumnsOfATable) ? named : begins.value_or(*named);
    case Format::kJsonLines:
      return begins == Format::kJson && head.starts_with('{') ? named : begins.value_or(*named);
    default:
      return begins.value_or(*named);
  }
}

std::string StemOf(const std::filesystem::path& file) { return Unpacked(file).stem().string(); }

}  // namespace dssearch::indexer
