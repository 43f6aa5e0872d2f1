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

/// A term and the number of documents that have it.
using TermDocFreq = std::pair<Xapian::doccount, std::string>;

/// The terms that begin in some way.
struct Completions {
  std::vector<TermDocFreq> terms;  ///< Most frequent first, at most kMaxCompletions.
  std::size_t total = 0;           ///< How many there are.

  std::size_t bytes() const;
};

/// More hardly change what is found first, and each costs a posting list.
inline constexpr std::size_t kMaxCompletions = 64;

/// The most frequent terms that begin with `prefix`. Those of short prefixes, which are slow to
/// find, are kept in the cache. Throws Xapian::Error.
std::shared_ptr<const Completions> TermsWithPrefix(const std::string& prefix,
                                                   const IndexReader& reader);

/// The English words of texts that begin with this letter, in order; of a large index without
/// those that a single paper has, which are as likely misspelt. Kept. Throws Xapian::Error.
std::shared_ptr<const std::vector<TermDocFreq>> TermsWithInitial(char letter,
                                                                 const IndexReader& reader);

/// The lexicon's terms of one first token.
struct LexiconEntries {
  std::vector<format::LexiconEntry> entries;

  std::size_t bytes() const;
};

/// The terms of the index's lexicon whose first token is this one (text/lexicon_tokens.h). Kept in
/// the cache. Throws Xapian::Error.
std::shared_ptr<const LexiconEntries> LexiconEntriesOf(const std::string& first_token,
                                                       const IndexReader& reader);

}  // namespace dssearch
