#pragma once

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

namespace dssearch::indexer {

/// The paths in an index that a run has made and no commit names yet. They are removed with it.
class Uncommitted {
 public:
  explicit Uncommitted(std::string index) : index_(std::move(index)) {}
  ~Uncommitted() {
    std::error_code ignored;
    for (const std::string& name : names_)
      std::filesystem::remove_all(std::filesystem::path(index_) / name, ignored);
  }
  Uncommitted(const Uncommitted&) = delete;
  Uncommitted& operator=(const Uncommitted&) = delete;

  /// Adds a path in the index, and returns it.
  const std::string& Add(std::string name) { return names_.emplace_back(std::move(name)); }

  /// A commit names them now.
  void Release() { names_.clear(); }

 private:
  std::string index_;
  std::vector<std::string> names_;
};

}  // namespace dssearch::indexer
