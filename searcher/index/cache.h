#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dssearch {

/// Immutable values by type and key, at most so many bytes of them: those that were used longest
/// ago make room for others. Keys and what the cache itself takes are counted.
///
/// A value says with `bytes()` what it holds besides itself. Thread-safe. A value stays good for
/// whoever got it, whether or not the cache still has it.
class Cache {
 public:
  explicit Cache(std::size_t budget_bytes) : budget_(budget_bytes) {}

  /// The value that was put under `key`, or nullptr.
  template <typename T>
  std::shared_ptr<const T> Get(std::string_view key) {
    return std::static_pointer_cast<const T>(Find({&kType<T>, key}));
  }

  /// Keeps a value, unless it takes more than an eighth of the budget. Where there is one under
  /// this key already, that one stays.
  template <typename T>
  void Put(std::string_view key, std::shared_ptr<const T> value) {
    const std::size_t bytes = sizeof(T) + value->bytes();
    Insert({&kType<T>, key}, std::move(value), bytes);
  }

  /// What all of it takes.
  std::size_t bytes() const;

 private:
  template <typename T>
  static constexpr char kType = 0;  ///< Its address tells types apart.

  struct Key {
    const void* type;
    std::string_view text;

    bool operator==(const Key&) const = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const {
      return std::hash<std::string_view>()(key.text) ^ std::hash<const void*>()(key.type);
    }
  };
  struct Entry {
    const void* type;
    std::string key;
    std::shared_ptr<const void> value;
    std::size_t bytes;
  };

  std::shared_ptr<const void> Find(const Key& key);
  void Insert(const Key& key, std::shared_ptr<const void> value, std::size_t bytes);

  const std::size_t budget_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  ///< Those used last come first.
  std::unordered_map<Key, std::list<Entry>::iterator, Hash> index_;  ///< Keys are of `entries_`.
  std::size_t bytes_ = 0;
};

}  // namespace dssearch
