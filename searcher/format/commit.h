#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/error.h"

namespace dssearch::format {

/// A file that a commit names.
struct CommitFile {
  std::string name;  ///< Its path in the index: "segment-000007/postlist.glass".
  std::uint64_t bytes = 0;
  std::string hash;  ///< The XXH3 hash of its content, 128 bits in hexadecimal.

  bool operator==(const CommitFile&) const = default;
};

/// A segment, as in Lucene: some papers of an index as a Xapian glass database.
struct CommitSegment {
  std::string name;           ///< The folder of the database: "segment-000007".
  std::uint64_t papers = 0;   ///< The documents of the database, 1 to `papers`.
  std::uint64_t deleted = 0;  ///< How many of them the index has no more.
  /// Which ones: deletions.h. Nothing where there are none.
  std::optional<CommitFile> deletions = {};
  std::vector<CommitFile> files = {};

  bool operator==(const CommitSegment&) const = default;
};

/// A state of an index. What it names is never written to again.
///
///   INDEX/XAPIANDB                               a stub file, which names the current commit for
///                                                us and its segments for any program with Xapian
///   INDEX/commit-000012.json                     the commit: this struct
///   INDEX/segment-000007/                        papers: a glass database without term lists
///   INDEX/segment-000007/columns                 columns.h
///   INDEX/segment-000007/deletions-000012        those that have been removed or updated since
///   INDEX/lexicon-000003/                        labels, lexicon and notes: metadata of another
///
/// The stub is replaced by rename, so that a reader sees all of one commit or all of another.
struct Commit {
  unsigned long number = 0;
  int format = 0;
  std::int64_t time = 0;  ///< When it was published: Run::time; 0 before kFirstRunFormat.
  std::string analyzer;
  std::uint64_t papers = 0;             ///< Those of all segments without the deleted ones.
  std::vector<CommitSegment> segments;  ///< At least one, the oldest first.
  std::string lexicon;                  ///< The folder: "lexicon-000003".
  std::vector<CommitFile> lexicon_files;

  /// The name of a commit: "commit-000012".
  std::string name() const;
  /// The name of its file.
  std::string file() const { return name() + ".json"; }

  bool operator==(const Commit&) const = default;
};

/// Whether the directory `index` has a stub, or commits that have lost it. Throws Error kIo where
/// it cannot be read.
bool HasCommit(const std::string& index);

/// A string that identifies the stub file; if it differs, so does the commit.
std::string CommitIdentity(const std::string& index);

/// The commit that the stub names, which was checked against the hash there. Throws Error
/// kIndexNotFound where there is no stub, with a hint how to make an index; kIndexFormat for one of
/// another format or of another program; kIndexCorrupt for a commit that is missing or damaged, and
/// for commits without a stub.
Commit ReadCommit(const std::string& index);

/// The same of any format from kFirstCommitFormat on, for what is stored (stored_index.h).
Commit ReadStoredCommit(const std::string& index);

/// The same as the first, and kIndexFormat where its texts were cut by another analyzer than
/// `analyzer_id`.
Commit ReadCommit(const std::string& index, std::string_view analyzer_id);

/// A commit by its name, which need not be the current one: its files stay until the second commit
/// after it is published. Throws Error kStateGone where they are no more there, or never were, and
/// kIndexFormat as the one above.
Commit ReadCommitNamed(const std::string& index, const std::string& name,
                       std::string_view analyzer_id);

/// Returns what `read()` does, which reads the current commit of the directory `index`. Another one
/// may be published meanwhile, and what the stub named be removed: where it throws Error and the
/// stub has changed, it is called again.
template <typename Read>
auto ReadCurrent(const std::string& index, const Read& read) {
  for (;;) {
    const std::string identity = CommitIdentity(index);
    try {
      return read();
    } catch (const Error&) {
      if (identity == CommitIdentity(index)) throw;
    }
  }
}

/// Writes the stub of an index again that has lost it. Its commit is the newest one that is whole:
/// commits are written when all that they name is, so that this one was the current one or about to
/// be. Returns its name; nothing where there is a stub, or no commit. Requires the writer's lock.
/// Throws Error kIndexCorrupt where no commit is whole, and kIo.
std::optional<std::string> RestoreStub(const std::string& index);

/// Makes a commit the current one, atomically and durably. Throws Error kIo.
void PublishCommit(const std::string& index, const Commit& commit);

/// A folder or commit after all those that the directory has, such as "segment-000008" after
/// segment-000007 for "segment-".
std::string NextName(const std::string& index, std::string_view prefix);
unsigned long NextCommitNumber(const std::string& index);

/// The files of a folder of an index, in the order of their names. Reads all of them for their
/// hashes. Throws Error kIndexCorrupt for what is no file, and kIo.
std::vector<CommitFile> FilesIn(const std::string& index, const std::string& folder);

/// A file of an index with its size and hash. Throws Error kIndexCorrupt where it is missing or no
/// file, and kIo.
CommitFile FileOf(const std::string& index, const std::string& name);

/// Whether a content is that of a file that a commit names.
bool IsContentOf(std::string_view content, const CommitFile& file);

/// The size of the files that a commit names.
std::uint64_t BytesOf(const Commit& commit);

/// The paths in an index that a commit needs.
std::set<std::string> NamesIn(const Commit& commit);

/// What is kept of an index when another commit than the current one is published, since readers
/// may have it open: the paths that its current state needs, also one of an older format. None
/// where it cannot be read.
std::set<std::string> CurrentNames(const std::string& index);

/// Removes what runs that were ended have left: what neither the current state of an index needs
/// nor the commit before it, which readers may have open. Nothing where the current state cannot be
/// read. Requires the writer's lock.
void RemoveStrays(const std::string& index);

/// The paths of segments, deletions, lexicons, commits and what older formats had, but for those
/// `kept`. Nothing below a folder that is among them.
std::vector<std::string> NamesBut(const std::string& index, const std::set<std::string>& kept);

/// Removes all of these. Requires the writer's lock.
void RemoveAllBut(const std::string& index, const std::set<std::string>& kept);

}  // namespace dssearch::format
