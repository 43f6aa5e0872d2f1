// Answers the queries of standard input, one a line, twice: once to warm up, once timed. The
// warm-up counts a facet more, so that posting lists and phrases are kept for the timed search, but
// not what was found. Prints a line: how many, mean, median and 99th percentile in milliseconds,
// the mean of the warm-up, where nothing was asked before, and how many papers were found on
// average.
//
//   latency INDEX auto|all|any|suggest [FACET,...]
//
// With NO_TRANSLATE in the environment it searches in the language of each query alone, with
// EXPLAIN it asks what each score is made of. With OTHERS, a file of other queries, it warms up by
// those, so that each query is asked once.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "dssearch/searcher.h"

namespace {

using Clock = std::chrono::steady_clock;
using dssearch::Match;
using dssearch::SearchRequest;

std::vector<std::string> Split(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, ',');) parts.push_back(part);
  return parts;
}

std::vector<std::string> Lines(std::istream& in) {
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

double MillisecondsSince(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

// Something that depends on the answer, so that it must be made.
std::size_t Answer(const dssearch::Searcher& searcher, const std::string& query,
                   const std::string& mode, const std::vector<std::string>& facets) {
  if (mode == "suggest") return searcher.Suggest(query).size();
  SearchRequest request{.query = query, .snippet_cells = 0};
  request.match = mode == "any" ? Match::kAny : mode == "all" ? Match::kAll : Match::kAuto;
  request.translate = std::getenv("NO_TRANSLATE") == nullptr;
  request.explain = std::getenv("EXPLAIN") != nullptr;
  request.facets.assign(facets.begin(), facets.end());
  return searcher.Search(request).total;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc < 3 ? "" : argv[2];
  const bool is_mode = mode == "auto" || mode == "all" || mode == "any" || mode == "suggest";
  if (!is_mode || argc > 4) {
    std::cerr << "usage: latency INDEX auto|all|any|suggest [FACET,...] < QUERIES\n";
    return 2;
  }
  try {
    const dssearch::Searcher searcher(argv[1]);
    const std::vector<std::string> facets = Split(argc == 4 ? argv[3] : "");
    const std::vector<std::string> queries = Lines(std::cin);
    const char* const file = std::getenv("OTHERS");
    std::ifstream in(file == nullptr ? "" : file);
    const std::vector<std::string> others = file == nullptr ? queries : Lines(in);
    if (queries.empty() || others.empty()) return 2;
    std::vector<std::string> more = facets;
    more.emplace_back("lang");
    std::size_t expected = 0;
    const auto began = Clock::now();
    for (const std::string& query : others) expected += Answer(searcher, query, mode, more);
    const double warm_up = MillisecondsSince(began) / static_cast<double>(others.size());
    std::size_t found = 0;
    std::vector<double> times;
    for (const std::string& query : queries) {
      const auto start = Clock::now();
      found += Answer(searcher, query, mode, facets);
      times.push_back(MillisecondsSince(start));
    }
    const bool differ = file == nullptr && found != expected;
    if (differ) std::cerr << "latency: the answers differ\n";
    double sum = 0;
    for (const double time : times) sum += time;
    std::sort(times.begin(), times.end());
    std::printf(
        "%zu queries  mean %.3f ms  median %.3f  p99 %.3f  max %.3f  warm-up %.3f  found %zu\n",
        times.size(), sum / static_cast<double>(times.size()), times[times.size() / 2],
        times[times.size() * 99 / 100], times.back(), warm_up, found / times.size());
    return differ ? 1 : 0;
  } catch (const dssearch::Error& e) {
    std::cerr << e.what() << '\n';
    return 2;
  }
}
