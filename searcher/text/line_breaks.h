#pragma once

#include <cstddef>
#include <string_view>

namespace dssearch::text {

/// The size of the line break, with the blanks around it, that begins at text[i] inside a word: 0
/// if there is none. A word goes on behind a break between two characters of a script without
/// blanks (强\n化) and behind one that follows a hyphen (Analy-\nsis), also where a single blank is
/// all that is left of the line break (Analy- sis). A hyphen before "and", "or" and the like stands
/// for a word (pre- and post-training). The text need not be folded.
std::size_t LineBreakInsideWord(std::string_view text, std::size_t i);

}  // namespace dssearch::text
