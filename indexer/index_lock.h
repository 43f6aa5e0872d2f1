#pragma once

#include <string>

namespace dssearch::indexer {

/// The right to write to an index directory, held while the object lives. The
/// kernel takes it back when the process dies, however it dies.
class IndexLock {
 public:
  /// Throws Error kIndexLocked, which names the holder, or kIo.
  explicit IndexLock(const std::string& index);
  ~IndexLock();
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;

 private:
  int file_ = -1;
};

}  // namespace dssearch::indexer
