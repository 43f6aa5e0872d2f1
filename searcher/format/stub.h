#pragma once

#include <optional>
#include <string>
#include <vector>

namespace dssearch::format {

/// The stub file of an index, by which programs with Xapian open it too: INDEX/XAPIANDB.
struct Stub {
  /// What a comment says: the name of a commit, and the hash of its file. Nothing in formats before
  /// 7.
  std::optional<std::string> commit = {};
  std::string commit_hash = {};
  /// The folders of the databases in the index: "segment-000007"; before format 7
  /// "gen-000001/shard-0".
  std::vector<std::string> databases = {};
};

/// The stub of an index, all of whose paths are in the index. Throws Error kIndexNotFound,
/// kIndexCorrupt, kIndexFormat and kIo as ReadCommit() does.
Stub ReadStub(const std::string& index);

/// The text of a stub file.
std::string ToText(const Stub& stub);

/// Replaces the stub of an index, atomically and durably. Throws Error kIo.
void WriteStub(const std::string& index, const Stub& stub);

/// The path of the stub.
std::string StubPath(const std::string& index);

/// Whether an index has lost its stub: it has none, but commits. A first commit that is being
/// published, or was when its run was killed, has a stub that is about to be, beside it.
bool HasLostStub(const std::string& index);

}  // namespace dssearch::format
