#pragma once

#include <string>
#include <string_view>

namespace dssearch::indexer {

/// The text of a value in a BibTeX file: accents ({\"o}, \'{e}) and letters (\ss)
/// become characters, \& and the like what they stand for, braces that only keep
/// capitals go. Formulas between dollars and other commands stay as they are.
std::string TextOfTex(std::string_view tex);

}  // namespace dssearch::indexer
