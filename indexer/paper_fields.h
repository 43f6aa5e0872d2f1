#pragma once

#include <string_view>
#include <variant>

#include "dssearch/paper.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// The paper that a record describes, or why it is none: names are looked up
/// among the aliases that corpus/README.md lists, lists written as one text are
/// cut, markup becomes text, blanks are trimmed, control characters dropped, and
/// id, title and date checked. May be called from several threads at once.
std::variant<Paper, Reject> ToPaper(const RawRecord& record);

/// Whether a field of this name is one of a paper's, in any spelling of it.
bool IsFieldName(std::string_view name);

}  // namespace dssearch::indexer
