#pragma once

#include <xapian.h>

namespace dssearch {

/// A document and its score, which is 0 or more.
struct ScoredDoc {
  Xapian::docid doc;
  double score;
};

}  // namespace dssearch
