#pragma once

#include <string>
#include <string_view>

namespace dssearch::indexer {

/// The text that a reader sees of a text in TeX: accents become letters (\"{o} is ö, \~{\^e} is ễ),
/// text commands what they stand for (\textendash, --, ``), and braces, styles (\emph{...}, \sc)
/// and line breaks are dropped; an empty line stays a line break. Mathematics stays as it is, and
/// so do commands that are not known, with their arguments.
std::string TextOfTex(std::string_view tex);

}  // namespace dssearch::indexer
