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
  kTagged,      ///< What has one tag a line, see Dialect.
  kReferences,  ///< A list of references as GB/T 7714 has them.
  kXml,         ///< What has one of the roots that xml_reader.h lists.
  kYaml,        ///< CSL-JSON in YAML.
};

/// The format of an extension, in upper or lower case, also where the file is packed (.json.gz);
/// nullopt where it says nothing.
std::optional<Format> FormatOfName(const std::filesystem::path& file);

/// The format of a text that begins with `head`; nullopt where it could be any.
std::optional<Format> FormatOfText(std::string_view head);

/// The format of a file that begins with `head`: what its content says, whatever its name, and
/// where the content says nothing, what its name says. A file whose name is not known has to begin
/// with what only one format begins with.
std::optional<Format> FormatOf(const std::filesystem::path& file, std::string_view head);

/// The name of a file without its extensions: "rag" of notes/rag.txt.gz.
std::string StemOf(const std::filesystem::path& file);

/// How many bytes of a file FormatOf() is to be given as `head`.
inline constexpr std::size_t kHeadBytes = 65'536;

}  // namespace dssearch::indexer
