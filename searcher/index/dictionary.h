#pragma once

#include <xapian.h>

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "searcher/format/lexicon.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// The document frequency of a term, and the term.
using TermDocFreq = std::pair<Xapian::doccount, std::string>;

/// The terms that begin with a prefix.
struct Completions {
  std::vector<TermDocFreq> terms;  ///< By descending document frequency, at most kMaxCompletions.
  std::size_t total = 0;           ///< How many terms have the prefix, those left out included.

  std::size_t bytes() const;
};

/// More terms hardly change what is found first, and each of them costs a posting list.
inline constexpr std::size_t kMaxCompletions = 64;

/// The most frequent terms that begin with `prefix`. Those of prefixes up to 4 bytes, which take
/// longest to collect, are cached. Throws Xapian::Error.
std::shared_ptr<const Completions> TermsWithPrefix(const std::string& prefix,
                                                   const IndexReader& reader);

/// The English words of the text field that begin with an ASCII letter, by descending document
/// frequency, cached in the snapshot. Throws Xapian::Error.
std::shared_ptr<const std::vector<TermDocFreq>> TermsWithInitial(char letter,
                                                                 const IndexReader& reader);

/// The lexicon entries whose terms share their first lexicon token.
struct LexiconEntries {
  std::vector<format::LexiconEntry> entries;

  std::size_t bytes() const;
};

/// The entries of the index's lexicon whose first lexicon token (text/lexicon_tokens.h) is
/// `first_token`. Cached. Throws Xapian::Error.
std::shared_ptr<const LexiconEntries> LexiconEntriesOf(const std::string& first_token,
                                                       const IndexReader& reader);

}  // namespace dssearch
