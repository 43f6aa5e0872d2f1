#pragma once

#include <xapian.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "dssearch/request.h"
#include "dssearch/response.h"
#include "searcher/compile/compiled_clause.h"
#include "searcher/compile/lexicon_matches.h"
#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/query_node.h"

namespace dssearch {

/// The translations that were added for one term of the query.
struct LexiconExpansion {
  TermExpansion added;  ///< The form that a response has.

  /// A translation for highlighting.
  struct AddedTranslation {
    std::vector<std::string> tokens;  ///< Its lexicon tokens (text/lexicon_tokens.h).
    /// Its estimated document frequency in the language it is searched in.
    Xapian::doccount doc_freq;
  };
  std::vector<AddedTranslation> translations = {};
};

/// What translation leaves out: terms of the query, and translations. From the lexicon key
/// (text::LexiconKeyOf) of each to its text as it was asked for.
using Untranslated = std::map<std::string, std::string>;

/// Expands a compiled query across languages: terms of the index's lexicon that occur in its texts
/// and phrases also match in translation, and score once more where they occur as a whole. The
/// members throw Xapian::Error.
class CrossLanguageExpander {
 public:
  /// `chinese` says whether the query is in Chinese. Unless `translate`, terms only score as a
  /// whole. `untranslated` and `reader` must outlive this.
  CrossLanguageExpander(Match match, bool translate, const Untranslated& untranslated, bool chinese,
                        const IndexReader& reader)
      : match_(match),
        translate_(translate),
        untranslated_(untranslated),
        chinese_(chinese),
        reader_(reader) {}

  /// Rewrites the texts and phrases of a tree, excluded ones aside, and returns the expansions in
  /// the order of the query. A term that occurs several times is returned several times.
  std::vector<LexiconExpansion> Expand(ClauseTree& tree) const;

 private:
  using Expansions = std::vector<LexiconExpansion>;

  /// A connected group of clauses and terms of a text that overlap in positions.
  struct Group {
    std::vector<CompiledClause> clauses;
    std::vector<const LexiconMatch*> terms;
  };

  /// A translation compiled to a query.
  struct TranslatedTerm {
    QueryNode query;                  ///< Matches the documents with all its words.
    std::vector<std::string> tokens;  ///< Its lexicon tokens.

    std::size_t bytes() const;
  };

  void ExpandTree(ClauseTree& tree, Expansions& expansions) const;
  void ExpandText(TextClauses& text, Expansions& expansions) const;
  void ExpandPhrase(TextClauses& phrase, Expansions& expansions) const;
  static std::vector<Group> GroupOverlapping(std::vector<CompiledClause> clauses,
                                             const std::vector<LexiconMatch>& terms,
                                             const std::vector<text::LexiconToken>& tokens);
  std::vector<bool> AreToBeTranslated(const std::vector<LexiconMatch>& terms,
                                      const format::Field& field) const;
  double TranslateGroup(Group& group, const TextClauses& text, bool alone,
                        std::vector<QueryNode>& parts, Expansions& expansions) const;
  std::vector<QueryNode> TranslationsOf(const LexiconMatch& term, const QueryNode& asked,
                                        double share, const format::Field& field,
                                        Expansions& expansions) const;
  /// The asker's own words with their OwnWordsBoost, as if `doc_freq` documents had them; they keep
  /// an estimated score of `least` (translation_weight.h).
  QueryNode CapByDocFreq(QueryNode asked, Xapian::doccount doc_freq, double balance,
                         double least) const;
  void BalanceLanguages(std::vector<CompiledClause>& clauses, const std::vector<double>& translated,
                        std::vector<QueryNode>& parts) const;
  double BalanceOf(bool chinese) const;
  std::shared_ptr<const TranslatedTerm> Translated(const std::string& translation,
                                                   const format::Field& field) const;
  bool HasPapersFor(const std::string& translation) const;
  Xapian::doccount PapersIn(bool chinese) const;
  std::vector<std::string> SurfaceTermsOf(const std::string& text,
                                          const format::Field& field) const;

  Match match_;
  bool translate_;
  const Untranslated& untranslated_;
  bool chinese_;
  const IndexReader& reader_;
};

}  // namespace dssearch
