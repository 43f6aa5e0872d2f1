#pragma once

#include <xapian.h>

#include <cstddef>
#include <string>
#include <vector>

#include "searcher/index/index_reader.h"
#include "searcher/index/query_node.h"

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

/// Matches the papers of an author by the whole folded name.
QueryNode AuthorTerm(const std::string& name);

/// How many papers an author has, by the whole folded name. Throws Xapian::Error.
Xapian::doccount DocFreqOfAuthor(const std::string& name, const IndexReader& reader);

/// What matches the papers of an author whose folded name may stand in several orders, the
/// likeliest first; all score 0, and none is empty. First the name in each order as it is or as
/// records with both names write it, then with a hyphen more or less, then the names in the other
/// language. No author has `unknown` of its words as they are: a hyphen more makes one of them
/// another word, and one less may do so to all. Throws Xapian::Error.
std::vector<QueryNode> ReadingsOfName(const std::vector<std::string>& orders, std::size_t unknown,
                                      const IndexReader& reader);

/// The authors in Chinese characters whose names are read as two names, the family name first or
/// last: 邱均平 for qiu and junping. Of several those that not many times fewer papers have than
/// the first one. Throws Xapian::Error.
std::vector<std::string> AuthorsReadAs(const std::vector<std::string>& names,
                                       const IndexReader& reader);

}  // namespace dssearch
