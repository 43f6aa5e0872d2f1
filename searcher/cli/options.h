#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dssearch/export.h"
#include "dssearch/request.h"

namespace dssearch::cli {

enum class Format { kText, kJson, kExport };
enum class Color { kAuto, kAlways, kNever };

/// What the command line of dssearch asks for.
struct Options {
  std::string index;
  SearchRequest request;            ///< `query` is the words joined by blanks.
  bool queries_from_stdin = false;  ///< The query was "-": one query a line.
  Format format = Format::kText;
  ExportFormat export_format = ExportFormat::kIds;  ///< Where `format` is kExport.
  Color color = Color::kAuto;
  std::optional<std::string> analyze;  ///< Only show what becomes of this text.
  std::optional<std::string> why_not;  ///< Say why the paper with this id is found or not.
};

/// Reads the command line. Returns nothing where --help or --version was asked for, which it has
/// printed on standard output. Throws Error kInvalidRequest for a wrong command line.
std::optional<Options> ParseOptions(int argc, const char* const* argv);

}  // namespace dssearch::cli
