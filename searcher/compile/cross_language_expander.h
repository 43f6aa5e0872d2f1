#pragma once

#include <xapian.h>

#include <memory>
#include <string>
#include <vector>

#include "dssearch/request.h"
#include "dssearch/response.h"
#include "searcher/compile/compiled_clause.h"
#include "searcher/compile/lexicon_matches.h"
#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// What was added to a term of the query.
struct TermExpansion {
  AddedTerm added;  ///< As the response says it.

  /// A translation that was added, for its marks in snippets.
  struct Translation {
    std::vector<std::string> tokens;  ///< Lexicon tokens (text/lexicon_tokens.h).
    Xapian::doccount doc_freq;        ///< Of the papers it was looked for in, roughly.
  };
  std::vector<Translation> translations = {};
};

/// Expands a compiled query across languages: the terms of the index's lexicon that stand in its
/// texts and phrases match in translation, too, and count once more where they stand as a whole.
/// All throw Xapian::Error.
class CrossLanguageExpander {
 public:
  /// `chinese` says in which language is asked. Without `translate` terms count as a whole, and
  /// that is all. The reader must stay.
  CrossLanguageExpander(Match match, bool translate, bool chinese, const IndexReader& reader)
      : match_(match), translate_(translate), chinese_(chinese), reader_(reader) {}

  /// Rewrites the texts and phrases of a tree. Returns what was added, in the order of the query;
  /// the same term may come several times. What must not be there is left as it is.
  std::vector<TermExpansion> Expand(ClauseTree& tree) const;

 private:
  using Expansions = std::vector<TermExpansion>;

  /// Clauses and terms of a text that overlap, directly or by others.
  struct Group {
    std::vector<CompiledClause> clauses;
    std::vector<const LexiconMatch*> terms;
  };

  /// A translation as documents may show it.
  struct TranslatedTerm {
    QueryNode query;                  ///< The documents that have all its words.
    std::vector<std::string> tokens;  ///< Lexicon tokens.

    std::size_t bytes() const;
  };

  void ExpandTree(ClauseTree& tree, Expansions& expansions) const;
  void ExpandText(TextClauses& text, Expansions& expansions) const;
  void ExpandPhrase(TextClauses& phrase, Expansions& expansions) const;
  static std::vector<Group> GroupOverlapping(std::vector<CompiledClause> clauses,
                                             const std::vector<LexiconMatch>& terms,
                                             const std::vector<text::LexiconToken>& tokens);
  std::vector<bool> AreWorthTranslating(const std::vector<LexiconMatch>& terms,
                                        const format::Field& field) const;
  bool TranslateGroup(Group& group, const TextClauses& text, bool alone,
                      Expansions& expansions) const;
  std::vector<QueryNode> TranslationsOf(const LexiconMatch& term, const QueryNode& asked,
                                        double share, const format::Field& field,
                                        Expansions& expansions) const;
  QueryNode CapByDocFreq(QueryNode asked, Xapian::doccount doc_freq, double balance,
                         double least) const;
  void BalanceLanguages(std::vector<CompiledClause>& clauses,
                        const std::vector<std::size_t>& untranslated,
                        const std::vector<PositionRange>& han_runs) const;
  double BalanceOf(bool chinese) const;
  std::shared_ptr<const TranslatedTerm> Translated(const std::string& translation,
                                                   const format::Field& field) const;
  bool HasPapersFor(const std::string& translation) const;
  Xapian::doccount PapersIn(bool chinese) const;
  std::vector<std::string> SurfaceTermsOf(const std::string& text,
                                          const format::Field& field) const;

  Match match_;
  bool translate_;
  bool chinese_;
  const IndexReader& reader_;
};

}  // namespace dssearch
