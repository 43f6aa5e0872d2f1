#pragma once

#include <xapian.h>

namespace dssearch {

/// A document and its score.
struct ScoredDoc {
  Xapian::docid doc;
  double score;
};

}  // namespace dssearch
