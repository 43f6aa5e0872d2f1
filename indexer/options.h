#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/field_map.h"
#include "indexer/progress.h"

namespace dssearch::indexer {

/// What the command line of dsindex asks for.
struct Options {
  std::vector<std::string> paths;
  std::string index;
  FieldMap field_map;
  std::optional<std::string> lexicon;  ///< List what begins so, or all, and do nothing else.
  std::string learn_from;              ///< Records to learn terms from, which are not indexed.
  std::string lexicon_file;            ///< A lexicon of the user's own.
  bool rebuild = false;
  bool dry_run = false;
  bool keep_missing = false;
  bool verbose = false;
  bool quiet = false;
  unsigned jobs = 1;
  std::optional<std::size_t> max_rejects;
  Progress::Mode progress = Progress::Mode::kAuto;

  // Instead of indexing:
  bool stats = false;
  bool check = false;
  std::string get;  ///< An id.
};

/// Reads the command line. Where there is nothing more to do (--help,
/// --version, a wrong option) it has printed what there is to say and returns
/// the exit status in `status` and no options.
std::optional<Options> ParseOptions(int argc, const char* const* argv, int& status);

}  // namespace dssearch::indexer
