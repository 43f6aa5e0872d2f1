#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dssearch {

/// The text of a query that was copied out of an address: Learning%20to%20rank, %E5%9B%BE%E4%B9%A6.
/// Nothing for a text with a blank, without an encoded blank or character beyond ASCII, or with a
/// sign of percent that is not one of an encoded character, and for an address or an identifier,
/// which are encoded on purpose.
std::optional<std::string> DecodedText(std::string_view text);

}  // namespace dssearch
