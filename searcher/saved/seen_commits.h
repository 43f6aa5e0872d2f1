#pragma once

#include <map>
#include <string>

namespace dssearch::saved {

/// Up to which commit of an index a person has seen what is new for a saved search: a file of
/// programs alone.
class SeenCommits {
 public:
  /// Reads a file. What is no such file has seen nothing. Throws Error kIo for one that cannot be
  /// read.
  explicit SeenCommits(std::string path);

  /// The commit (IndexState::commit) up to which the search `name` was seen in the index at a path,
  /// of which the present commit is `now`; empty where it was never asked. Where an index was made
  /// anew since, which has fewer commits, all of it is new: "commit-000000".
  std::string Of(const std::string& index, const std::string& name, const std::string& now) const;

  void Set(const std::string& index, const std::string& name, const std::string& commit);

  /// Replaces the file. Throws Error kIo.
  void Write() const;

 private:
  std::string path_;
  std::map<std::string, std::map<std::string, std::string>> commits_;  ///< By index, then name.
};

}  // namespace dssearch::saved
