#pragma once

#include <string_view>

#include "indexer/formats/text_input.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads what databases and reference managers export with one tag a line, see Dialect: RIS,
/// MEDLINE, Web of Science, RefWorks, EndNote, NoteExpress, CNKI. Each record says by its first
/// line which it is. A line without a tag continues the one before. What stands between records is
/// skipped; lines with tags there are told to `on_loss`. Tags that no field takes become fields of
/// their own names.
void ReadTagged(TextInput& input, const RecordSink& sink);

}  // namespace dssearch::indexer
