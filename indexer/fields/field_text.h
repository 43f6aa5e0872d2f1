#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dssearch::indexer {

/// The text of a field without blanks at its ends and without control characters, which no one
/// typed on purpose. Line breaks stay, except one inside a run of characters without blanks, where
/// a filled line was broken: 语言模\n型 is 语言模型. Tabs become blanks. `text` is UTF-8.
std::string CleanText(std::string_view text);

/// A text with one blank for every line break and the blanks around it: a title, a name or a
/// domain has one line, since it stands in a list of facets.
std::string OneLine(std::string_view text);

/// A summary without the heading that some databases leave before it: "Abstract" on a line of its
/// own, "Abstract:", "摘要：", "[Summary]". A sentence that begins with such a word stays.
std::string_view WithoutHeading(std::string_view summary);

/// Whether a text is to be read as Chinese: more than one letter in five is Han.
bool IsMostlyChinese(std::string_view text);

/// The domains in a list that is written as one text: of arXiv between blanks ("cs.CL cs.LG"), of
/// others between semicolons or bars. They are not cleaned.
std::vector<std::string> SplitDomains(std::string_view text);

/// What stands between semicolons in a text. It is not cleaned.
std::vector<std::string> SplitAtSemicolons(std::string_view text);

/// The keywords in a list that is written as one text: between semicolons, bars or line breaks, or
/// else between commas. They are not cleaned.
std::vector<std::string> SplitKeywords(std::string_view text);

}  // namespace dssearch::indexer
