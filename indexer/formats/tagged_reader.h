#pragma once

#include <string_view>

#include "indexer/formats/text_input.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads what reference managers and CNKI export, with one tag a line: RIS ("TY  - JOUR", which
/// ends with "ER  -"), EndNote ("%0 Journal Article") and NoteExpress ("{Reference Type}: Journal
/// Article"). A line without a tag continues the one before. Lines before the first tag are
/// skipped.
void ReadTagged(TextInput& input, const RecordSink& sink);

/// Whether a line begins with a tag of one of these formats.
bool HasTag(std::string_view line);

}  // namespace dssearch::indexer
