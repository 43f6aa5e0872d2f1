#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"
#include "searcher/index/query_node.h"

namespace dssearch {

struct AnalyzedQuery;

/// Words of a query that name a value of a field: an author, a year, a journal, a conference or a
/// domain. `Yoshua Bengio 2013` has two. Papers with the value rank above those that only have the
/// words.
struct Entity {
  std::size_t first = 0;  ///< It covers the texts [first, end) of those that it was found in.
  std::size_t end = 0;
  /// The field that has the value; nullptr for words that mean nothing (the et al. of a citation).
  const format::Field* field = nullptr;
  std::string value = {};  ///< The words without the signs around them: yoshua bengio.
  /// Match the papers with the value, the surest reading first: for an author, papers by someone of
  /// exactly this name, then by someone of this name in another order, then by initials. They score
  /// 0.
  std::vector<QueryNode> readings = {};
  /// For an author, the names as they are indexed: yoshua, bengio. Empty for a Chinese name.
  std::vector<std::string> names = {};
};

/// What adjacent texts without a field name.
struct Entities {
  std::vector<Entity> named = {};  ///< In their order; of overlapping ones the longest.
  /// The values that some of them may name although up to 20 times more papers mention their words:
  /// nature, in `nature crispr`. They may overlap.
  std::vector<Entity> possible = {};
};

/// The entities in adjacent texts without a field.
/// Words are read as a name only where more papers have the value than mention the words in their
/// text: 中国图书馆学报 is a journal, and nature is a word. Throws Xapian::Error.
///
/// An author is a whole name in any order with given names in full, as initials or left out; a
/// single name counts only where nothing else is asked for, before `et al`, or among a few words
/// where papers by such an author have the word beside it. A year needs words beside it.
Entities EntitiesIn(const AnalyzedQuery* texts, std::size_t count, const IndexReader& reader);

}  // namespace dssearch
