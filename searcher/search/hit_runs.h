#pragma once

#include <xapian.h>

#include "dssearch/response.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// Sets the runs that added and last changed the document of a hit.
void AddRuns(const IndexReader& reader, Xapian::docid doc, Hit& hit);

}  // namespace dssearch
