#pragma once

#include <string_view>

#include "indexer/formats/text_input.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads what reference managers and CNKI export, one tag a line: RIS
/// ("TY  - JOUR", ends with "ER  -"), EndNote ("%0 Journal Article") and
/// NoteExpress ("{Reference Type}: Journal Article"). A line without a tag goes
/// on with the one before. Lines before the first tag are no part of a record.
void ReadTagged(TextInput& input, const RecordSink& sink);

/// Whether a line has a tag of one of these.
bool HasTag(std::string_view line);

}  // namespace dssearch::indexer
