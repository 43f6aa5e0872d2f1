#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dssearch::format {

// What the names of files and folders in an index begin with; a number follows.
inline constexpr std::string_view kCommitPrefix = "commit-";
inline constexpr std::string_view kSegmentPrefix = "segment-";
inline constexpr std::string_view kLexiconFolderPrefix = "lexicon-";
inline constexpr std::string_view kDeletionsPrefix = "deletions-";  ///< In the folder of a segment.
inline constexpr std::string_view kBuildPrefix = "build-";     ///< What a run writes on the way.
inline constexpr std::string_view kGenerationPrefix = "gen-";  ///< The databases before format 7.

/// Those of the folders.
inline constexpr std::array<std::string_view, 4> kFolderPrefixes = {
    kSegmentPrefix, kLexiconFolderPrefix, kBuildPrefix, kGenerationPrefix};

/// The number of a name with this prefix: 7 of "segment-000007". Nothing for any other name.
std::optional<unsigned long> NumberIn(const std::string& name, std::string_view prefix);

/// The name for a number: "segment-000007".
std::string NumberedName(std::string_view prefix, unsigned long number);

/// The numbers of the commits of which the directory `index` has a file, ascending.
std::vector<unsigned long> CommitNumbers(const std::string& index);

}  // namespace dssearch::format
