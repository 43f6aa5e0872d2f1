#pragma once

#include <string_view>

#include "searcher/text/code_points.h"

namespace dssearch {

/// Whether a text is marked as Chinese: one Han character is enough, since Chinese texts have Latin
/// words and English ones have no Han. Kana and other scripts without blanks between words count as
/// Han, as they do when text is cut into words.
inline bool IsChinese(std::string_view text) { return text::HasUnspaced(text); }

/// The language tag (BCP 47) of a text, "zh" or "en", for attributes and for citation styles.
inline std::string_view LanguageTag(std::string_view text) { return IsChinese(text) ? "zh" : "en"; }

}  // namespace dssearch
