#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "dssearch/request.h"

namespace dssearch::eval {

/// What the command line of dseval asks for.
struct Options {
  std::string docs;  ///< What to index first; empty where `index` is searched.
  std::string index;
  std::string queries;
  std::string qrels;
  std::string run;      ///< Where to write the run; empty: nowhere.
  std::string compare;  ///< A run to compare with; empty: none.
  bool translate = true;
  Match match = Match::kAny;
  std::size_t depth = kMaxLimit;
};

/// Reads the command line. Returns nothing where --help or --version was asked for, which it has
/// printed on standard output. Throws Error kInvalidRequest for a wrong command line.
std::optional<Options> ParseOptions(int argc, const char* const* argv);

}  // namespace dssearch::eval
