#pragma once

#include <string>
#include <vector>

#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

// Queries of words and characters as one index has them. All throw Xapian::Error.

/// The term that a token is looked up by in a field.
std::string TermOf(const text::Token& token, const text::Analysis& analysis,
                   const format::Field& field, const IndexReader& reader);

/// How much more a word, in all its spellings, counts than BM25 has it. What papers repeat where
/// they have it is what they are about, so it counts more than what they have in passing. (One
/// occurrence is added, so that a word which a single paper has once counts a little more than a
/// common one.)
double BurstinessBoost(const std::vector<std::string>& spellings, const IndexReader& reader);

/// A term that scores, with its BurstinessBoost.
QueryNode ScoredTerm(const std::string& term, const IndexReader& reader);

/// Characters next to each other, in this order. Bigrams say it of two, and leave few candidates
/// whose positions are to be looked at for more.
QueryNode CjkPhrase(const std::vector<std::string>& characters, const format::Field& field,
                    const IndexReader& reader);
QueryNode CjkPhrase(const std::vector<const text::Token*>& characters,
                    const text::Analysis& analysis, const format::Field& field,
                    const IndexReader& reader);

/// A query each.
std::vector<QueryNode> TermQueries(const std::vector<std::string>& terms);

/// Terms in this order within `window` positions; of one, that term.
QueryNode TermPhrase(const std::vector<std::string>& terms, unsigned window);

}  // namespace dssearch
