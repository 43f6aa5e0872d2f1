#pragma once

#include <string>
#include <vector>

#include "dssearch/note.h"
#include "dssearch/request.h"
#include "searcher/compile/analyzed_query.h"
#include "searcher/compile/cross_language_expander.h"
#include "searcher/format/labels.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// A query in terms of the index.
struct CompiledQuery {
  QueryNode root;
  bool ranks = false;    ///< It asks for words, so that documents differ in how well they match.
  bool chinese = false;  ///< It asks in Chinese.
  std::vector<TermExpansion> expansions = {};  ///< What was added in the other language.
  std::vector<Note> notes = {};

  /// A name of a domain in the language that the query asks in; as it is `typed` where the query
  /// has no words.
  std::string NameOf(const format::Label& label, const std::string& typed) const {
    return !ranks ? typed : chinese ? label.zh : label.en;
  }

  /// The expansions, each once, as a response says them.
  std::vector<AddedTerm> AddedTerms() const;
};

/// Compiles a query in passes, none of which undoes what another did: its clauses
/// (query_compiler.h), their expansion across languages unless `translate` is false
/// (cross_language_expander.h), and their combination (compiled_clause.h). Throws Xapian::Error.
CompiledQuery CompileQuery(const AnalyzedQuery& query, Match match, const IndexReader& reader,
                           bool translate = true);

}  // namespace dssearch
