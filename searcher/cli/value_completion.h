#pragma once

#include "searcher/options/completion.h"

namespace dssearch {
class Searcher;
}  // namespace dssearch

namespace dssearch::cli {

/// Adds what the index knows to a completion of the command line of dssearch: values of the fields
/// by which options filter and words of the query do (`--domain`, `domain:`), names of facets.
/// Throws Error as Searcher does.
void AddValues(const Searcher& searcher, options::Completion& completion);

}  // namespace dssearch::cli
