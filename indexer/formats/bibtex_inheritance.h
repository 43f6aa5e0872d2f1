#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "indexer/formats/bibtex_entry.h"

namespace dssearch::indexer {

/// Gives entries what they inherit: of the one that their `crossref` names, which is a volume
/// mostly, and of the @xdata that their `xdata` name. An entry may stand before those, and waits
/// for the end of the file then. What is kept of entries is bounded. Not thread-safe.
class BibtexInheritance {
 public:
  /// Passes entries on to `on_entry`, those that wait later than others.
  explicit BibtexInheritance(std::function<void(BibtexEntry)> on_entry)
      : on_entry_(std::move(on_entry)) {}

  void Add(BibtexEntry entry);

  /// Passes on the entries that wait.
  void Finish();

 private:
  using Fields = std::map<std::string, std::string, std::less<>>;

  // What others may inherit of an entry.
  struct Parent {
    bool is_xdata = false;
    std::vector<std::string> parents;
    Fields fields;
  };

  bool KnowsParentsOf(const BibtexEntry& entry) const;
  void Inherit(BibtexEntry& entry, const std::string& key, int depth) const;
  void Keep(const BibtexEntry& entry);

  std::function<void(BibtexEntry)> on_entry_;
  std::map<std::string, Parent> parents_;  // By key in lower case.
  std::vector<BibtexEntry> waiting_;
  std::size_t bytes_ = 0;
};

}  // namespace dssearch::indexer
