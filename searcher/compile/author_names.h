#pragma once

#include <string>
#include <vector>

#include "searcher/index/index_reader.h"
#include "searcher/match/query_node.h"

namespace dssearch {

/// The query for a person's names within the names of one author: all in full in any order, or
/// the family name in full behind given names any of which are initials. The family name is the
/// last of `names` or the first one. Initials in `names` stand for names that begin so.
QueryNode AuthorNear(const std::vector<std::string>& names);

/// The same, of names that are all in full, without initials in their place.
QueryNode AuthorInFull(const std::vector<std::string>& names);

/// Whether full names are those of several authors of one paper, and no author has them all. Throws
/// Xapian::Error.
bool AreSeveralAuthors(const std::vector<std::string>& names, const IndexReader& reader);

/// The forms in which a folded name may be written, itself first: with any of its words hyphenated,
/// or without its hyphens (zhihua zhou, zhi-hua zhou).
std::vector<std::string> FormsOfName(const std::string& name);

/// The authors in Chinese characters whose names are read as two names, the family name first or
/// last: 邱均平 for qiu and junping. Of several those that not many times fewer papers have than
/// the first one. Throws Xapian::Error.
std::vector<std::string> AuthorsReadAs(const std::vector<std::string>& names,
                                       const IndexReader& reader);

}  // namespace dssearch
