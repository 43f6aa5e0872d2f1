// dsserve: serves the search page and the API over HTTP.

#include <malloc.h>
#include <pthread.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <exception>
#include <string>
#include <string_view>
#include <thread>

#include "dssearch/field.h"
#include "dssearch/searcher.h"
#include "searcher/present/error_lines.h"
#include "searcher/server/http_server.h"
#include "searcher/server/options.h"
#include "searcher/server/routes.h"

namespace dssearch::server {
namespace {

constexpr int kFailed = 2;
// Connections beyond those whose requests search or wait: for idle ones, and for requests that are
// refused.
constexpr std::size_t kSpareConnections = 64;
// After a signal, requests have this long to be answered: more than one may wait for its turn.
constexpr unsigned kSecondsToEnd = 20;

void SetUpLog(const Options& options) {
  auto log = spdlog::stderr_logger_mt("dsserve");
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %v");
  log->set_level(options.quiet ? spdlog::level::warn : spdlog::level::info);
  spdlog::set_default_logger(std::move(log));
}

void Log(const Exchange& exchange) {
  spdlog::info("{} \"{} {}\" {} {} {:.1f}ms", exchange.remote, exchange.method, exchange.target,
               exchange.status, exchange.bytes, exchange.seconds * 1000);
}

int Run(const Options& options) {
#ifdef M_ARENA_MAX
  // Each connection has a thread, and glibc would give each thread a heap of its
  // own; 870 MB were measured after five minutes of scripts/load/run.sh.
  mallopt(M_ARENA_MAX, static_cast<int>(options.threads));
#endif
  // The signals are blocked before there are threads, so that sigwait below gets them.
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);

  const Searcher searcher(options.index);
  Routes routes(searcher, {.max_running = options.threads, .max_queued = options.waiting});
  HttpServer server(
      {.host = options.host,
       .port = options.port,
       .connections = options.threads + options.waiting + kSpareConnections,
       .allow_origin = options.allow_origin},
      [&](const HttpRequest& request) { return routes.Answer(request); },
      [&](const Exchange& exchange) {
        routes.metrics().Add(exchange);
        Log(exchange);
      });
  // The first count of each facet orders its values, for which no reader should have to wait.
  SearchRequest all{.limit = 0, .facets = {}};
  for (const FacetField& field : FacetFields()) all.facets.emplace_back(std::string(field.name));
  searcher.Search(all);
  const IndexState state = searcher.state();
  // This line is printed with --quiet, too: with --port 0 nothing else tells the port.
  std::fprintf(stderr, "dsserve: http://%s/ serves %llu papers of %s\n",
               Authority(options.host, server.port()).c_str(),
               static_cast<unsigned long long>(state.papers), options.index.c_str());
  std::atomic<bool> stopping = false;
  std::thread serving([&] {
    server.Run();
    // Where the server ends by itself, so does the program.
    if (!stopping) ::kill(::getpid(), SIGTERM);
  });
  int signal = 0;
  sigwait(&ending, &signal);
  stopping = true;
  // A second signal ends the program at once; the alarm ends it where a client takes too long.
  pthread_sigmask(SIG_UNBLOCK, &ending, nullptr);
  std::signal(SIGALRM, [](int) {
    constexpr std::string_view kLeft = "dsserve: ends while a client still reads its answer\n";
    [[maybe_unused]] const ssize_t said = ::write(STDERR_FILENO, kLeft.data(), kLeft.size());
    ::_exit(0);
  });
  ::alarm(kSecondsToEnd);
  server.Stop();
  serving.join();
  return 0;
}

int Fail(const std::string& message, const std::string& hint) {
  std::fputs(ErrorLines("dsserve", message, hint).c_str(), stderr);
  return kFailed;
}

}  // namespace
}  // namespace dssearch::server

int main(int argc, char** argv) {
  namespace server = dssearch::server;
  try {
    const auto options = server::ParseOptions(argc, argv);
    if (!options) return 0;
    if (options->index.empty())
      return server::Fail("there is no home folder to look for the index in",
                          "name a folder with --index");
    server::SetUpLog(*options);
    return server::Run(*options);
  } catch (const dssearch::Error& e) {
    return server::Fail(e.what(), e.hint());
  } catch (const std::exception& e) {
    return server::Fail(e.what(), "please report this");
  }
}
