#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace dssearch::server {

/// What the command line of dsserve asks for.
struct Options {
  std::string index;
  std::string host = "127.0.0.1";
  int port = 8080;
  std::size_t threads = 0;    ///< Searches at the same time.
  std::size_t waiting = 128;  ///< Requests that may wait for one.
  std::string allow_origin;   ///< Of pages elsewhere that may read answers.
  bool quiet = false;         ///< No access log.
};

/// Reads the command line. Returns nothing where --help or --version was asked for, which it has
/// printed on standard output. Throws Error kInvalidRequest for a wrong command line.
std::optional<Options> ParseOptions(int argc, const char* const* argv);

}  // namespace dssearch::server
