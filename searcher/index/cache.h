#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_set>

namespace dssearch {

/// A segmented LRU cache of immutable values by type and key, bounded by bytes. Keys and the
/// overhead of an entry are counted.
///
/// What was asked for again is evicted after what was not, as long as it takes at most four fifths
/// of the budget. So a series of new queries, each with counts that nobody asks for again, leaves
/// the posting lists of common words (Karedla, Love and Wherry: Caching strategies to improve disk
/// system performance, 1994).
///
/// A value type has `bytes()`, the heap memory that a value holds besides `sizeof(T)`. Thread-safe.
/// A value stays valid for whoever got it, also after its eviction.
class Cache {
 public:
  explicit Cache(std::size_t budget_bytes);

  /// The value of type T under `key`, nullptr if there is none. It becomes one of the most recently
  /// used of those that were asked for again.
  template <typename T>
  std::shared_ptr<const T> Get(std::string_view key) {
    return std::static_pointer_cast<const T>(Find(KeyOf(&kType<T>, key)));
  }

  /// Inserts a value and evicts the least recently used ones to make room. Ignored for a value of
  /// more than an eighth of the budget, and where there is a value of this type under `key`
  /// already. A costly value, which takes much longer to make than others of its size, is kept as
  /// if it had been asked for again.
  template <typename T>
  void Put(std::string_view key, std::shared_ptr<const T> value, bool is_costly = false) {
    const std::size_t bytes = sizeof(T) + value->bytes();
    Insert(KeyOf(&kType<T>, key), std::move(value), bytes, is_costly);
  }

  /// The same, in place of what there is under the key. It is kept as a costly value.
  template <typename T>
  void Replace(std::string_view key, std::shared_ptr<const T> value) {
    const Key old = KeyOf(&kType<T>, key);
    Remove(old);
    const std::size_t bytes = sizeof(T) + value->bytes();
    Insert(old, std::move(value), bytes, true);
  }

  /// Evicts all entries.
  void Clear();

  /// The memory of all entries, overhead included.
  std::size_t bytes() const;

 private:
  template <typename T>
  static constexpr char kType = 0;  ///< Its address identifies the type T.

  struct Key {
    const void* type;
    std::string_view text;
    std::size_t hash;
  };
  struct Entry {
    const void* type;
    std::string text;
    std::size_t hash;
    std::shared_ptr<const void> value;
    std::size_t bytes;
    std::size_t used_at;  ///< `inserted_bytes_` when it was moved to the front.
    bool is_protected = false;
  };
  /// The most recently used first.
  using Entries = std::list<Entry>;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(const Key& key) const { return key.hash; }
    std::size_t operator()(Entries::iterator entry) const { return entry->hash; }
  };
  struct Equal {
    using is_transparent = void;
    bool operator()(Entries::iterator a, Entries::iterator b) const { return a == b; }
    bool operator()(const Key& key, Entries::iterator entry) const {
      return key.type == entry->type && key.text == entry->text;
    }
  };

  static Key KeyOf(const void* type, std::string_view text) {
    return {type, text, std::hash<std::string_view>()(text) ^ std::hash<const void*>()(type)};
  }

  std::shared_ptr<const void> Find(const Key& key);
  void Insert(const Key& key, std::shared_ptr<const void> value, std::size_t bytes, bool is_costly);
  void Use(Entries::iterator entry);
  void Remove(const Key& key);
  void Evict(Entries::iterator entry);
  void EvictOne();

  const std::size_t budget_;
  mutable std::mutex mutex_;
  Entries probation_;  ///< Those that nobody asked for since they were inserted or demoted.
  Entries protected_;  ///< Those that were asked for again, and costly ones.
  std::size_t protected_bytes_ = 0;
  std::size_t bytes_ = 0;           ///< Of both.
  std::size_t inserted_bytes_ = 0;  ///< Of all entries that there ever were.
  std::unordered_set<Entries::iterator, Hash, Equal> index_;
};

}  // namespace dssearch
