#pragma once

#include <xapian.h>

#include <string>

namespace dssearch::format {

/// Reads the values of one slot of a database, fast where documents are asked for in the order of
/// their numbers. For one thread. Throws Xapian::Error.
class SlotReader {
 public:
  SlotReader(const Xapian::Database& database, Xapian::valueno slot)
      : database_(database), slot_(slot) {}

  /// The value of a document; empty where it has none, such as in a damaged index.
  std::string Of(Xapian::docid doc) {
    if (doc < last_ || last_ == 0) next_ = database_.valuestream_begin(slot_);
    last_ = doc;
    const Xapian::ValueIterator end = database_.valuestream_end(slot_);
    if (next_ != end) next_.skip_to(doc);
    return next_ != end && next_.get_docid() == doc ? *next_ : std::string();
  }

 private:
  Xapian::Database database_;
  Xapian::valueno slot_;
  Xapian::ValueIterator next_;
  Xapian::docid last_ = 0;  ///< The document that was asked for last; 0 before the first one.
};

}  // namespace dssearch::format
