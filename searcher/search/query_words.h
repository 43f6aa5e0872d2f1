#pragma once

#include <vector>

#include "searcher/query/query_ast.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

/// The words of a plain text, each of which must match for the text to match: a kText for a word of
/// letters or digits, a kPhrase for one of Chinese characters, both as they were typed. Stop words
/// are left out. For any other query, and for a text without such words, the query itself.
std::vector<QueryAst> WordsOf(const QueryAst& query, text::Analyzer& analyzer);

}  // namespace dssearch
