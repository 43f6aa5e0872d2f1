#include "searcher/index/forward_positions_reader.h"

namespace dssearch {

const std::string& ForwardPositionsReader::Of(Xapian::docid doc) {
  // The phrases of a query read the same document one after the other.
  if (doc == read_) return encoded_;
  read_ = doc;
  return encoded_ = slot_.Of(doc);
}

}  // namespace dssearch
