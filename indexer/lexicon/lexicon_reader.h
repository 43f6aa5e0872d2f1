#pragma once

#include <string>
#include <vector>

#include "searcher/format/lexicon.h"

namespace dssearch::indexer {

/// Reads a lexicon with this text. A line has a Chinese term, a tab, and the English term; behind
/// another tab it may have an abbreviation of that: "混合专家\tmixture of experts\tMoE". Lines that
/// begin with # are comments. Returns entries in both directions, all of `origin`, and those of the
/// names that a Chinese term has in Taiwan (text::TaiwanVariants): 人脸辨识 for 人脸识别.
///
/// Throws Error kIo, with the line, for text of another form; `file` is what it is called there.
std::vector<format::LexiconEntry> ReadLexicon(const std::string& file, const std::string& text,
                                              format::Origin origin);

/// Reads the lexicon in a file of the user's, in any encoding that text::Decoder knows. Throws
/// Error kIo, also where it cannot be read.
std::vector<format::LexiconEntry> ReadLexiconFile(const std::string& file);

/// The lexicon that every index begins with: corpus/lexicon.tsv as it was when the program was
/// built.
std::vector<format::LexiconEntry> SeedLexicon();

}  // namespace dssearch::indexer
