#pragma once

#include <xapian.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>

#include "indexer/glass/table_writer.h"

namespace dssearch::indexer::glass {

/// Writes a database of Xapian's backend "glass" as Xapian 1.4 leaves it behind after compact(),
/// without term lists, positions and values, from what it has in the order of its keys: lengths,
/// posting lists.
///
/// Xapian can write such a database itself, from documents. That took most of the time to index:
/// its maps take an allocation and a search for each posting, and merging by compact() keeps the
/// pieces of each batch: 100,000 abstracts had 4.1 million pieces of posting lists, whose keys were
/// half of their bytes. The format is that of all of Xapian 1.4, old and new releases of which read
/// each other's databases (it has a version, 2016-03-14), and nothing else writes here: a test
/// compares each part with what Xapian writes.
///
/// Not thread-safe. Members throw what TableWriter throws.
class GlassWriter {
 public:
  /// Makes the folder.
  explicit GlassWriter(std::filesystem::path folder);

  /// Adds the lengths of all documents, from document 1 on. To be called once,
  /// before all posting lists.
  void AddLengths(std::span<const Xapian::termcount> lengths);

  /// Adds the posting list of a term: its documents, ascending, and how often each has it (its
  /// wdf). Terms ascend. A term may have 245 bytes, with zero bytes counted twice.
  void AddPostings(std::string_view term, std::span<const Xapian::docid> documents,
                   std::span<const Xapian::termcount> wdfs);

  /// Writes what is left. Metadata without a value is left out. The files are not synced.
  void Finish(const std::map<std::string, std::string>& metadata);

 private:
  void AddList(const std::string& first_key, const std::string& later_keys,
               std::uint64_t collection_frequency, std::span<const Xapian::docid> documents,
               std::span<const Xapian::termcount> numbers);
  void WriteVersion(const TableRoot& root) const;

  std::filesystem::path folder_;
  TableWriter table_;

  Xapian::docid documents_ = 0;
  std::uint64_t total_length_ = 0;
  Xapian::termcount shortest_ = 0;  ///< Of documents with a length.
  Xapian::termcount longest_ = 0;
  Xapian::termcount highest_wdf_ = 0;
  std::string chunk_;  ///< Kept for its memory.
};

}  // namespace dssearch::indexer::glass
