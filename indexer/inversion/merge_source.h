#pragma once

#include <xapian.h>

#include <functional>
#include <string_view>
#include <vector>

namespace dssearch::indexer {

/// A part of the documents of a new segment, numbered from 1, as MergeSources() reads it: slot by
/// slot and term by term. Not thread-safe.
class MergeSource {
 public:
  virtual ~MergeSource() = default;

  /// How many documents there are: the number of the last.
  virtual Xapian::docid size() const = 0;

  /// Appends the length of each document.
  virtual void AppendLengths(std::vector<Xapian::termcount>& lengths) = 0;

  /// Calls `visit` with each value of a slot, in the order of documents. Titles come as sort keys
  /// (schema.h, kTitleOrderSlot). Values are valid as long as the source.
  using ValueVisitor = std::function<void(Xapian::docid document, std::string_view value)>;
  virtual void ForEachValue(unsigned slot, const ValueVisitor& visit) = 0;

  /// Moves to the first term, then to the next one in the order of bytes. False behind the last.
  virtual bool NextTerm() = 0;

  /// The current term, valid until NextTerm().
  virtual std::string_view term() const = 0;

  /// Appends the posting list of the current term: the documents, `base` added to each, and their
  /// wdfs. To be called once a term.
  virtual void AppendPostings(Xapian::docid base, std::vector<Xapian::docid>& documents,
                              std::vector<Xapian::termcount>& wdfs) = 0;
};

}  // namespace dssearch::indexer
