#pragma once

#include <string>
#include <vector>

#include "searcher/compile/analyzed_query.h"
#include "searcher/compile/compiled_clause.h"
#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/text/segments.h"

namespace dssearch {

/// Compiles texts: a clause each for the words of letters and digits, the words of Han runs, and
/// phrases. It knows nothing of translations. All throw Xapian::Error.
class TextCompiler {
 public:
  /// In Match::kAny the words of regional variants are alternatives, too. `skips_stop_words` leaves
  /// stop words out of what is found anywhere. The reader must stay.
  TextCompiler(Match match, bool skips_stop_words, const IndexReader& reader)
      : match_(match), skips_stop_words_(skips_stop_words), reader_(reader) {}

  /// The clauses of texts beside each other, all of one field; at least one text.
  TextClauses CompileTexts(const std::vector<const AnalyzedQuery*>& texts) const;

  /// The clause of a phrase; none for one without words.
  TextClauses CompilePhrase(const AnalyzedQuery& phrase) const;

  /// The documents that have all words of a term, such as a translation: all bigrams of Chinese,
  /// English by its stems. Where they stand is not looked up, which takes a sixth of the time of a
  /// search for what was not searched for before; nDCG@10 of English keywords in cnki_lis .560
  /// where it is, .566 here, MRR@10 of English titles among Chinese papers .845 and .846
  /// (Match::kAuto). The same for all queries.
  static QueryNode CompileTerm(const std::string& term, const format::Field& field,
                               const IndexReader& reader);

 private:
  /// The English word just read, to be paired with the next one.
  struct PreviousWord {
    std::string surface;
    std::string term;
  };

  void AddChunk(const text::Analysis& analysis, const text::Segment& chunk,
                const format::Field& field, PreviousWord& previous,
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
