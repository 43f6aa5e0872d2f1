#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "searcher/format/schema.h"

namespace dssearch {

/// What a user typed, as a tree. It knows no index. A value.
struct QueryAst {
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
  const format::Field* field = nullptr;  ///< Of the first four kinds below kAll; none: anywhere.
  std::string text = {};                 ///< Of the same, as typed.
  std::vector<QueryAst> children = {};   ///< Of the last three kinds.
  std::size_t begin = 0;                 ///< Where `text` begins in what was typed, in bytes.

  bool operator==(const QueryAst&) const = default;
};

/// The form that the tests and --explain use: (and 强化学习 (not (title 综述))).
std::string ToString(const QueryAst& query);

}  // namespace dssearch
