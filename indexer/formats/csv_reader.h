#pragma once

#include "indexer/formats/table_rows.h"
#include "indexer/formats/text_input.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads CSV: a first row names the fields, and each row behind it is a record. What stands before
/// the row of names is skipped, see HeaderOf(). Cells may be quoted, and may have line breaks then;
/// ="text" is text. A row with more or fewer cells than the first one is a Reject unless `lengths`
/// allows it; empty ones behind its last count for nothing.
void ReadCsv(TextInput& input, const RecordSink& sink, RowLengths lengths);

/// The same with rows of equal length.
void ReadCsv(TextInput& input, const RecordSink& sink);

}  // namespace dssearch::indexer
