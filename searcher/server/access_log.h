#pragma once

#include <ctime>
#include <string>

#include "searcher/server/http.h"

namespace dssearch::server {

/// How an exchange is logged.
enum class LogFormat {
  kCommon,  ///< The Common Log Format of web servers, which tools for their logs read.
  kJson,    ///< An object a line, with the time that it took.
};

/// The line of an exchange that ended at `time`, without a line end.
std::string LogLine(const Exchange& exchange, LogFormat format, std::time_t time);

}  // namespace dssearch::server
