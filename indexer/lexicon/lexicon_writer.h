#pragma once

#include <xapian.h>

#include <future>
#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "indexer/lexicon/lexicon_learner.h"
#include "searcher/format/lexicon.h"

namespace dssearch::indexer {

/// The lexicon of an index that is being written: the terms that were given to it, and those that
/// are learnt from papers. Not thread-safe.
class LexiconWriter {
 public:
  /// Adds terms for a new lexicon, beside those that are learnt.
  void AddTerms(std::vector<format::LexiconEntry> entries);

  /// Adds the user's own terms, which take the place of those of earlier runs; none take them away.
  void SetUserTerms(std::vector<format::LexiconEntry> entries);

  /// Learns from a paper, for a new lexicon.
  void Learn(const Paper& paper);

  /// Begins to make entries of what was learnt, on a thread of its own; Learn() must not be called
  /// any more.
  void StartMerging();

  /// Writes a new lexicon into `database`; StartMerging() was called. The user's terms are those
  /// that were set, or else `user_terms`.
  void Write(std::vector<format::LexiconEntry> user_terms, Xapian::WritableDatabase& database);

  /// Replaces the user's terms in the lexicon of `database`, if any were set; it keeps the others.
  void Update(Xapian::WritableDatabase& database);

  /// Whether there are user's terms that were not written yet.
  bool has_user_terms() const { return has_user_terms_; }

 private:
  LexiconLearner learner_;
  std::future<std::vector<format::LexiconEntry>> learnt_;
  std::vector<format::LexiconEntry> given_;  ///< Those that were not written yet.
  bool has_user_terms_ = false;              ///< Whether some of them, or none, are the user's.
};

/// The user's terms in the lexicon of a database. Throws Xapian::Error.
std::vector<format::LexiconEntry> ReadUserTerms(const Xapian::Database& database);

}  // namespace dssearch::indexer
