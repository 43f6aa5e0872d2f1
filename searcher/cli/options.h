#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dssearch/export.h"
#include "dssearch/request.h"
#include "searcher/options/completion.h"

namespace dssearch::cli {

/// What is printed of an answer.
enum class Format {
  kText,    ///< Lines for people.
  kJson,    ///< The JSON that dssearch(1) documents.
  kNdjson,  ///< The same as JSON lines: one of the query, then one a hit.
  kExport,  ///< The papers alone, in an ExportFormat.
};

/// Whether the output is coloured; kAuto colours for a terminal unless $NO_COLOR is set.
enum class Color { kAuto, kAlways, kNever };

/// The options of dssearch's command line.
struct Options {
  std::string index;      ///< The index directory; empty where none is named and there is no $HOME.
  SearchRequest request;  ///< Its query is the words joined by blanks.
  bool queries_from_stdin = false;  ///< The query is "-": standard input has one a line.
  Format format = Format::kText;
  bool plot = false;          ///< Show papers by year in place of the hits; `format` is kText.
  bool full_records = false;  ///< Hits in JSON have all fields of their papers.
  ExportFormat export_format = ExportFormat::kIds;  ///< The format where `format` is kExport.
  Color color = Color::kAuto;
  /// What to do with saved searches, each by a name; an empty one stands for all.
  std::optional<std::string> save;    ///< Save `request`.
  std::optional<std::string> forget;  ///< Take the search out.
  std::optional<std::string> saved;   ///< List them, or search by one.
  std::optional<std::string> fresh;   ///< Show what is new since this was last asked.
  bool has_limit = false;             ///< --limit and --sort were typed, and so count more than
  bool has_sort = false;              ///< those of a saved search.
  std::optional<options::Completion> completion;  ///< What a shell asks, in place of a search.
  std::optional<std::string> analyze;             ///< A text to analyze, in place of a search.
  std::optional<std::string> why_not;  ///< The id of a paper to explain, in place of a search.
};

/// Reads the command line. Returns nothing where --help or --version was asked for, which it has
/// printed on standard output. Throws Error kInvalidRequest for a wrong command line.
std::optional<Options> ParseOptions(int argc, const char* const* argv);

}  // namespace dssearch::cli
