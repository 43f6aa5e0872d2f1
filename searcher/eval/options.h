#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "dssearch/request.h"

namespace dssearch::eval {

/// The options of dseval's command line. Names are paths of files, unless they say otherwise.
struct Options {
  std::string docs;       ///< Papers to index for this run; empty where `index` is searched.
  std::string index;      ///< An index directory; empty where `docs` is searched.
  std::string queries;    ///< The queries, as ReadQueries reads them.
  std::string qrels;      ///< The judgments, as ReadQrels reads them.
  std::string run;        ///< Where to write the rankings; empty for nowhere.
  std::string compare;    ///< An earlier run to compare with; empty for none.
  bool translate = true;  ///< SearchRequest::translate.
  Match match = Match::kAny;
  std::size_t depth = kMaxLimit;  ///< How many papers a ranking has at most.
};

/// Reads the command line. Returns nothing where --help or --version was asked for, which it has
/// printed on standard output. Throws Error kInvalidRequest for a wrong command line.
std::optional<Options> ParseOptions(int argc, const char* const* argv);

}  // namespace dssearch::eval
