#pragma once

#include <xapian.h>

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "dssearch/request.h"
#include "searcher/compile/compiled_clause.h"
#include "searcher/compile/compiled_query.h"
#include "searcher/compile/lexicon_matches.h"
#include "searcher/compile/term_queries.h"
#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/snapshot.h"
#include "searcher/match/query_node.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch {

/// Gives the terms of the lexicon that stand in a query their translations, and lets
/// them count as a whole. What was added is noted in the built query; all that is
/// passed must stay.
class Translator {
 public:
  /// The papers that have all words of a term; the same for all queries.
  using ClauseOf = std::function<Clause(const std::string& term, const format::Field& field)>;

  /// Without `translate` terms count as a whole, and that is all.
  Translator(Match match, bool translate, Session& session, ClauseOf clause_of, BuiltQuery& built)
      : match_(match),
        translate_(translate),
        session_(session),
        clauses_(session),
        clause_of_(std::move(clause_of)),
        built_(built) {}

  /// The parts of texts beside each other, which have these units and runs of
  /// characters, with their terms: those that a term covers, or what it is called in
  /// the other language, are one concept, which counts once.
  std::vector<Part> WithTerms(std::vector<Part> parts, const std::vector<text::Unit>& units,
                              const std::vector<Places>& runs, const format::Field& field);

  /// A phrase that is a term of the lexicon may be there as its translation is written.
  void AddTranslations(const std::vector<text::Unit>& units, const format::Field& field,
                       Part& phrase);

 private:
  /// Parts and terms that overlap, directly or by others.
  struct Group {
    std::vector<Part> parts;
    std::vector<const TermMatch*> terms;
  };
  static std::vector<Group> GroupsOf(std::vector<Part> parts, const std::vector<TermMatch>& terms,
                                     const std::vector<text::Unit>& units);
  std::vector<bool> WorthTranslating(const std::vector<TermMatch>& terms,
                                     const format::Field& field) const;
  void CountAsWhole(const TermMatch& term, const std::vector<text::Unit>& units,
                    const std::vector<Places>& runs, const format::Field& field,
                    std::vector<Part>& own);
  void CompareFairly(std::vector<Part>& parts, const std::vector<std::size_t>& untranslated,
                     const std::vector<Places>& runs) const;
  bool Translate(const std::vector<const TermMatch*>& terms, const std::vector<text::Unit>& units,
                 const format::Field& field, bool alone, std::vector<Part>& own);
  std::vector<Clause> TranslationsOf(const TermMatch& match, const Clause& asked, double share,
                                     const format::Field& field);
  Clause WorthAs(Clause asked, Xapian::doccount papers, double balance, double least) const;
  double BalanceOf(bool chinese) const;
  /// A translation in texts of a field.
  std::shared_ptr<const Snapshot::ShownTerm> Shown(const std::string& text,
                                                   const format::Field& field) const;
  /// Whether there are papers in the language of a translation.
  bool HasPapersFor(const std::string& text) const;
  std::vector<std::string> WrittenTerms(const std::string& text, const format::Field& field) const;

  Xapian::doccount FrequencyOf(const std::string& term) const {
    return session_.snapshot->FrequencyOf(term, session_.database).papers;
  }

  Match match_;
  bool translate_;
  Session& session_;
  TermClauses clauses_;
  ClauseOf clause_of_;
  BuiltQuery& built_;
};

}  // namespace dssearch
