#pragma once

#include <xapian.h>

#include <optional>
#include <string>

#include "searcher/index/local/local_reader.h"

namespace dssearch {

/// Calls `visit(Xapian::docid, const Xapian::PostingIterator&)` for each document that has a term
/// (of all documents where it is empty), in the order of docids. Throws Xapian::Error.
template <typename Visit>
void ForEachPosting(const std::string& term, const LocalReader& reader, const Visit& visit) {
  for (const SegmentReader& segment : reader.segments())
    for (auto it = segment.database.postlist_begin(term); it != segment.database.postlist_end(term);
         ++it)
      if (segment.Has(*it)) visit(segment.base + *it, it);
}

/// The first document that has a term; nothing if there is none. Throws Xapian::Error.
inline std::optional<Xapian::docid> FirstWith(const std::string& term, const LocalReader& reader) {
  for (const SegmentReader& segment : reader.segments())
    for (auto it = segment.database.postlist_begin(term); it != segment.database.postlist_end(term);
         ++it)
      if (segment.Has(*it)) return segment.base + *it;
  return std::nullopt;
}

/// Whether any document has a term. Throws Xapian::Error.
inline bool HasTerm(const std::string& term, const LocalReader& reader) {
  return FirstWith(term, reader).has_value();
}

}  // namespace dssearch
