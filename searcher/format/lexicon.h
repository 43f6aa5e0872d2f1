#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dssearch::format {

/// Where a translation comes from.
enum class Origin : char {
  kUser = 'u',    ///< A file of the user's own.
  kLearnt = 'l',  ///< The papers of the index.
  kSeed = 's',    ///< What every index begins with.
};

/// What a term is called in the other language.
struct Translation {
  std::string text;          ///< As people write it: reinforcement learning.
  double strength = 0;       ///< Above 0, up to 1: how surely it means the same.
  std::uint32_t papers = 0;  ///< How many papers say so; 0 where no paper was asked.
  Origin origin = Origin::kLearnt;

  bool operator==(const Translation&) const = default;
};

/// A term with its translations, the strongest first.
struct LexiconEntry {
  std::string key;   ///< Its units with blanks between: "reinforc learn", "强 化 学 习".
  std::string term;  ///< As people write it.
  std::vector<Translation> translations;

  bool operator==(const LexiconEntry&) const = default;
};

/// The lexicon of an index stands in its metadata, all terms that begin with
/// one unit together, so that a search reads no more than it needs.
inline constexpr std::string_view kLexiconPrefix = "lexicon ";

/// The key of the metadata that has the terms which begin as `key` does.
std::string LexiconKey(std::string_view key);

/// A line a translation: key, term, translation, strength, papers and origin, with
/// tabs between them.
std::string EncodeEntries(const std::vector<LexiconEntry>& entries);

/// All of a database, in the order of the keys.
std::vector<LexiconEntry> ReadLexicon(const Xapian::Database& database);

/// Inverse of EncodeEntries; lines of another form are skipped.
std::vector<LexiconEntry> DecodeEntries(std::string_view text);

}  // namespace dssearch::format
