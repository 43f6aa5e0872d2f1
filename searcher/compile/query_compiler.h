#pragma once

#include <string>
#include <vector>

#include "dssearch/request.h"
#include "searcher/compile/compiled_query.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"
#include "searcher/query/query_ast.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

/// Turns a query into terms. In kAny words are alternatives. The index is
/// asked for document frequencies and for words that begin with a prefix.
/// Terms of the lexicon count as one word where they stand as a whole; in texts and
/// phrases they may be there in translation, too, unless `translate` is false.
BuiltQuery BuildQuery(const Query& root, Match match, Session& session, bool translate = true);

/// Whether a query asks for a word that is no stop word; then its stop words are
/// not insisted on.
bool HasWantedWord(const Query& node, text::Analyzer& analyzer);

/// What a plain text asks for, word by word: each of these must match where the
/// text does. Other nodes are their own only word.
std::vector<Query> WordsOf(const Query& node, text::Analyzer& analyzer);

/// The papers that have a value of a field, e.g. domain, 数学推理.
Clause ValueClause(const std::string& field, const std::string& value, Session& session);

}  // namespace dssearch
