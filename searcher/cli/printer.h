#pragma once

#include <cstddef>
#include <ostream>
#include <string>

#include "dssearch/analyze.h"
#include "dssearch/response.h"

namespace dssearch::cli {

/// How a response is shown to a person.
struct Style {
  bool color = false;         ///< Colours, instead of 【】 around matches.
  std::size_t columns = 100;  ///< Display cells of a line.
};

/// Prints hits, then facets as bars, then notes.
void Print(const SearchResponse& response, const Style& style, std::ostream& out);

/// Prints which conditions a paper meets.
void Print(const Verdict& verdict, const Style& style, std::ostream& out);

/// Prints a table of what a text becomes.
void Print(const AnalyzedText& text, const Style& style, std::ostream& out);

}  // namespace dssearch::cli
