#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/record.h"

namespace dssearch::indexer {

/// The strings and numbers of an object in a list, by name; those of an object within it have both
/// names, "author.display_name".
using JsonMembers = std::vector<std::pair<std::string, std::string>>;

/// Whether objects under such a name hold the fields of a record, so that the name is none of
/// theirs: `data` of Zotero, `attributes` of DataCite, `message` of Crossref.
bool IsEnvelope(std::string_view name);

/// What an object in the list `list` says that is one value: the name of a person or a thing, a
/// title, a date; empty for an object that says nothing so, or nothing of the paper: an editor
/// among creators, a title of another kind.
std::string ValueOfItem(std::string_view list, const JsonMembers& members);

/// Whether an object in a list is to be left out, as above.
bool IsLeftOut(std::string_view list, const JsonMembers& members);

/// Whether a field is one of names or keywords, which may be written as one text, and whether it
/// is the authors.
bool NamesAList(const std::string& name);
bool NamesAuthors(const std::string& name);

/// The text of words that have these positions, a blank between two. Long ones are cut.
std::string TextOfWords(std::vector<std::pair<std::size_t, std::string>> words);

/// Whether objects in a list with this name are records, "items", and whether an object with this
/// name may be around such a list, "message".
bool IsListOfRecords(std::string_view name);
bool IsAroundList(std::string_view name);

/// The longest of these names.
inline constexpr std::size_t kLongestListName = 17;

/// [2024, 2, 5] as 2024-02-05.
std::string DateOfParts(const std::vector<std::string>& parts);

/// A name of DBLP without the number that tells namesakes apart: "Olga Brandt" of "Olga Brandt
/// 0001".
std::string WithoutHomonymNumber(std::string_view name);

/// Completes a record of which all fields were read, by what only some databases do. Returns false
/// where it is no paper, but an attachment or a note.
bool CompleteJsonRecord(RawRecord& record);

}  // namespace dssearch::indexer
