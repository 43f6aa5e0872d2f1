#include "searcher/server/metrics.h"

#include <sstream>

namespace dssearch::server {
namespace {

void Head(std::ostream& out, const char* name, const char* type, const char* help) {
  out << "# HELP " << name << ' ' << help << "\n# TYPE " << name << ' ' << type << '\n';
}

}  // namespace

void Metrics::Add(const Exchange& exchange) {
  // All requests without a route count as one, or a client that guesses paths would fill the
  // memory.
  const std::string& route = exchange.route.empty() ? "none" : exchange.route;
  const std::lock_guard lock(mutex_);
  ++requests_[{route, exchange.status}];
  Latency& latency = latencies_[route];
  for (std::size_t i = 0; i < kEnds.size(); ++i)
    if (exchange.seconds <= kEnds[i]) ++latency.buckets[i];
  ++latency.count;
  latency.sum += exchange.seconds;
}

std::string Metrics::Text(const IndexState& state, std::size_t queued) const {
  std::ostringstream out;
  Head(out, "dsserve_papers", "gauge", "Papers in the index.");
  out << "dsserve_papers " << state.papers << '\n';
  Head(out, "dsserve_commit", "gauge", "Number of the commit that is served.");
  const auto digits = state.commit.find_first_of("123456789");
  out << "dsserve_commit " << (digits == std::string::npos ? "0" : state.commit.substr(digits))
      << '\n';
  Head(out, "dsserve_waiting", "gauge", "Requests that wait for a searching thread.");
  out << "dsserve_waiting " << queued << '\n';
  const std::lock_guard lock(mutex_);
  Head(out, "dsserve_requests_total", "counter", "Requests answered.");
  for (const auto& [key, count] : requests_)
    out << "dsserve_requests_total{route=\"" << key.first << "\",status=\"" << key.second << "\"} "
        << count << '\n';
  Head(out, "dsserve_request_duration_seconds", "histogram", "Time to answer.");
  for (const auto& [route, latency] : latencies_) {
    const std::string label = "{route=\"" + route + "\"";
    for (std::size_t i = 0; i < kEnds.size(); ++i)
      out << "dsserve_request_duration_seconds_bucket" << label << ",le=\"" << kEnds[i] << "\"} "
          << latency.buckets[i] << '\n';
    out << "dsserve_request_duration_seconds_bucket" << label << ",le=\"+Inf\"} " << latency.count
        << "\ndsserve_request_duration_seconds_sum" << label << "} "
        << std::to_string(latency.sum)  // A stream would round a large sum to six digits.
        << "\ndsserve_request_duration_seconds_count" << label << "} " << latency.count << '\n';
  }
  return std::move(out).str();
}

}  // namespace dssearch::server
