#pragma once

#include <string>

#include "searcher/index/index_reader.h"
#include "searcher/index/query_node.h"
#include "searcher/query/query_ast.h"

namespace dssearch {

// Queries for papers by their identifiers (format/identifier.h). All functions throw Xapian::Error.

/// Whether a paper carries an identifier, which may have any of its forms.
bool HasIdentifier(const std::string& identifier, const IndexReader& reader);

/// Matches the papers that carry an identifier, and scores above any words, so that a wrong word
/// beside it does not lose the paper.
QueryNode IdentifierQuery(const std::string& identifier);

/// Makes of a query that is nothing but the key of a paper, such as he2016deep, or its number at
/// PubMed, that paper or the text: the paper comes first. Of \cite{he2016deep} and of an address
/// whose last part is the end of the DOI of a paper, that paper alone.
void PreferPaperWithKey(QueryAst& query, const IndexReader& reader);

}  // namespace dssearch
