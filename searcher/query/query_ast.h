#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/note.h"
#include "searcher/format/calendar.h"

namespace dssearch {

/// What a user typed, as a tree. A value.
struct Query {
  enum class Kind {
    kAll,     ///< Every paper.
    kText,    ///< Words as they come, to be analyzed: 强化学习, GPT-4.
    kPhrase,  ///< Words in quotes: as they stand, next to each other.
    kPrefix,  ///< The beginning of a word: transf*.
    kFilter,  ///< A whole value of a field, or a range of dates.
    kAnd,     ///< All children.
    kOr,      ///< Any child.
    kNot,     ///< Not its one child.
  };

  Kind kind = Kind::kAll;
  std::string field;            ///< A name of schema.h; empty for anywhere.
  std::string text;             ///< Of the first four kinds below kAll, as typed.
  std::vector<Query> children;  ///< Of the last three kinds.
  std::size_t begin = 0;        ///< Where `text` begins in what was typed, in bytes.

  bool operator==(const Query&) const = default;
};

/// The form that the tests and --explain use: (and 强化学习 (not (title 综述))).
std::string ToString(const Query& query);

/// A query, and what the user should know about how it was read.
struct ParsedQuery {
  Query root;
  std::vector<Note> notes;
};

/// Understands what a user typed as far as it can be understood. Total: any
/// bytes give a query; what is no operator is searched as text.
///
///   query  := clause { clause } { OR clause { clause } }    beside each other: AND
///   clause := ['-'] [field ':'] ( word | word'*' | '"' words '"' | '(' query ')' )
///
/// AND binds closer than OR. Operators are upper case (AND, OR, NOT) or signs
/// (| and -); quotes and brackets may be full width or Chinese.
/// `today` is the day, as YYYYMMDD, up to which 近三年 and 1y are counted.
ParsedQuery ParseQuery(std::string_view text, int today = format::kLastDay);

/// What bounds the work a query can ask for; a note says when one is hit.
inline constexpr std::size_t kMaxQueryBytes = 1024;
inline constexpr std::size_t kMaxQueryDepth = 32;
inline constexpr std::size_t kMaxQueryLeaves = 64;

}  // namespace dssearch
