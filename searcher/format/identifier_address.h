#pragma once

#include <optional>
#include <string_view>

#include "searcher/format/identifier.h"

namespace dssearch::format {

/// The identifier of the paper whose page or file an address is, with or without https://: of a
/// preprint server, an anthology, a publisher. Nothing for any other text.
std::optional<Identifier> IdentifierInAddress(std::string_view text);

/// The value of a parameter of an address: `id` of forum?id=rJXMpikCZ&noteId=1. Empty for none.
std::string_view ParameterOf(std::string_view address, std::string_view name);

}  // namespace dssearch::format
