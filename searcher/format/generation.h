#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

namespace dssearch::format {

/// The databases that an index directory consists of at the moment.
///
///   INDEX/XAPIANDB               a stub file: one line a shard, "auto gen-000001/shard-0"
///   INDEX/gen-000001/shard-0     a glass database
///   INDEX/gen-000001/manifest.json
///
/// The stub is replaced by rename, so a reader sees all of one generation or
/// all of another; a generation's folder is never used for another one.
struct Generation {
  std::string name;                 ///< "gen-000001".
  std::vector<std::string> shards;  ///< Paths of the databases.
};

/// What the stub names. Throws Error kIndexNotFound (no stub there, with a hint
/// how to make one) or kIndexFormat (a stub that names no database).
Generation ReadGeneration(const std::string& index);

/// Whether `index` has a stub.
bool HasGeneration(const std::string& index);

/// The state of the stub file; another value means another generation.
std::string StubIdentity(const std::string& index);

/// Makes `shards` (relative to `index`) what readers open next, atomically and
/// durably. Throws Error kIo.
void PublishGeneration(const std::string& index, const std::vector<std::string>& shards);

/// "gen-000008" where gen-000007 is the highest in the directory.
std::string NextGenerationName(const std::string& index);

/// Removes every generation but those named: the current one, and the one that
/// was current before it, which readers may still have open.
void RemoveGenerationsBut(const std::string& index, const std::vector<std::string>& kept);

/// Removes those newer than `current`, which were never published: what a run that
/// was ended left behind. For who holds the lock.
void RemoveGenerationsAfter(const std::string& index, const std::string& current);

/// Notes in a database by whom it is written, to be checked by CheckDatabase.
void StampDatabase(Xapian::WritableDatabase& database, std::string_view analyzer_id);

/// Opens a shard for reading. Throws Error kIndexFormat unless it was stamped
/// by this format version and with `analyzer_id`, kIndexCorrupt where it is no
/// database (any more).
Xapian::Database OpenShard(const std::string& path, std::string_view analyzer_id);

/// The same for writing; throws Error kIndexLocked, too.
Xapian::WritableDatabase OpenShardForUpdate(const std::string& path, std::string_view analyzer_id);

}  // namespace dssearch::format
