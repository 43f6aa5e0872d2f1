#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace dssearch::indexer {

/// The format that a file is read in.
enum class Format : std::uint8_t {
  kMarkdown,   ///< One paper, whose fields are in front matter and sections.
  kPlainText,  ///< One paper, whose title is the first line.
  kJson,
  kJsonLines,
  kCsv,  ///< With commas, semicolons or tabs.
  kBibtex,
  kTagged,  ///< RIS, EndNote, NoteExpress.
};

/// The format of an extension: .md, .txt, .json, .jsonl, .csv, .tsv, .bib, .ris, .enw, .net and a
/// few other spellings, in upper or lower case, and each of these packed (.json.gz); nullopt for
/// others.
std::optional<Format> FormatOfName(const std::filesystem::path& file);

/// The format of a text that begins with `head`; nullopt where it could be any.
std::optional<Format> FormatOfText(std::string_view head);

/// The format of a file that begins with `head`: that of its name, except that the content tells
/// whether JSON is JSON lines, and whether a plain text is an export with tags; that of the content
/// where the name tells nothing.
std::optional<Format> FormatOf(const std::filesystem::path& file, std::string_view head);

/// The name of a file without its extensions: "rag" of notes/rag.txt.gz.
std::string StemOf(const std::filesystem::path& file);

/// How many bytes of a file FormatOf() is to be given as `head`.
inline constexpr std::size_t kHeadBytes = 65'536;

}  // namespace dssearch::indexer
