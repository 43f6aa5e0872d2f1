#pragma once

#include <string>
#include <string_view>

namespace dssearch::text {

/// The letters and digits of a text, those of ASCII in lower case: what is left of titles that are
/// the same but for signs, blanks and capitals.
std::string LettersOf(std::string_view text);

}  // namespace dssearch::text
