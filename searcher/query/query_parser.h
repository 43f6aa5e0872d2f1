#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "dssearch/note.h"
#include "searcher/format/calendar.h"
#include "searcher/query/query_ast.h"

namespace dssearch {

/// A query, and what the user should know about how it was read.
struct ParsedQuery {
  QueryAst root;
  std::vector<Note> notes;
};

/// Understands what a user typed as far as it can be understood. Total: any bytes give a query;
/// what is no operator is searched as text.
///
///   query  := clause { clause } { OR clause { clause } }    beside each other: AND
///   clause := ['-'] [field ':'] ( word | word'*' | '"' words '"' | '(' query ')' )
///
/// AND binds closer than OR. Operators are upper case (AND, OR, NOT) or signs (| and -); quotes and
/// brackets may be full width or Chinese. `today` is the day, as YYYYMMDD, up to which 近三年 and
/// 1y are counted.
ParsedQuery ParseQuery(std::string_view text, int today = format::kLastDay);

/// What bounds the work a query can ask for; a note says when one is hit.
inline constexpr std::size_t kMaxQueryBytes = 1024;
inline constexpr std::size_t kMaxQueryDepth = 32;
inline constexpr std::size_t kMaxQueryLeaves = 64;

}  // namespace dssearch
