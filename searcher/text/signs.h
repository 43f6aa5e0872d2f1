#pragma once

#include <cstddef>
#include <string_view>

namespace dssearch::text {

/// A letter that is written as a sign or by its TeX command, and has a name, which are one: α,
/// \alpha, $\alpha$, alpha. A unit with a μ is one sign: μm, $\mu$m.
struct Sign {
  std::size_t end = 0;         ///< Where it ends in the text; 0 if there is none.
  std::string_view name = {};  ///< "alpha", "μm"; a view of static data.
};

/// Whether a sign can begin with this byte: most texts have hardly any.
inline bool MayBeginSign(char byte) {
  return byte == '\\' || byte == '$' || byte == '\xCE' || byte == '\xCF';
}

/// The sign at `i` of a folded text. A Greek letter is one alone or beside one other (α, γδ); more
/// of them are a Greek word, and `i` must not be inside of it. Requires i < text.size().
Sign SignAt(std::string_view text, std::size_t i);

/// The size of the TeX command at `i` of a folded text that no reader sees as a word: of a style
/// (\mathbf, \emph), of a relation or an operator (\leq, \to, \times); 0 if there is none. Others
/// are read as words (\log). Requires i < text.size().
std::size_t SilentCommandSize(std::string_view text, std::size_t i);

}  // namespace dssearch::text
