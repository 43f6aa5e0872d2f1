#pragma once

#include <string>
#include <vector>

#include "dssearch/note.h"
#include "dssearch/request.h"
#include "searcher/compile/analyzed_query.h"
#include "searcher/compile/cross_language_expander.h"
#include "searcher/format/labels.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/query_node.h"

namespace dssearch {

/// A query over the terms of an index, with what a response says about it.
struct CompiledQuery {
  QueryNode root;
  bool ranks = false;    ///< Whether it asks for words, so that documents differ in score.
  bool chinese = false;  ///< Whether it is asked in Chinese (AsksInChinese).
  std::vector<LexiconExpansion> expansions = {};  ///< The translations that were added.
  std::vector<Note> notes = {};

  /// The name of a domain in the language of the query; `typed` if the query has no words.
  std::string NameOf(const format::Label& label, const std::string& typed) const {
    return !ranks ? typed : chinese ? label.zh : label.en;
  }

  /// The added terms of a response, without duplicates.
  std::vector<TermExpansion> TermExpansions() const;
};

/// Compiles a query in passes: into clauses (query_compiler.h), their expansion across languages
/// unless `translate` is false (cross_language_expander.h), and their combination
/// (compiled_clause.h). No pass undoes the work of another. The expansion leaves `untranslated`
/// out. Throws Xapian::Error.
CompiledQuery CompileQuery(const AnalyzedQuery& query, Match match, const IndexReader& reader,
                           bool translate = true, const Untranslated& untranslated = {});

}  // namespace dssearch
