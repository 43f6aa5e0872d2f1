#pragma once

#include <string>
#include <vector>

#include "searcher/compile/analyzed_query.h"
#include "searcher/compile/compiled_clause.h"
#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/text/segments.h"

namespace dssearch {

/// Compiles texts and phrases into clauses: one for each chunk of letters and digits, and for each
/// word of a Han run. It does not translate. All members throw Xapian::Error.
class TextCompiler {
 public:
  /// In Match::kAny the words of regional variants are alternatives, too. `skips_stop_words` leaves
  /// out stop words in texts without a field. `reader` must outlive this.
  TextCompiler(Match match, bool skips_stop_words, const IndexReader& reader)
      : match_(match), skips_stop_words_(skips_stop_words), reader_(reader) {}

  /// The clauses of adjacent texts, at least one and all in the same field.
  TextClauses CompileTexts(const std::vector<const AnalyzedQuery*>& texts) const;

  /// The clause of a phrase; no clause for a phrase without words.
  TextClauses CompilePhrase(const AnalyzedQuery& phrase) const;

  /// Matches the documents with all words of a term, such as a translation: all bigrams of Chinese,
  /// English by its stems, which must be near each other. The positions of bigrams are not
  /// verified, which would take a sixth of the time of a search that nothing is cached for; nDCG@10
  /// of English keywords in cnki_lis .560 with positions, .566 here.
  static QueryNode CompileTerm(const std::string& term, const format::Field& field,
                               const IndexReader& reader);

 private:
  /// The previous English word, to be paired with the next one; empty strings for none.
  struct PreviousWord {
    std::string surface;
    std::string term;
  };

  void AddChunk(const text::Analysis& analysis, const text::Segment& chunk,
                const format::Field& field, PreviousWord& previous,
                std::vector<CompiledClause>& clauses) const;
  std::vector<QueryNode> SpellingsOf(const text::Analysis& analysis, const text::Segment& compound,
                                     const format::Field& field) const;
  void AddTitleBoost(const std::vector<const AnalyzedQuery*>& texts,
                     std::vector<CompiledClause>& clauses) const;
  void AddWordPair(const text::Token& token, const std::string& text, const std::string& term,
                   PreviousWord& previous, CompiledClause& clause) const;
  void AddRunOrVariants(const text::Analysis& analysis, const text::Segment& run,
                        const format::Field& field, std::vector<CompiledClause>& clauses) const;
  void AddRun(const text::Analysis& analysis, const text::Segment& run, const format::Field& field,
              std::vector<CompiledClause>& clauses) const;
  void AddRunBoosts(const std::vector<const text::Token*>& characters,
                    const text::Analysis& analysis, std::vector<QueryNode>& added) const;

  Match match_;
  bool skips_stop_words_;
  const IndexReader& reader_;
};

}  // namespace dssearch
