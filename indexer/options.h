#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "indexer/fields/field_map.h"
#include "indexer/progress.h"

namespace dssearch::indexer {

/// What the command line of dsindex asks for.
struct Options {
  std::vector<std::string> paths;  ///< What to index; "-" is standard input.
  std::string index;               ///< The index directory; empty where there is no home folder.
  FieldMap field_map;
  std::string learn_from;    ///< The path of records to learn terms from, which are not indexed.
  std::string lexicon_file;  ///< The path of a lexicon of the user's own.
  /// The paths of notes of the user's own; without `paths` all there is.
  std::vector<std::string> notes_files;
  bool rebuild = false;
  bool dry_run = false;
  bool keep_missing = false;
  bool verbose = false;
  bool quiet = false;
  unsigned jobs = 1;                       ///< Threads that read papers, from 1 to 256.
  std::optional<std::size_t> max_rejects;  ///< Stop where more records are rejected.
  std::optional<std::size_t> max_removed;  ///< Stop where more papers are missing.
  std::string report;                      ///< The path of a report of what changes; "-": output.
  Progress::Mode progress = Progress::Mode::kAuto;

  bool upgrade = false;             ///< Rebuild the index from what is stored in it.
  bool prune = false;               ///< Remove the files of earlier commits.
  std::vector<std::string> remove;  ///< The ids of papers to remove, with nothing read.

  // What to show of the index instead of writing to it; one of these at most.
  bool stats = false;
  bool check = false;
  std::string get;                     ///< The id of a paper.
  std::string dump;                    ///< The path of a file to write all papers to; "-": output.
  std::optional<std::string> lexicon;  ///< A term of the lexicon; empty for all terms.
};

/// Parses the command line. Where there is nothing more to do (--help, --version, a wrong option),
/// prints what there is to say, sets `status` to the exit status, and returns nullopt.
std::optional<Options> ParseOptions(int argc, const char* const* argv, int& status);

}  // namespace dssearch::indexer
