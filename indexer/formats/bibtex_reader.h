#pragma once

#include <string_view>

#include "indexer/formats/text_input.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads the entries of a BibTeX file; an entry's key stands in for an id. Names
/// of months and @string are known, @comment and @preamble passed over, and so is
/// text between entries. An entry that is not closed is a Reject, and the next
/// line that begins with one is read.
///
/// Not with libbtparse: of 3,000 files with one to six bytes changed at random it
/// crashed on 23 and ended the program on 39 (0.89).
void ReadBibtex(TextInput& input, const RecordSink& sink);

/// Whether a line begins an entry: "@article{".
bool BeginsBibtexEntry(std::string_view line);

}  // namespace dssearch::indexer
