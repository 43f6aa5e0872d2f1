#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dssearch::indexer {

/// The tables whose cells are written as nowhere else.
enum class TableKind : std::uint8_t { kAny, kSpringer, kEmbase };

/// The kind of a table whose columns have these names.
TableKind KindOfTable(const std::vector<std::string>& names);

/// Gives columns the names of the fields that they are, where their own names mean something else
/// elsewhere: those of Web of Science (PT, AU, TI, ..., see FindTagRule()), of OpenAlex and of
/// Publish or Perish. Other names stay.
void NameColumns(std::vector<std::string>& names);

/// The names in "Ada OkaforBen Hall", as Springer writes them: one begins with a capital behind a
/// small letter, unless what is before it is only a part of a name, "McDonald".
std::vector<std::string> SplitAtCapitals(std::string_view names);

/// What the cell "Source" of Embase says: "River Studies (2019) 12:3 (4-19). Date of Publication:
/// 25 Aug 2019". Without a year in brackets all of it is the venue.
struct EmbaseSource {
  std::string venue;
  std::string date;
};
EmbaseSource ParseEmbaseSource(std::string_view cell);

}  // namespace dssearch::indexer
