#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "dssearch/note.h"
#include "searcher/format/calendar.h"
#include "searcher/query/query_ast.h"

namespace dssearch {

/// A parsed query, and what the user should know about how it was read.
struct ParsedQuery {
  QueryAst root;
  std::vector<Note> notes;
  /// The texts of `-translate:TEXT`, which is no part of `root`.
  std::vector<std::string> untranslated = {};
  bool is_citation = false;  ///< Whether `root` is what WordsOfCitation left.
  bool wants_all = false;    ///< Whether an AND says that papers must have all of it.
};

/// Parses what a user typed. It is total: any bytes are a query, and whatever is no operator is
/// searched as text.
///
///   query  := clause { clause } { OR clause { clause } }    adjacent clauses: AND
///   clause := ['-'] [field ':'] ( word | word'*' | '"' words '"' | '(' query ')' )
///           | ['-'] identifier { identifier }
///           | '-translate:' ( word | '"' words '"' )
///
/// An identifier (format::TakeIdentifier) may also stand between Chinese characters. Several beside
/// each other are alternatives. AND binds closer than OR. Operators are upper case (AND, OR, NOT)
/// or signs (| and -); quotes and brackets may be full width or Chinese. `today` is the day, as
/// YYYYMMDD, up to which 1y of date:1y counts. Words that are dates are text here (ReadDateWords).
/// Of a citation only its words are read (WordsOfCitation), with a note.
ParsedQuery ParseQuery(std::string_view text, int today = format::kLastDay);

/// The limits on the work of a query; a note says which one was exceeded.
inline constexpr std::size_t kMaxQueryBytes = 1024;
inline constexpr std::size_t kMaxQueryDepth = 32;
inline constexpr std::size_t kMaxQueryLeaves = 64;

}  // namespace dssearch
