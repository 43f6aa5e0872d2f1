#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dssearch::indexer {

/// The parts of a value of BibTeX between separators outside of braces, trimmed.
std::vector<std::string_view> SplitTex(std::string_view tex, char separator);

/// A value without the braces around all of it.
std::string_view WithoutBraces(std::string_view tex);

/// The names in a list, as they are spoken: " and " stands between them, and braces keep a name
/// together. "others" is nobody.
std::vector<std::string> NamesOfTex(std::string_view tex);

/// The keywords in a list: between semicolons, or else commas, outside of braces.
std::vector<std::string> KeywordsOfTex(std::string_view tex);

}  // namespace dssearch::indexer
