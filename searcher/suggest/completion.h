#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/index/index_reader.h"

namespace dssearch {

/// The completions of a text that is being typed: keywords of papers with this prefix and, if it is
/// one word, single words with this prefix, each most frequent first and together at most half of
/// `limit`; then titles in which every typed word is a prefix of a word, best match first. There
/// are no duplicates, nor two spellings of one term (case, plural, hyphens), and the typed text is
/// not among them. Throws Xapian::Error.
///
/// For pinyin it is what that means, with its completions (qianghuaxuexi: 强化学习): a word of
/// letters that the index does not have comes to that first where more papers have it than any
/// word that begins so, and anything else where there are no other completions.
std::vector<std::string> Complete(const IndexReader& reader, std::string_view typed,
                                  std::size_t limit);

}  // namespace dssearch
