#pragma once

#include <variant>

#include "dssearch/paper.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// The paper that a record describes, or why it is none: names are looked up
/// among the aliases that corpus/README.md lists, blanks are trimmed, control
/// characters dropped, and id, title and date checked.
std::variant<Paper, Reject> ToPaper(const RawRecord& record);

}  // namespace dssearch::indexer
