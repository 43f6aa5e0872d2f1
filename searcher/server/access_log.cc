#include "searcher/server/access_log.h"

#include <array>
#include <string_view>

namespace dssearch::server {
namespace {

std::string Formatted(std::time_t time, const char* format) {
  std::tm parts{};
  ::localtime_r(&time, &parts);
  std::array<char, 64> text{};
  return {text.data(), std::strftime(text.data(), text.size(), format, &parts)};
}

// Addresses are in printable ASCII without quotes already.
std::string Quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '\\' ? "\\\\" : std::string(1, c);
  return quoted + '"';
}

}  // namespace

std::string LogLine(const Exchange& exchange, LogFormat format, std::time_t time) {
  const std::string status = std::to_string(exchange.status);
  const std::string bytes = std::to_string(exchange.bytes);
  if (format == LogFormat::kCommon) {
    std::string request = exchange.method + ' ' + exchange.target + ' ' + exchange.version;
    if (exchange.method.empty()) request = "-";
    return (exchange.remote.empty() ? "-" : exchange.remote) + " - - [" +
           Formatted(time, "%d/%b/%Y:%H:%M:%S %z") + "] \"" + request + "\" " + status + ' ' +
           bytes;
  }
  return "{\"time\": " + Quoted(Formatted(time, "%Y-%m-%dT%H:%M:%S%z")) +
         ", \"remote\": " + Quoted(exchange.remote) + ", \"method\": " + Quoted(exchange.method) +
         ", \"target\": " + Quoted(exchange.target) + ", \"route\": " + Quoted(exchange.route) +
         ", \"status\": " + status + ", \"bytes\": " + bytes +
         ", \"seconds\": " + std::to_string(exchange.seconds) +
         (exchange.error.empty() ? "" : ", \"error\": " + Quoted(exchange.error)) + '}';
}

std::string IndexLog::LineOf(const Exchange& exchange) {
  const bool lost = exchange.error == "index_unavailable";
  // What is answered without the index, such as a file of the page, says nothing of it.
  const bool found =
      exchange.status == 200 && (exchange.route == "/" || exchange.route == "/healthz" ||
                                 exchange.route.starts_with("/api/"));
  if (lost == lost_ || (!lost && !found)) return {};
  lost_ = lost;
  return lost ? exchange.message : "the index can be read again";
}

}  // namespace dssearch::server
