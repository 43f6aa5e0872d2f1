#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/tagged_dialects.h"

namespace dssearch::indexer {

/// What a tag says whose value is read as `use` says; empty where that is nothing.
std::string ValueOfTag(TagUse use, std::string_view value);

/// Whether a value is an edition, "2nd ed.", "第二版", and no name.
bool IsEdition(std::string_view value);

/// The field that a value names before a colon, "domain: Inference", and its text; nullopt where it
/// names none of those that dssearch exports so.
std::optional<TaggedLine> NamedValue(std::string_view value);

/// Does with the values of a field what needs all of their lines: names are as they are spoken,
/// keywords one by one, lines that were filled are one.
void CompleteField(Dialect dialect, std::string_view field, std::vector<std::string>& values);

}  // namespace dssearch::indexer
