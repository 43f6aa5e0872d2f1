#pragma once

#include <xapian.h>

#include <string>
#include <vector>

#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

/// Clauses of words and characters as one index has them, and what they are worth
/// there. The session must stay.
class TermClauses {
 public:
  explicit TermClauses(Session& session) : session_(session) {}

  /// What a token is looked up by in a field.
  std::string TermOf(const text::Token& token, const text::Analysis& analysis,
                     const format::Field& field) const;

  /// A term that ranks. What papers repeat where they have it is what they are
  /// about, so it counts more than what they have in passing.
  Clause Scored(const std::string& term) const;

  /// How much more: of a word in all its spellings. One time is added, so that a word
  /// which a single paper has once counts a little more than a common one.
  double Repetition(const std::vector<std::string>& spellings) const;

  /// Characters next to each other, in this order. Bigrams say it of two, and
  /// leave few candidates whose positions are to be looked at for more.
  Clause SequenceOf(const std::vector<std::string>& characters, const format::Field& field) const;
  Clause SequenceOf(const std::vector<const text::Token*>& characters,
                    const text::Analysis& analysis, const format::Field& field) const;

  static std::vector<Clause> Each(const std::vector<std::string>& terms);
  static Clause PhraseOf(const std::vector<std::string>& terms, unsigned window);

  /// Inverse document frequency.
  double IdfOf(double papers) const;

  /// How many papers match a clause, at most and roughly.
  Xapian::doccount PapersAtMost(const Clause& clause) const;

  /// What a paper scores that has each term once, if no term were in fewer
  /// papers than `papers`.
  double Worth(const Clause& clause, Xapian::doccount papers) const;

 private:
  Snapshot::Frequency FrequencyOf(const std::string& term) const {
    return session_.snapshot->FrequencyOf(term, session_.database);
  }

  Session& session_;
};

}  // namespace dssearch
