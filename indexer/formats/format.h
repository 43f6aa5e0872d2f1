#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace dssearch::indexer {

/// What a file is read as.
enum class Format : std::uint8_t {
  kMarkdown,   ///< One paper with front matter.
  kPlainText,  ///< One paper: the first line is its title.
  kJson,
  kJsonLines,
  kCsv,  ///< With commas, semicolons or tabs.
  kBibtex,
  kTagged,  ///< RIS, EndNote, NoteExpress.
};

/// What an extension says: .md, .txt, .json, .jsonl, .csv, .tsv, .bib, .ris,
/// .enw, .net and a few other spellings, in any case, and each of these packed
/// (.json.gz). Nothing for others.
std::optional<Format> FormatOfName(const std::filesystem::path& file);

/// What text that begins with `head` is; nothing where it could be anything.
std::optional<Format> FormatOfText(std::string_view head);

/// The format of a file: that of its name, but that the content says whether
/// JSON is JSON lines and a text is an export of records.
std::optional<Format> FormatOf(const std::filesystem::path& file, std::string_view head);

/// The name of a file without extensions: notes/rag.txt.gz is "rag".
std::string StemOf(const std::filesystem::path& file);

/// How much of a file FormatOf() wants to see.
inline constexpr std::size_t kHeadBytes = 65'536;

}  // namespace dssearch::indexer
