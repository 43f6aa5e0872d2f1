#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "searcher/format/labels.h"
#include "searcher/format/lexicon.h"

namespace dssearch::indexer {

/// What became of a paper that was put into an index.
enum class Outcome {
  kAdded,
  kUpdated,
  kUnchanged,
  kRepeated,  ///< Its id was put before in this run; the last one counts.
};

/// Writes papers into an index directory. Nothing is seen by readers before
/// Publish(); a writer that goes away without it has changed nothing.
///
/// Not thread-safe. Members throw Error: kIndexLocked, kIndexFormat, kIo.
class IndexWriter {
 public:
  enum class Mode {
    kUpdate,   ///< Change the index there is; make one where there is none.
    kRebuild,  ///< Start a new one; the old one answers until it is published.
    kDryRun,   ///< Find out what would change; Publish() does nothing.
  };

  /// `jobs` threads turn papers into documents.
  IndexWriter(const std::string& index, Mode mode, unsigned jobs = 1);
  ~IndexWriter();
  IndexWriter(const IndexWriter&) = delete;
  IndexWriter& operator=(const IndexWriter&) = delete;

  /// Puts a paper, in place of the one with the same id. It is built by another
  /// thread; what goes wrong there is thrown by a later call. `source` is the file that
  /// it stands in, as a canonical path.
  Outcome Put(const Paper& paper, const std::string& source);

  /// Adds names of domains to those of the index; a Chinese name has one English.
  void AddLabels(const std::vector<format::Label>& labels);

  /// Adds terms of a lexicon that a new generation has beside what it learns from
  /// its papers; one that there is keeps its own.
  void AddTerms(std::vector<format::LexiconEntry> entries);

  /// Adds the user's terms, before others: at once, in place of those given in
  /// earlier runs, which none take away. They are kept in a rebuild without new ones.
  void SetUserTerms(std::vector<format::LexiconEntry> entries);

  /// Whether terms are learnt: they are where there is no index yet, or a new one is
  /// started.
  bool Learns() const;

  /// Learns from a paper without putting it. Learns() must hold.
  void LearnFrom(const Paper& paper);

  /// How many papers an earlier run found in or below `path` (canonical) and
  /// this one did not.
  std::size_t CountMissing(const std::string& path) const;

  /// Removes them. Returns how many.
  std::size_t RemoveMissing(const std::string& path);

  /// Makes what was written so far what readers see.
  void Publish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dssearch::indexer
