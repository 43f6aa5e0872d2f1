#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace dssearch::indexer {

/// The number before the first line of an entry of a list, see ParseNumberedLine(); 0 for none.
std::size_t NumberOf(std::string_view entry);

/// Whether parts of a text, which are its lines or what is between empty ones, are references to
/// papers in any style, from the first or from behind a heading on: numbered, with names before and
/// a year, pages or an address in them, or nothing but identifiers.
bool AreReferences(const std::vector<std::string_view>& parts);

}  // namespace dssearch::indexer
