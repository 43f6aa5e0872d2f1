#pragma once

#include <xapian.h>

#include <cstddef>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "indexer/inversion/inverter.h"
#include "indexer/inversion/merge_source.h"

namespace dssearch::indexer {

/// An inverted batch in a file, for MergeSources(): "run" is what external sorting calls it.
class SortedRun {
 public:
  /// Writes what an inverter has. Throws Error kIo.
  static SortedRun Write(const Inverter& inverter, std::filesystem::path path);

  /// Opens the file, which is memory-mapped: many runs are read at once, each from its begin to its
  /// end. The run must outlive what is returned. Throws Error kIo.
  std::unique_ptr<MergeSource> Open() const;

  Xapian::docid size() const { return static_cast<Xapian::docid>(lengths_.size()); }

 private:
  class Reader;

  /// A part of the file.
  struct Part {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  std::filesystem::path path_;
  std::vector<Xapian::termcount> lengths_;
  std::map<unsigned, Part> values_;  ///< By slot.
  Part terms_;
};

}  // namespace dssearch::indexer
