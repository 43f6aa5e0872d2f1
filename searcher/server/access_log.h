#pragma once

#include <ctime>
#include <string>

#include "searcher/server/http.h"

namespace dssearch::server {

/// How an exchange is logged.
enum class LogFormat {
  kCommon,  ///< The Common Log Format of web servers, which tools for their logs read.
  kJson,    ///< An object a line, with the time that it took and the code of an error.
};

/// Tells when an index is lost and when it is back, whichever request met it. For one thread.
class IndexLog {
 public:
  /// The line to log behind that of an exchange; mostly empty.
  std::string LineOf(const Exchange& exchange);

 private:
  bool lost_ = false;
};

/// The line of an exchange that ended at `time`, without a line end.
std::string LogLine(const Exchange& exchange, LogFormat format, std::time_t time);

}  // namespace dssearch::server
