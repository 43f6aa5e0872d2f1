#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/format/mapped_file.h"
#include "searcher/format/posting_blocks.h"

namespace dssearch::format {

/// The posting lists of a segment in blocks: those of every term that at least kLeastDocFreq
/// documents have, and of every stem (StemTerm) with several forms, all of which together so many
/// have. A file beside the database, which is memory-mapped, so that a search reads the blocks that
/// it needs. The database has all posting lists as well, for any program of Xapian's, and for rarer
/// terms. Immutable; may be shared by threads.
class Postings {
 public:
  /// A list of fewer is read from the database as fast; of 1.2 million terms of 100,000 abstracts
  /// 92,000 have so many, and these have nine of ten postings.
  static constexpr std::uint32_t kLeastDocFreq = 8;

  /// Opens the file. Throws Error kIndexCorrupt where it is none of posting lists.
  static std::shared_ptr<const Postings> Map(const std::string& path);

  /// Reads them from memory. Throws Error kIndexCorrupt.
  explicit Postings(std::string bytes);

  /// The list of a term; nothing if it is not here. It is valid as long as these postings.
  std::optional<PostingBlocks> Find(std::string_view term) const;

 private:
  explicit Postings(std::shared_ptr<const MappedFile> file);

  std::shared_ptr<const MappedFile> file_;
  std::string_view lists_;
  std::string_view slots_;
};

/// Writes the file of Postings. The stream and `doc_lengths`, by document, must outlive it.
class PostingsWriter {
 public:
  PostingsWriter(std::ostream& file, std::span<const std::uint32_t> doc_lengths);

  /// Adds the list of a term or a stem, which may come in any order, each once. Documents ascend.
  /// Ignored if they are fewer than Postings::kLeastDocFreq.
  void Add(std::string_view term, std::span<const std::uint32_t> docs,
           std::span<const std::uint32_t> term_freqs);

  /// Ends the file. No more may be added then.
  void Finish();

 private:
  struct Slot {
    std::uint64_t hash;
    std::uint64_t offset;
  };

  std::ostream& file_;
  std::span<const std::uint32_t> doc_lengths_;
  std::uint64_t size_ = 0;
  std::vector<Slot> terms_;
  std::string bytes_;
};

/// Adds the lists of the stems of a database. Throws Xapian::Error.
void AddStems(const Xapian::Database& database, PostingsWriter& writer);

/// Writes the postings of a database. Throws Xapian::Error.
void WritePostings(const Xapian::Database& database, std::ostream& file);

/// The name of the file in the folder of a segment.
inline constexpr const char* kPostingsFile = "postings";

}  // namespace dssearch::format
