#pragma once

#include <optional>
#include <vector>

#include "searcher/index/query_node.h"

namespace dssearch {

/// The parts of the translations of one term: bigrams of Chinese ones, words of English ones. The
/// node matches the documents with any part that `here`, which matches those with a text in the
/// query's language, and the translations as a whole do not match. It scores as the best
/// translation would, by as many of its parts as a document has. Nothing if no translation into the
/// other language has several parts. `chinese` says whether the query is in Chinese.
std::optional<QueryNode> PartsOfTranslations(const std::vector<QueryNode>& translations,
                                             bool chinese, const QueryNode& here);

}  // namespace dssearch
