#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/present/parameters.h"

namespace dssearch::saved {

/// A search that a person keeps under a name.
struct SavedSearch {
  std::string name = {};
  Parameters parameters = {};  ///< Those of HitListParameterNames that differ from the defaults.

  bool operator==(const SavedSearch&) const = default;
};

/// The searches of a file, which people may edit and share, and which the page reads and writes,
/// too: a JSON object with a line for each.
///
///   {
///     "推理": {"q": "强化学习 推理", "domain": ["数学推理"]},
///     "new": {"q": "", "last": "30d"}
///   }
class SavedSearches {
 public:
  /// Reads a file; there are none where there is no file. Throws Error: kIo for one that cannot be
  /// read, kInvalidRequest for one that has something else, with its place.
  explicit SavedSearches(std::string path);

  /// In the order of the file.
  const std::vector<SavedSearch>& all() const { return searches_; }

  /// The search of a name. Throws Error kInvalidRequest, which names the others, where there is
  /// none.
  const SavedSearch& Named(std::string_view name) const;

  /// Adds a search, or puts it in the place of the one with its name.
  void Put(SavedSearch search);

  /// Takes a search out. Throws as Named() does.
  void Remove(std::string_view name);

  /// Replaces the file. Throws Error kIo.
  void Write() const;

 private:
  std::string path_;
  std::vector<SavedSearch> searches_;
};

}  // namespace dssearch::saved
