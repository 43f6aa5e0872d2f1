#pragma once

#include <xapian.h>

#include <vector>

namespace dssearch::indexer {

/// Notes the English words among the terms of a segment by their stems: a query for "computing"
/// looks up all words with the stem "comput" (searcher/format/stem_forms.h). Throws Xapian::Error.
void WriteForms(Xapian::WritableDatabase& segment);

/// Notes the DOIs and arXiv ids of a segment that several records of it and `others` have, which
/// may be records of one paper in two languages (searcher/index/record_pairs.h):
/// format::kSharedIdentifiersKey. Throws Xapian::Error.
void WriteSharedIdentifiers(Xapian::WritableDatabase& segment,
                            const std::vector<Xapian::Database>& others);

}  // namespace dssearch::indexer
