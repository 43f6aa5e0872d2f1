#include "searcher/server/metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>
#include <vector>

#include "dssearch/version.h"

namespace dssearch::server {
namespace {

void Head(std::ostream& out, const char* name, const char* type, const char* help) {
  out << "# HELP " << name << ' ' << help << "\n# TYPE " << name << ' ' << type << '\n';
}

// The metrics of the process that Prometheus' own libraries have, by the same names; those that the
// system does not tell are left out.
void AddProcess(std::ostream& out) {
  std::ifstream stat("/proc/self/stat");
  std::string text;
  std::getline(stat, text);
  // The second field is a name in brackets, which may have blanks.
  std::istringstream fields(text.substr(std::min(text.rfind(')') + 1, text.size())));
  std::vector<std::string> field(2);
  for (std::string one; fields >> one;) field.push_back(one);
  constexpr std::size_t kUserTime = 13;  // Numbered as in proc(5), from 0 on.
  constexpr std::size_t kSystemTime = 14;
  constexpr std::size_t kPages = 23;
  if (field.size() > kPages) {
    const auto ticks = static_cast<double>(::sysconf(_SC_CLK_TCK));
    Head(out, "process_cpu_seconds_total", "counter", "Processor time in seconds.");
    out << "process_cpu_seconds_total "
        << (std::stod(field[kUserTime]) + std::stod(field[kSystemTime])) / ticks << '\n';
    Head(out, "process_resident_memory_bytes", "gauge", "Resident memory in bytes.");
    out << "process_resident_memory_bytes "
        << std::stoull(field[kPages]) * static_cast<unsigned long>(::sysconf(_SC_PAGESIZE)) << '\n';
  }
  std::error_code error;
  std::size_t open = 0;
  for (auto it = std::filesystem::directory_iterator("/proc/self/fd", error);
       !error && it != std::filesystem::directory_iterator(); it.increment(error))
    ++open;
  rlimit limit{};
  if (open == 0 || ::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  Head(out, "process_open_fds", "gauge", "Open file descriptors.");
  out << "process_open_fds " << open << '\n';
  Head(out, "process_max_fds", "gauge", "The most that may be open.");
  out << "process_max_fds " << limit.rlim_cur << '\n';
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

std::string Metrics::Text(const State& state) const {
  std::ostringstream out;
  out.exceptions(std::ios::badbit);  // Without memory it would be cut in silence.
  const auto gauge = [&out](const char* name, const char* help, const auto& value) {
    Head(out, name, "gauge", help);
    out << name << ' ' << value << '\n';
  };
  Head(out, "dsserve_build_info", "gauge", "The version of the program.");
  out << "dsserve_build_info{version=\"" << Version() << "\"} 1\n";
  gauge("dssearch_index_up", "Whether the index can be searched.", state.index ? 1 : 0);
  if (state.index) {
    const auto digits = state.index->commit.find_first_of("123456789");
    gauge("dssearch_index_papers", "Papers in the index.", state.index->papers);
    gauge("dssearch_index_commit", "Number of the commit that is served.",
          digits == std::string::npos ? "0" : state.index->commit.substr(digits));
    gauge("dssearch_index_bytes", "Size of the files of the index.", state.index->bytes);
    gauge("dssearch_index_published_timestamp_seconds", "When the commit was published.",
          state.index->time);
  }
  gauge("dssearch_cache_bytes", "Memory of what is kept of searches.", state.cache_bytes);
  gauge("dsserve_threads", "Requests that may search at the same time.", state.threads);
  gauge("dsserve_running", "Requests that search.", state.running);
  gauge("dsserve_waiting", "Requests that wait for a searching thread.", state.waiting);
  AddProcess(out);
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
