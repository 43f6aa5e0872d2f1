#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "searcher/index/index_reader.h"

namespace dssearch {

/// The names of one author in both languages, as values of the field of authors, folded. From
/// 李飞飞 and from fei-fei li to each other, and to "fei-fei li (李飞飞)", where a record has them
/// so, or where two records of one paper name as many authors. Immutable.
struct OtherNames {
  struct Names {
    std::vector<std::string> written;  ///< Authors who are written with this and another name.
    std::vector<std::string> others;   ///< Names of the same author in the other language.
  };
  std::unordered_map<std::string, Names> by_name;

  /// The names of an author with this folded name; nullptr if there is none with two names.
  const Names* Find(const std::string& folded) const {
    const auto found = by_name.find(folded);
    return found == by_name.end() ? nullptr : &found->second;
  }
};

/// The names of the index, cached in the snapshot. Throws Xapian::Error.
std::shared_ptr<const OtherNames> OtherNamesOf(const IndexReader& reader);

}  // namespace dssearch
