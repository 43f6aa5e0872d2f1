#pragma once

#include <set>
#include <string>

#include "dssearch/paper.h"

namespace dssearch {

/// Writes papers in BibTeX. Each has a key of its own: that of the entry that the paper was read
/// from, or else its id. Braces are balanced whatever the texts.
class BibtexWriter {
 public:
  /// The entry of the next paper; an empty line stands between two.
  std::string EntryOf(const Paper& paper);

 private:
  std::set<std::string> keys_;
};

}  // namespace dssearch
