#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dssearch::indexer {

/// The formats that have one tag a line.
enum class Dialect : std::uint8_t {
  kRis,           ///< "TY  - JOUR", which ends with "ER  -".
  kMedline,       ///< "PMID- 29474831": what PubMed saves (.nbib, .txt).
  kWebOfScience,  ///< "PT J", which ends with "ER" (.txt, .ciw).
  kRefWorks,      ///< "RT Journal Article".
  kEndNote,       ///< "%0 Journal Article".
  kNoteExpress,   ///< "{Reference Type}: Journal Article".
  kCnki,          ///< "Title-题名: ...", what CNKI calls 自定义 and E-Study.
};

struct TaggedLine {
  std::string_view tag;
  std::string_view value;
};

/// How the value of a tag is read.
enum class TagUse : std::uint8_t {
  kText,
  kNames,       ///< A name, or several between semicolons; each further line is one of its own.
  kFallback,    ///< Counts only where the record has no other value for its field.
  kDescriptor,  ///< A heading of MeSH: "*Rivers/chemistry".
  kMarkedDoi,   ///< A DOI where "[doi]" is behind it, else nothing.
  kNamed,       ///< "domain: Inference", a field that the value names, as dssearch exports it.
};

/// What becomes of a tag.
struct TagRule {  // NOLINT(clang-analyzer-optin.performance.Padding): as rows are read.
  Dialect dialect;
  std::string_view tag;
  std::string_view field;  ///< A name that ToPaper() knows.
  TagUse use = TagUse::kText;
};

/// The tag and the value in a line of a record; nullopt where it has no tag and so goes on with the
/// line before.
std::optional<TaggedLine> ParseTag(Dialect dialect, std::string_view line);

/// The dialect of a record that begins with `line`; nullopt where none does.
std::optional<Dialect> DialectBegunBy(std::string_view line);

/// Whether a record begins with the first line of `text`. Where one line could also be prose, the
/// next one counts too.
bool BeginsTagged(std::string_view text);

/// Whether lines of a dialect are filled, so that line breaks within a value mean nothing.
bool IsFilled(Dialect dialect);

/// What becomes of a tag; nullptr where no field takes it.
const TagRule* FindTagRule(Dialect dialect, std::string_view tag);

}  // namespace dssearch::indexer
