#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

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
///   INDEX/lexicon-000003/                        labels and lexicon: the metadata of another one
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

/// Whether the directory `index` has a stub. Throws Error kIo where it cannot be read.
bool HasCommit(const std::string& index);

/// A string that identifies the stub file; if it differs, so does the commit.
std::string CommitIdentity(const std::string& index);

/// The commit that the stub names, which was checked against the hash there. Throws Error
/// kIndexNotFound where there is no stub, with a hint how to make an index; kIndexFormat for one of
/// another format or of another program; kIndexCorrupt for a commit that is missing or damaged.
Commit ReadCommit(const std::string& index);

/// The same of any format from kFirstCommitFormat on, for what is stored (stored_index.h).
Commit ReadStoredCommit(const std::string& index);

/// The same as the first, and kIndexFormat where its texts were cut by another analyzer than
/// `analyzer_id`.
Commit ReadCommit(const std::string& index, std::string_view analyzer_id);

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

/// The paths in an index that a commit needs.
std::set<std::string> NamesIn(const Commit& commit);

/// What is kept of an index when another commit than the current one is published, since readers
/// may have it open: the paths that its current state needs, also one of an older format. None
/// where it cannot be read.
std::set<std::string> CurrentNames(const std::string& index);

/// The paths that the commits before this one need, as far as they are there.
std::set<std::string> EarlierNames(const std::string& index, const Commit& commit);

/// The paths of segments, deletions, lexicons, commits and what older formats had, but for those
/// `kept`. Nothing below a folder that is among them.
std::vector<std::string> NamesBut(const std::string& index, const std::set<std::string>& kept);

/// Removes all of these. Requires the writer's lock.
void RemoveAllBut(const std::string& index, const std::set<std::string>& kept);

}  // namespace dssearch::format
