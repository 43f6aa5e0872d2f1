#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dssearch::indexer {

/// A name in the order it is spoken: "Shao, Zhihong" is "Zhihong Shao", "de la
/// Cruz, Jr., Ana" is "Ana de la Cruz Jr.", "张, 三" is "张三". A name without a
/// comma is as it is.
std::string SpokenName(std::string_view name);

/// A name of parts, each of which may be empty; Chinese has no blank between.
std::string JoinedName(std::string_view given, std::string_view family, std::string_view suffix);

/// The names in a text, in order: "A. Author, B. Other and C. Third",
/// "张三；李四", "Author, A.; Other, B.", "Author, Ann and Other, Bob". What
/// stands in brackets is an affiliation and left out. Whether a single comma
/// parts two names or one is told by what is before it: one word is a family name.
std::vector<std::string> NamesOf(std::string_view text);

}  // namespace dssearch::indexer
