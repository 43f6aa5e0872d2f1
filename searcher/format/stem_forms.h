#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

namespace dssearch::format {

/// The terms that a stem's term stands for: it is in no document, but is looked
/// up as all of them together. An index in which words stand as they are
/// written alone is half the work to make, and says more.
///
/// For StemTerm of "comput" in titles: Scomput, Scompute, Scomputing, … Those
/// that are in no paper may be among them. Throws Xapian::Error.
std::vector<std::string> FormsOf(std::string_view stem_term, const Xapian::Database& database);

/// Notes that `words` have this stem, besides those noted before.
void NoteForms(std::string_view stem, const std::vector<std::string>& words,
               Xapian::WritableDatabase& database);

}  // namespace dssearch::format
