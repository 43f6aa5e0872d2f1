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
/// kIndexFormat and kIo as ReadCommit() does.
Stub ReadStub(const std::string& index);

/// Replaces the stub of an index, atomically and durably. Throws Error kIo.
void WriteStub(const std::string& index, const Stub& stub);

/// The path of the stub.
std::string StubPath(const std::string& index);

/// The number of a name with this prefix: 7 of "segment-000007". Nothing for any other name.
std::optional<unsigned long> NumberIn(const std::string& name, std::string_view prefix);

/// The name for a number: "segment-000007".
std::string NumberedName(std::string_view prefix, unsigned long number);

}  // namespace dssearch::format
