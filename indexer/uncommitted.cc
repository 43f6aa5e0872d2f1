#include "indexer/uncommitted.h"

#include <filesystem>
#include <mutex>
#include <set>
#include <system_error>
#include <utility>

namespace dssearch::indexer {
namespace fs = std::filesystem;
namespace {

std::mutex mutex;  // Guards the members of all objects and the set of them.

std::set<const Uncommitted*>& Objects() {
  static std::set<const Uncommitted*> objects;
  return objects;
}

}  // namespace

Uncommitted::Uncommitted(std::string folder) : folder_(std::move(folder)) {
  const std::lock_guard lock(mutex);
  Objects().insert(this);
}

Uncommitted::~Uncommitted() {
  const std::lock_guard lock(mutex);
  Objects().erase(this);
  Remove();
}

const std::string& Uncommitted::Add(std::string name) {
  const std::lock_guard lock(mutex);
  return names_.emplace_back(std::move(name));
}

void Uncommitted::Release() {
  const std::lock_guard lock(mutex);
  names_.clear();
}

void Uncommitted::RemoveAll() {
  const std::lock_guard lock(mutex);
  for (const Uncommitted* object : Objects()) object->Remove();
}

void Uncommitted::Remove() const {
  constexpr int kTries = 100;  // A thread may write into a folder that is being removed.
  std::error_code error;
  for (const std::string& name : names_)
    for (int i = 0; i < kTries; ++i) {
      fs::remove_all(fs::path(folder_) / name, error);
      if (!error) break;
    }
}

}  // namespace dssearch::indexer
