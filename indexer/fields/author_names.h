#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dssearch::indexer {

/// A name in the order in which it is spoken: "Zhihong Shao" of "Shao, Zhihong", "Ana de la Cruz
/// Jr." of "de la Cruz, Jr., Ana", "张三" of "张, 三". A name without a comma stays as it is, and
/// so does that of a company, "Example, Inc.".
std::string SpokenName(std::string_view name);

/// Puts the names of a list of its own into the order in which they are spoken, if each is written
/// "Shao, Zhihong", with one comma; a single one has to look like a name besides, as an institution
/// may have a comma.
void SpeakNames(std::vector<std::string>& names);

/// The name that a given name, a family name and a suffix make, each of which may be empty:
/// "Martin King Jr."; a Chinese name has the family name first and no blank, "张三".
std::string JoinedName(std::string_view given, std::string_view family, std::string_view suffix);

/// The names of an author in Chinese and in letters.
struct TwoNames {
  std::string zh;
  std::string en;
};

/// Both names of an author who is written with one of them in brackets: Fei-Fei Li (李飞飞),
/// 李飞飞（Li Feifei）. Nothing for any other author; what stands in brackets may be an
/// affiliation.
std::optional<TwoNames> TwoNamesOf(std::string_view author);

/// Authors with the names that they have in the other language in brackets, where each has one:
/// "李飞飞 (Li Feifei)". `authors` where it is not so.
std::vector<std::string> WithOtherNames(const std::vector<std::string>& authors,
                                        const std::vector<std::string>& others);

/// Whether a text is what stands behind a name: "Jr.", "III", "Inc.".
bool IsNameSuffix(std::string_view text);

/// Whether a text stands for further authors, "others", "et al." or 等, or is empty.
bool IsNobody(std::string_view text);

/// The names in a list that is written as one text, in order and as they are spoken: "A. Author, B.
/// Other and C. Third", "张三；李四", "Author, A.; Other, B.", "Author, Ann and Other, Bob",
/// "Author, A.B., Other, C.", "Author A.B., Other C." (the initials come first then). What stands
/// in brackets is an affiliation and is left out, unless it is a name (TwoNamesOf), and so is "et
/// al.". A single comma stands between two names, or within one where the text before it is a
/// family name: a single word, or several of which all but the last are particles ("van den Berg").
std::vector<std::string> NamesOf(std::string_view text);

}  // namespace dssearch::indexer
