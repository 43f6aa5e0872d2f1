#pragma once

#include <functional>
#include <variant>

#include "dssearch/paper.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// The paper that a record describes, or why it describes none. Names of fields are looked up
/// among the aliases that corpus/README.md lists, lists that are written as one text are split,
/// markup becomes text, texts are cleaned, and id and title are checked. A part that cannot be
/// read, such as a date, is left out and passed to `on_loss`, if it is set. May be called from
/// several threads at once.
std::variant<Paper, Reject> ToPaper(const RawRecord& record,
                                    const std::function<void(Reject)>& on_loss = {});

}  // namespace dssearch::indexer
