#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

#include "searcher/compile/analyzed_query.h"
#include "searcher/index/index_reader.h"
#include "searcher/suggest/misspelt_words.h"

namespace dssearch {

/// What a text in pinyin may mean.
struct PinyinReading {
  std::string han;              ///< 强化学习
  Xapian::doccount papers = 0;  ///< How many papers have it in their texts or as an author; not 0.
};

/// The sequences of characters in the texts and the names of authors of the index that are read as
/// `typed`, those that most papers have first; a few at most. `typed` is syllables of pinyin, two
/// or more, with blanks between any of them: `qianghua xuexi`. The last one may be unfinished if
/// `unfinished` (`qianghuax`). Of letters that may be cut into syllables in several ways all are
/// tried. Empty for what is no pinyin. Throws Xapian::Error.
std::vector<PinyinReading> ReadPinyin(std::string_view typed, bool unfinished,
                                      const IndexReader& reader);

/// The words of a query that are pinyin, with what is most likely meant: words beside each other
/// together, or each word that the index does not have. `root` is the parsed and analyzed `query`,
/// all of whose words no paper has. Throws Xapian::Error.
std::vector<MisspeltWord> FindPinyin(const AnalyzedQuery& root, std::string_view query,
                                     const IndexReader& reader);

}  // namespace dssearch
