#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "searcher/format/identifier.h"

namespace dssearch::format {

// The forms that identifiers of each kind have, without the name and the address that people write
// around them. Each reads a whole text, of any bytes; nothing if it has another form.

/// An arXiv id where something says that it is one: 2402.03300v2, math.AG/0207249, 2402.03300.pdf.
std::optional<Identifier> ParseArxiv(std::string_view text);

/// The same where nothing says so: year, month, and a number of four digits, of five since 2015, so
/// that 3141.5926 is none.
std::optional<Identifier> ParseBareArxiv(std::string_view text);

/// P18-1001, or 2020.acl-main.1: a year, a venue, a volume, a number.
std::optional<Identifier> ParseAcl(std::string_view text);

/// A DOI; the arXiv id or that of the ACL Anthology for which it stands.
std::optional<Identifier> ParseDoi(std::string_view text);

/// The bytes of a prefix of a DOI with its slash at the beginning of a text: "10.1145/". 0 for
/// none.
std::size_t DoiPrefixSize(std::string_view text);

/// Up to nine digits.
std::optional<Identifier> ParsePubmed(std::string_view text);

/// What the canonical form of a PubMed id begins with.
inline constexpr std::string_view kPubmedPrefix = "PMID:";

/// Any word of 5 to 40 letters and digits, so that an address must say what it is.
std::optional<Identifier> ParseOpenReview(std::string_view text);

/// Removes one sign of punctuation, or a blank, from the end of a text. Returns whether there was
/// one.
bool DropPunctuation(std::string_view& text);

}  // namespace dssearch::format
