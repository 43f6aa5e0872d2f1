#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dssearch {

/// The words of a pasted citation in the style of GB/T 7714, the ACL, the APA, the IEEE or the MLA,
/// or as Google Scholar gives it: its text with blanks for what names no paper, which are its
/// number, the type of the document ([J], [C]//, [EB/OL]), volume, issue and pages, the publisher
/// of a book, and the quotes of a title. Signs between Chinese words are blanks, too. Identifiers
/// and years stay. The text has the size of `text`, so that offsets mean the same.
///
/// So it is with Chinese footnotes: 赵一明、钱学知：《城市绿地》，《园林》2007年第4期，第22-25页。
///
/// A citation has the type of a document behind its title, or a year together with pages or with
/// volume and issue, or a title in 《》 with a colon between it and its authors, a year in brackets
/// or an issue behind it. Nothing for any other text, such as [J] alone.
std::optional<std::string> WordsOfCitation(std::string_view text);

}  // namespace dssearch
