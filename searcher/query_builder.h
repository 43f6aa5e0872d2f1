#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dssearch/request.h"
#include "dssearch/response.h"
#include "searcher/clause.h"
#include "searcher/query.h"
#include "searcher/session.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

/// One thing that a query looks for, in the ways that a text may show it. What
/// the snippets mark; all texts are folded.
struct Concept {
  std::vector<std::string> tokens;                ///< Tokens of any kind as they stand.
  std::vector<std::string> stems;                 ///< Stems of words.
  std::vector<std::vector<std::string>> phrases;  ///< Atoms and characters next to each other.
  /// Units of a term (text/units.h) next to each other.
  std::vector<std::vector<std::string>> units = {};
  std::string prefix;  ///< The beginning of a word, if not empty.
  double weight = 0;   ///< Its inverse document frequency.

  bool operator==(const Concept&) const = default;
};

/// A term of the lexicon that stands in a text of the query, by its positions.
struct WholeTerm {
  std::uint32_t position = 0;
  std::uint32_t positions = 0;
  bool counts = false;  ///< It is cut into words, and counts once more as a whole.
};

/// A query in terms of the index.
struct BuiltQuery {
  Clause clause;
  bool ranks = false;  ///< It asks for words, so that papers differ in how well they match.
  std::vector<Concept> concepts;
  bool chinese = false;               ///< It asks in Chinese: some of it is Han.
  std::vector<AddedTerm> added = {};  ///< What was added in the other language.
  std::vector<WholeTerm> terms = {};  ///< Of plain texts.
  std::vector<std::string> notes;

  /// A name of a domain in the language that the query asks in; as it is `typed`
  /// where the query has no words.
  std::string NameOf(const format::Label& label, const std::string& typed) const {
    return !ranks ? typed : chinese ? label.zh : label.en;
  }
};

/// Turns a query into terms. In kAny words are alternatives. The index is
/// asked for document frequencies and for words that begin with a prefix.
/// Terms of the lexicon count as one word where they stand as a whole; in texts and
/// phrases they may be there in translation, too, unless `translate` is false.
BuiltQuery BuildQuery(const Query& root, Match match, Session& session, bool translate = true);

/// Whether a query asks for a word that is no stop word; then its stop words are
/// not insisted on.
bool HasWantedWord(const Query& node, text::Analyzer& analyzer);

/// What a plain text asks for, word by word: each of these must match where the
/// text does. Other nodes are their own only word.
std::vector<Query> WordsOf(const Query& node, text::Analyzer& analyzer);

/// The papers that have a value of a field, e.g. domain, 数学推理.
Clause ValueClause(const std::string& field, const std::string& value, Session& session);

}  // namespace dssearch
