#pragma once

#include <string>
#include <vector>

namespace dssearch::indexer {

/// The paths in a folder that a run has made and nothing names yet. They are removed with the
/// object. For one thread, but for RemoveAll().
class Uncommitted {
 public:
  explicit Uncommitted(std::string folder);
  ~Uncommitted();
  Uncommitted(const Uncommitted&) = delete;
  Uncommitted& operator=(const Uncommitted&) = delete;

  /// Adds a path in the folder, and returns it.
  const std::string& Add(std::string name);

  /// A commit names them now.
  void Release();

  /// Removes the paths of all objects, for a process that ends without destroying them. Other
  /// threads may still be writing.
  static void RemoveAll();

 private:
  void Remove() const;

  std::string folder_;
  std::vector<std::string> names_;
};

}  // namespace dssearch::indexer
