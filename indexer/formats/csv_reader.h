#pragma once

#include "indexer/formats/text_input.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads CSV: the first row names the fields, and each other row is a record. Cells may be quoted,
/// and may have line breaks then. The separator is the one of comma, semicolon and tab that is most
/// frequent in the first row. A row with more or fewer cells than the first one is a Reject.
void ReadCsv(TextInput& input, const RecordSink& sink);

}  // namespace dssearch::indexer
