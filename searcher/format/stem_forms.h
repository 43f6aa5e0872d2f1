#pragma once

#include <xapian.h>

#include <functional>
#include <string>
#include <string_view>
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

/// Adds `words` to the recorded words of a stem.
void NoteForms(std::string_view stem, const std::vector<std::string>& words,
               Xapian::WritableDatabase& database);

}  // namespace dssearch::format
