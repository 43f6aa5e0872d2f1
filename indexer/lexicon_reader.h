#pragma once

#include <string>
#include <vector>

#include "searcher/format/lexicon.h"

namespace dssearch::indexer {

/// Reads a lexicon: a concept a line, Chinese, a tab, English, and after another
/// tab what it is called for short, if that is so; lines that begin with # are comments.
/// `file` is what to call it in messages. Both directions, all of `origin`.
/// Throws Error kIo, with the line, for text of another form.
std::vector<format::LexiconEntry> ReadLexicon(const std::string& file, const std::string& text,
                                              format::Origin origin);

/// The same of a file.
std::vector<format::LexiconEntry> ReadLexiconFile(const std::string& file);

/// corpus/lexicon.tsv as it was when the program was built.
std::vector<format::LexiconEntry> SeedLexicon();

}  // namespace dssearch::indexer
