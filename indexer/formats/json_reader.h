#pragma once

#include <string>

#include "indexer/formats/text_input.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// Reads JSON lines: each line that is not empty is one object, and each object one record. A line
/// that is broken is a Reject, and the next one is read.
///
/// Values are strings, numbers, or lists of them. Persons may be objects, {family, given} or
/// {name}, or lists in `authors_parsed`, [family, given, suffix]. Members of other objects are
/// fields of their own, "journal.name", except those of what only wraps a record (IsEnvelope()).
/// {"date-parts": [[2024, 2, 5]]} is a date. The inverted abstracts of OpenAlex become abstracts.
void ReadJsonLines(TextInput& input, const RecordSink& sink);

/// Reads JSON of any layout: a list of objects, an object that holds such a list under a name like
/// "items" or "papers", also within one like "message" or "result", one object, or several of these
/// one after another. One object at a time is in memory. A Reject has the line that its object
/// begins on.
void ReadJson(TextInput& input, const RecordSink& sink);

/// Reads the record that a JSON object is.
void ReadJsonObject(std::string text, const Location& where, const RecordSink& sink);

}  // namespace dssearch::indexer
