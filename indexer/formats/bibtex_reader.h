#pragma once

#include <string_view>

#include "indexer/formats/text_input.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads the entries of a BibTeX file. The key of an entry is that of its record. Macros that
/// @string defines and names of months are replaced; @comment, @preamble and text between entries
/// are skipped. An entry that is not closed is a Reject, and reading goes on with the next line
/// that begins an entry.
///
/// This does not use libbtparse (0.89): of 3,000 files with one to six bytes changed at random it
/// crashed on 23 and ended the program on 39.
void ReadBibtex(TextInput& input, const RecordSink& sink);

/// Whether a line begins an entry, as "@article{" does.
bool BeginsBibtexEntry(std::string_view line);

}  // namespace dssearch::indexer
