#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "searcher/format/schema.h"

namespace dssearch {

/// The syntax tree of what a user typed, independent of any index. A value.
struct QueryAst {
  enum class Kind {
    kAll,         ///< All documents.
    kText,        ///< Words to be analyzed: 强化学习, GPT-4.
    kPhrase,      ///< Words in quotes, which must be adjacent and in this order.
    kPrefix,      ///< A prefix of a word: transf*.
    kIdentifier,  ///< An identifier of a paper, as format::Identifier has it: 2402.03300.
    kFilter,      ///< A whole value of a field, or a date range.
    kAnd,         ///< A conjunction of the children.
    kOr,          ///< A disjunction of the children.
    kNot,         ///< The negation of its only child.
  };

  Kind kind = Kind::kAll;
  /// Set for kFilter; for kText, kPhrase and kPrefix null if no field was named.
  const format::Field* field = nullptr;
  /// For the same kinds and kIdentifier: the text as typed, a date range, or the identifier.
  std::string text = {};
  std::vector<QueryAst> children = {};  ///< For kAnd, kOr and kNot.
  std::size_t begin = 0;                ///< The offset of `text` in what was typed, in bytes.

  bool operator==(const QueryAst&) const = default;
};

/// The S-expression that the tests and --explain use: (and 强化学习 (not (title 综述))).
std::string ToString(const QueryAst& query);

}  // namespace dssearch
