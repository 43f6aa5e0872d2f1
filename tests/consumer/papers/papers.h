#pragma once

#include <string>

namespace papers {

/// The id of the best hit for `query`, or a line that says what is wrong.
std::string BestOf(const std::string& index, const std::string& query);

}  // namespace papers
