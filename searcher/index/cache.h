#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace dssearch {

/// An LRU cache of immutable values by type and key, bounded by bytes. Keys and the overhead of an
/// entry are counted.
///
/// A value type has `bytes()`, the heap memory that a value holds besides `sizeof(T)`. Thread-safe.
/// A value stays valid for whoever got it, also after its eviction.
class Cache {
 public:
  explicit Cache(std::size_t budget_bytes) : budget_(budget_bytes) {}

  /// The value of type T under `key`, nullptr if there is none. It becomes the most recently used.
  template <typename T>
  std::shared_ptr<const T> Get(std::string_view key) {
    return std::static_pointer_cast<const T>(Find({&kType<T>, key}));
  }

  /// Inserts a value and evicts the least recently used ones to make room. Ignored for a value of
  /// more than an eighth of the budget, and where there is a value of this type under `key`
  /// already.
  template <typename T>
  void Put(std::string_view key, std::shared_ptr<const T> value) {
    const std::size_t bytes = sizeof(T) + value->bytes();
    Insert({&kType<T>, key}, std::move(value), bytes);
  }

  /// The memory of all entries, overhead included.
  std::size_t bytes() const;

 private:
  template <typename T>
  static constexpr char kType = 0;  ///< Its address identifies the type T.

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
  std::list<Entry> entries_;  ///< Most recently used first.
  /// Its keys are views of `entries_`.
  std::unordered_map<Key, std::list<Entry>::iterator, Hash> index_;
  std::size_t bytes_ = 0;
};

}  // namespace dssearch
