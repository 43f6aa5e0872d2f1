#pragma once

#include "indexer/formats/text_input.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads a table: the first row names the fields, each other one is a record.
/// Cells may be quoted and then hold line breaks. What parts them is found in the
/// first row: comma, semicolon or tab. A row of more or fewer cells than the
/// first one is a Reject.
void ReadCsv(TextInput& input, const RecordSink& sink);

}  // namespace dssearch::indexer
