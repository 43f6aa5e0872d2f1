#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dssearch/note.h"
#include "dssearch/response.h"
#include "searcher/format/labels.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// One thing that a query looks for, in the ways that a text may show it. What
/// the snippets mark; all texts are folded.
struct Concept {
  std::vector<std::string> tokens = {};                ///< Tokens of any kind as they stand.
  std::vector<std::string> stems = {};                 ///< Stems of words.
  std::vector<std::vector<std::string>> phrases = {};  ///< Atoms and characters next to each other.
  /// Units of a term (text/units.h) next to each other.
  std::vector<std::vector<std::string>> units = {};
  std::string prefix = {};  ///< The beginning of a word, if not empty.
  double weight = 0;        ///< Its inverse document frequency.

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
  std::vector<Note> notes;

  /// A name of a domain in the language that the query asks in; as it is `typed`
  /// where the query has no words.
  std::string NameOf(const format::Label& label, const std::string& typed) const {
    return !ranks ? typed : chinese ? label.zh : label.en;
  }
};

}  // namespace dssearch
