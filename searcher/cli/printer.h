#pragma once

#include <ostream>
#include <string>

#include "dssearch/analyze.h"
#include "dssearch/response.h"
#include "searcher/cli/terminal.h"

namespace dssearch::cli {

/// Prints how many papers match, and the notes: what stands before the hits.
void PrintHead(const SearchResponse& response, const std::string& name, Terminal& terminal);

/// Prints a response: how many papers match, notes, hits with their snippets, then facets as bars.
/// The first line begins with `name`, unless that is empty. No line takes more cells than the style
/// has columns, if these are 30 or more.
void Print(const SearchResponse& response, const std::string& name, const Style& style,
           std::ostream& out);

/// Prints whether a request finds a paper, and which conditions the paper meets.
void Print(const Verdict& verdict, const Style& style, std::ostream& out);

/// Prints an analyzed text as a table, a term a row.
void Print(const AnalyzedText& text, const Style& style, std::ostream& out);

}  // namespace dssearch::cli
