#pragma once

#include <string>
#include <vector>

#include "indexer/record.h"
#include "searcher/format/user_notes.h"

namespace dssearch::indexer {

/// Reads the notes in a file of the user's, "-" for standard input: Markdown, as
/// ReadMarkdownNotes() has it, or what another format that dsindex reads has for an id, tags and a
/// note, such as JSON lines, {"id": "2402.03300", "tags": ["to read"], "note": "..."}; papers
/// without tags and note are no notes there. It may be packed, in any encoding that text::Decoder
/// knows. An empty file has no notes.
///
/// What of it cannot be read is passed to `sink.on_reject`, and its encoding to `sink.on_encoding`.
/// Throws Error kIo where the file as a whole cannot be read, and where it has text but no note: it
/// is another file than was meant.
std::vector<format::UserNote> ReadNotesFile(const std::string& file, const RecordSink& sink);

/// The notes of several files, one behind the other.
std::vector<format::UserNote> ReadNotesFiles(const std::vector<std::string>& files,
                                             const RecordSink& sink);

}  // namespace dssearch::indexer
