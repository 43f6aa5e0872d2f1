#pragma once

#include <string>
#include <string_view>

namespace dssearch::indexer {

/// The text of a value in a BibTeX file. Accents ({\"o}, \'{e}) and letters (\ss) become
/// characters, \& and the like become what they stand for, and braces are dropped. Formulas between
/// dollars and other commands stay as they are.
std::string TextOfTex(std::string_view tex);

}  // namespace dssearch::indexer
