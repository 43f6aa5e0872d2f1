#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "searcher/format/posting_blocks.h"
#include "searcher/index/local/doc_bit_set.h"
#include "searcher/index/local/local_reader.h"

namespace dssearch {

/// The documents that have a term and how often each has it, segment by segment; deleted documents
/// are among them. What a search reads of it is in match/posting_cursor.h. Immutable.
class PostingList {
 public:
  /// The list of a segment, whose document `d` is the document `base + d` of the index.
  struct Part {
    Xapian::docid base;
    Xapian::docid end;  ///< Behind the last document that the segment can have.
    format::PostingBlocks blocks;
    std::shared_ptr<const void> bytes;  ///< What `blocks` is a view of.
  };

  /// In the order of segments; those without the term are left out.
  const std::vector<Part>& parts() const { return parts_; }

  /// The part that has a document of the index; null if that segment lacks the term.
  const Part* PartOf(Xapian::docid doc) const {
    for (const Part& part : parts_)
      if (doc < part.end) return doc >= part.base ? &part : nullptr;
    return nullptr;
  }

  const TermStats& stats() const { return stats_; }

  /// How many documents there are, deleted ones included.
  std::uint64_t size() const { return size_; }

  /// Adds the documents to a set over the documents of the index.
  void AddTo(DocBitSet& docs) const;

  /// The memory that is not memory-mapped.
  std::size_t bytes() const { return parts_.capacity() * sizeof(Part) + owned_bytes_; }

 private:
  friend class PostingListReader;

  std::vector<Part> parts_;
  TermStats stats_;
  std::uint64_t size_ = 0;
  std::size_t owned_bytes_ = 0;
};

/// The posting list of a term; for a stem (format::StemTerm) the union of those of its forms.
/// Cached. Throws Error kIndexCorrupt, and Xapian::Error.
std::shared_ptr<const PostingList> PostingsOf(const std::string& term, const LocalReader& reader);

/// The statistics of a term in a segment. Not cached. Throws Error kIndexCorrupt, and
/// Xapian::Error.
TermStats StatsIn(const std::string& term, const SegmentReader& segment);

}  // namespace dssearch
