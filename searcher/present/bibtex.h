#pragma once

#include <string>
#include <vector>

#include "dssearch/paper.h"

namespace dssearch {

/// The entries of papers in BibTeX, an empty line between two. Each has a key of its own: that of
/// the entry that the paper was read from, or else its id. Braces are balanced whatever the texts.
std::string BibtexOf(const std::vector<Paper>& papers);

}  // namespace dssearch
