#pragma once

#include <xapian.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dssearch::format {

/// The origin of a translation.
enum class Origin : char {
  kUser = 'u',    ///< A file of the user.
  kLearnt = 'l',  ///< The papers of the index.
  kSeed = 's',    ///< The built-in lexicon.
};

/// A translation of a term into the other language.
struct Translation {
  std::string text;          ///< As people write it: reinforcement learning.
  double strength = 0;       ///< In (0, 1]: how likely it means the same.
  std::uint32_t papers = 0;  ///< How many papers support it; 0 for kUser and kSeed.
  Origin origin = Origin::kLearnt;

  bool operator==(const Translation&) const = default;
};

/// A term with its translations, strongest first.
struct LexiconEntry {
  std::string key;  ///< Its lexicon tokens with blanks between: "reinforc learn", "强 化 学 习".
  std::string term;  ///< As people write it.
  std::vector<Translation> translations;

  bool operator==(const LexiconEntry&) const = default;
};

/// The prefix of the metadata keys of the lexicon. Entries with the same first lexicon token share
/// a key, so that a search reads only the entries that it needs.
inline constexpr std::string_view kLexiconPrefix = "lexicon ";

/// The metadata key of the entries with the first lexicon token of `key`, the key of an entry.
std::string LexiconKey(std::string_view key);

/// Encodes entries as metadata: a line for each translation, with key, term, translation, strength,
/// papers and origin separated by tabs.
std::string EncodeEntries(const std::vector<LexiconEntry>& entries);

/// All lexicon entries of a database, in the order of their keys.
std::vector<LexiconEntry> ReadLexicon(const Xapian::Database& database);

/// The inverse of EncodeEntries; malformed lines are skipped.
std::vector<LexiconEntry> DecodeEntries(std::string_view text);

}  // namespace dssearch::format
