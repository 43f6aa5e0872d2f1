#pragma once

#include <xapian.h>

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dssearch::format {

/// The terms of the words with a stem. A stem's term is in no document; it is searched as the union
/// of its forms. Indexing only the words as written halves the work and keeps more information.
///
/// For the StemTerm of "comput" in titles: Scomput, Scompute, Scomputing, … Some of them may be in
/// no document. Throws Xapian::Error.
std::vector<std::string> FormsOf(std::string_view stem_term, const Xapian::Database& database);

/// Calls `visit(stem)` for each stem that has recorded words. Throws Xapian::Error.
void ForEachStem(const Xapian::Database& database,
                 const std::function<void(const std::string&)>& visit);

/// The metadata entry, key and value, that notes the words with a stem. The value is empty where
/// there is none but the stem itself: then there is no entry.
std::pair<std::string, std::string> FormsEntry(std::string_view stem,
                                               std::vector<std::string> words);

}  // namespace dssearch::format
