#pragma once

#include <string>
#include <vector>

#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/query_node.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

// Queries of single words and of characters. All functions with an IndexReader throw Xapian::Error.

/// The term of a token in a field: a stem for a stemmable token in a text field.
std::string TermOf(const text::Token& token, const text::Analysis& analysis,
                   const format::Field& field, const IndexReader& reader);

/// The boost of a word by its burstiness: its mean term frequency in the documents that have it,
/// over all its spellings, to the power of boosts::kBurstinessPower. A word that documents repeat
/// is more often their subject than one that they mention in passing. (One occurrence is added, so
/// that a word with a single occurrence counts a little more than a common one.)
double BurstinessBoost(const std::vector<std::string>& spellings, const IndexReader& reader);

/// A term with its BurstinessBoost.
QueryNode ScoredTerm(const std::string& term, const IndexReader& reader);

/// Matches adjacent characters in this order, by a phrase of their bigrams: two characters are one
/// bigram, and more have few candidates whose positions must be verified.
QueryNode CjkPhrase(const std::vector<std::string>& characters, const format::Field& field,
                    const IndexReader& reader);
QueryNode CjkPhrase(const std::vector<const text::Token*>& characters,
                    const text::Analysis& analysis, const format::Field& field,
                    const IndexReader& reader);

/// A kTerm node for each term.
std::vector<QueryNode> TermQueries(const std::vector<std::string>& terms);

/// A phrase of terms in this order within `window` positions; a kTerm node for a single term.
QueryNode TermPhrase(const std::vector<std::string>& terms, unsigned window);

/// A query for any of several, at least one; a single one as it is.
QueryNode AnyOf(std::vector<QueryNode> queries);

}  // namespace dssearch
