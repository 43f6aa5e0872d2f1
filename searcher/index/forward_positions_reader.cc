#include "searcher/index/forward_positions_reader.h"

#include "searcher/format/schema.h"

namespace dssearch {

const std::string& ForwardPositionsReader::Of(Xapian::docid doc) {
  // The phrases of a query read the same document one after the other.
  if (doc == read_) return encoded_;
  if (read_ == 0 || doc < read_) {
    next_ = reader_->database().valuestream_begin(format::kForwardPositionsSlot);
    end_ = reader_->database().valuestream_end(format::kForwardPositionsSlot);
  }
  read_ = doc;
  encoded_.clear();
  if (next_ == end_) return encoded_;
  next_.skip_to(doc);
  if (next_ != end_ && next_.get_docid() == doc) encoded_ = *next_;
  return encoded_;
}

}  // namespace dssearch
