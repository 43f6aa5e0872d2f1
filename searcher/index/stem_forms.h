#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "searcher/index/index_reader.h"

namespace dssearch {

/// The terms of the words with a stem in any segment (format::FormsOf), each once.
std::vector<std::string> FormsOf(std::string_view stem_term, const IndexReader& reader);

}  // namespace dssearch
