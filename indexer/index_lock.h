#pragma once

#include <string>

namespace dssearch::indexer {

/// The lock of a writer on an index directory, held while the object lives. The kernel releases it
/// when the process ends, however it ends. Its file goes with it where the directory has become no
/// index.
class IndexLock {
 public:
  /// Takes the lock of the directory `index`, which exists. Throws Error kIndexLocked, which names
  /// the process that holds it, or kIo.
  explicit IndexLock(const std::string& index);
  ~IndexLock();
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;

 private:
  std::string index_;
  int file_ = -1;
};

}  // namespace dssearch::indexer
