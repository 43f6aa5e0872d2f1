#pragma once

#include <string_view>

namespace dssearch::text {

/// Whether a folded word says nothing about a paper: articles, prepositions, pronouns, question
/// words, and 的, 如何, 什么 and the like. Stop words are indexed like all others; a query with
/// other words does not require them.
bool IsStopWord(std::string_view word);

}  // namespace dssearch::text
