#pragma once

#include <string>
#include <string_view>

namespace dssearch::indexer {

/// The text that someone sees of a text with HTML or JATS in it, as abstracts
/// from publishers have it: tags go (<i>, <jats:p>; a paragraph's become line
/// breaks), character references (&amp; &#946;) become characters. Only tags of
/// known names are taken for tags, so that "a < b and c > d" stays; so does TeX.
std::string WithoutMarkup(std::string_view text);

}  // namespace dssearch::indexer
