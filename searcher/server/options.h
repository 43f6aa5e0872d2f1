#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "searcher/server/access_log.h"

namespace dssearch::server {

/// The options of dsserve's command line.
struct Options {
  std::string index;  ///< The index directory; empty where none is named and there is no $HOME.
  std::string host = "127.0.0.1";
  int port = 8080;                   ///< 0 for any free port.
  std::string socket;                ///< The path of a Unix socket in place of host and port.
  std::string base_path;             ///< What the paths of addresses begin with: "/papers".
  std::vector<std::string> proxies;  ///< Addresses whose X-Forwarded headers count.
  std::size_t threads = 0;           ///< Requests that search at the same time.
  std::chrono::milliseconds search_timeout{2'000};  ///< What the searches of a request may take.
  std::size_t waiting = 128;                        ///< Requests that may wait for their turn.
  std::string allow_origin;  ///< The origin whose pages may read answers (CORS); empty for none.
  bool quiet = false;        ///< No access log.
  LogFormat log_format = LogFormat::kCommon;
};

/// Reads the command line. Returns nothing where --help or --version was asked for, which it has
/// printed on standard output. Throws Error kInvalidRequest for a wrong command line.
std::optional<Options> ParseOptions(int argc, const char* const* argv);

}  // namespace dssearch::server
