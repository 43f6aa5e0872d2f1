#pragma once

#include <string>
#include <string_view>

namespace dssearch {

/// The parts of a name. Those of an institution and of a Chinese name are not told apart: it is all
/// family name.
struct NameParts {
  std::string family;
  std::string particle;  ///< "van der" of "Jan van der Berg".
  std::string given;
  std::string suffix;  ///< "Jr.".

  /// The family name with its particle.
  std::string FullFamily() const { return particle.empty() ? family : particle + ' ' + family; }
  bool IsWhole() const { return given.empty() && particle.empty() && suffix.empty(); }
};

/// The parts of a name as it is spoken, "Jan van der Berg" or "Tom Kessler Jr.", or with a comma
/// behind the family name. Words in lower case before the last one are particles. A single word, a
/// name with a word such as Institute or Group, and one with "and" are whole.
NameParts PartsOf(std::string_view name);

}  // namespace dssearch
