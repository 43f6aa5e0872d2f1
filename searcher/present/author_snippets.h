#pragma once

#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "dssearch/snippet.h"
#include "searcher/text/analyzer.h"

namespace dssearch {

/// A snippet of the field "author" for each author of a paper who has one of `names`, whole and
/// marked, in the order of the paper. As where authors are searched, names may stand in any order,
/// some of them as initials ("W. Liang"), and Chinese ones may be a part of a name.
std::vector<Snippet> AuthorSnippets(const Paper& paper, const std::vector<std::string>& names,
                                    text::Analyzer& analyzer);

}  // namespace dssearch
