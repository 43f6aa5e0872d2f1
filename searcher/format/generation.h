#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

namespace dssearch::format {

/// The current generation of an index directory: the databases that it consists of.
///
///   INDEX/XAPIANDB               a stub file: one line a shard, "auto gen-000001/shard-0"
///   INDEX/gen-000001/shard-0     a glass database
///   INDEX/gen-000001/manifest.json
///
/// The stub is replaced by rename, so that a reader sees all of one generation or all of another;
/// the folder of a generation is never reused for another one.
struct Generation {
  std::string name;                 ///< Such as "gen-000001".
  std::vector<std::string> shards;  ///< The paths of the databases.
};

/// The generation that the stub names. Throws Error kIndexNotFound where there is no stub, with a
/// hint how to make one, and kIndexFormat for a stub that names no database.
Generation ReadGeneration(const std::string& index);

/// Whether the directory `index` has a stub.
bool HasGeneration(const std::string& index);

/// A string that identifies the stub file; if it differs, so does the generation.
std::string StubIdentity(const std::string& index);

/// Makes `shards` (paths relative to `index`) the current generation, atomically and durably.
/// Throws Error kIo.
void PublishGeneration(const std::string& index, const std::vector<std::string>& shards);

/// The name after the highest one in the directory: "gen-000008" after gen-000007.
std::string NextGenerationName(const std::string& index);

/// Removes all generations but `kept`: the current one, and the one before it, which readers may
/// still have open.
void RemoveGenerationsBut(const std::string& index, const std::vector<std::string>& kept);

/// Removes generations newer than `current`, which an interrupted run left behind unpublished.
/// Requires the writer's lock.
void RemoveGenerationsAfter(const std::string& index, const std::string& current);

/// Stamps a database with the format version and `analyzer_id`, for OpenShard to check.
void StampDatabase(Xapian::WritableDatabase& database, std::string_view analyzer_id);

/// Opens a shard for reading. Throws Error kIndexFormat unless it was stamped with this format
/// version and `analyzer_id`, and kIndexCorrupt if it is missing or no database.
Xapian::Database OpenShard(const std::string& path, std::string_view analyzer_id);

/// A shard for what is stored of its papers (kRecordSlot, kDictionaryKey, ProvenanceOf), whatever
/// version of dsindex made it. Nothing else of it can be relied on.
struct StoredPapers {
  Xapian::Database database;
  int format = 0;
  std::string analyzer;
};

/// Opens a shard for what is stored. Throws Error kIndexFormat for a format before
/// kOldestStoredFormat or after this one, and kIndexCorrupt as OpenShard does.
StoredPapers OpenStoredPapers(const std::string& path);

/// The same as OpenShard for writing. Also throws Error kIndexLocked.
Xapian::WritableDatabase OpenShardForUpdate(const std::string& path, std::string_view analyzer_id);

}  // namespace dssearch::format
