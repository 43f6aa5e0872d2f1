#pragma once

#include <string>
#include <string_view>

namespace dssearch::indexer {

/// The text that a reader sees of a text with HTML or JATS markup, as abstracts from publishers
/// have it. Tags are dropped (<i>, <jats:italic>), those of paragraphs become line breaks, and
/// character references become characters (&amp; &#946;). Only tags with known names are tags, so
/// that "a < b and c > d" stays as it is; so does TeX.
std::string WithoutMarkup(std::string_view text);

}  // namespace dssearch::indexer
