#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/api.h"
#include "dssearch/error.h"
#include "dssearch/paper.h"

namespace dssearch {

/// What became of a paper that was put into an index.
struct PutResult {
  enum class Outcome {
    kAdded,
    kUpdated,
    kUnchanged,
    kRepeated,  ///< It was put before since the last commit, see Writer::Put().
    kRejected,  ///< It is no paper.
  };

  Outcome outcome = Outcome::kRejected;
  /// The id that the paper has in the index; empty where it was rejected or left out.
  std::string id = {};
  /// Why it was rejected, or what of it could not be read, in plain words: "the record has neither
  /// title nor summary"; empty where all was read.
  std::string reason = {};
  std::string hint = {};  ///< What to do about it.
};

/// What a commit has made of the index.
struct CommitResult {
  std::string commit = {};  ///< Its name: IndexState::commit.
  /// The ids of the papers that it added, updated and removed, in the order of bytes. What was put
  /// and removed between two commits is in none of them.
  std::vector<std::string> added = {};
  std::vector<std::string> updated = {};
  std::vector<std::string> removed = {};
  std::size_t unchanged = 0;  ///< How many of those that were put had each other outcome.
  std::size_t repeated = 0;
  std::size_t rejected = 0;
  /// What did not keep the index from being written, but should be known: a line for each.
  std::vector<std::string> warnings = {};
};

/// How a Writer works.
struct WriterOptions {
  /// Start a new index. The old one answers until the first commit, which has nothing of it but the
  /// terms and notes that its user gave it, and when papers that are put again were added.
  bool rebuild = false;
  unsigned threads = 1;  ///< How many threads turn papers into documents, besides the caller's.
};

/// Puts papers into an index. Start here.
///
///   dssearch::Writer writer("papers.idx");
///   writer.Put({.id = "2501.12948", .title = "DeepSeek-R1"});
///   writer.Commit();
///
/// Searchers, in any process, see what was put and removed at their next call after Commit(), all
/// of it at once. A Writer that is destroyed without it has changed nothing, nor has a process that
/// is killed. A commit costs about what the new papers cost, and a little more the more there are:
/// one for many papers is cheaper than one for each.
///
/// An index has one writer at a time, whatever its process. A Writer is for one thread at a time.
///
/// Every member may throw Error: kIndexFormat or kIndexCorrupt for an index that cannot be updated,
/// kIo where it cannot be written; and std::bad_alloc. What is thrown ends the Writer: the index
/// stays as it was last committed, and every later call throws kInvalidRequest.
///
/// dsindex and programs may write to one index. A paper belongs to whoever put it last. dsindex
/// removes papers that are missing below a path, if it read them there, but none of a program's;
/// what a program removes comes back with the next run of dsindex over files that have it.
class DSSEARCH_API Writer {
 public:
  /// Opens the index directory `path`, which is made where there is none. Throws kIndexLocked where
  /// it has a writer.
  explicit Writer(const std::string& path, const WriterOptions& options = {});
  ~Writer();
  Writer(Writer&&) noexcept;
  Writer& operator=(Writer&&) noexcept;

  /// Puts a paper into the index, in place of the one with the same id. Its fields are read as
  /// those of a record: texts lose HTML and superfluous blanks, dates may have any form, and a
  /// paper without an id gets one, of its DOI or its title.
  ///
  /// A paper is in the index once. Of those with one id that are put between two commits the last
  /// counts, of those with other ids that are one paper nevertheless the first (they have the same
  /// title, and the same DOI or arXiv id or the same year and first author). Where two papers have
  /// one id, but different titles, and not by the same program or within one commit, the id of the
  /// second becomes "ID #xxxxxx".
  PutResult Put(const Paper& paper);

  /// The same for a record: a JSON object with the names of fields that corpus/README.md lists, as
  /// in a line of JSON lines.
  PutResult PutRecord(std::string_view json);

  /// Puts the papers of a file or of what is below a folder, in any format that dsindex reads, and
  /// names domains as a domains.yaml there does. `on_result`, if it is set, is called with what
  /// became of each record; what it throws is thrown on, and what was put stays put. Throws kIo,
  /// which does not end the Writer, where there are no papers.
  void PutFiles(const std::string& path,
                const std::function<void(const PutResult&)>& on_result = {});

  /// Removes the paper with this id. False where there is none. A paper that was left out since it
  /// was another record of this one stays left out until it is put again after a commit.
  bool Remove(const std::string& id);

  /// Gives a domain its names in both languages: papers that have either are found and counted
  /// under both. A Chinese name has one English name, the last that it was given. Throws
  /// kInvalidRequest, which does not end the Writer, for a name that is empty or has tabs or line
  /// feeds.
  void NameDomain(const std::string& zh, const std::string& en);

  /// Makes what was put and removed what searchers see, and says what that was. The Writer may be
  /// used for more, and commit again. Without anything to change it makes no commit, but an empty
  /// index where there is none.
  ///
  /// `on_progress`, if it is set, is called up to a hundred times with the part of the work that is
  /// done. It may throw, which ends the Writer as an Error does.
  CommitResult Commit(
      const std::function<void(std::uint64_t done, std::uint64_t total)>& on_progress = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dssearch
