// dsserve: serves the search page and the API over HTTP.

#include <malloc.h>
#include <poll.h>
#include <pthread.h>
#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>

#include "dssearch/field.h"
#include "dssearch/searcher.h"
#include "searcher/present/error_lines.h"
#include "searcher/server/access_log.h"
#include "searcher/server/http_server.h"
#include "searcher/server/options.h"
#include "searcher/server/routes.h"
#include "searcher/server/work_queue.h"

namespace dssearch::server {
namespace {

constexpr int kFailed = 2;
// After a signal, requests have this long to be answered: more than one may wait for its turn.
constexpr unsigned kSecondsToEnd = 20;
constexpr std::size_t kWaitingLines = 4096;

// Lines are written by a thread of their own, and the oldest are dropped where nobody reads them:
// the thread of the connections must not wait for a reader of the log.
void SetUpLog(const Options& options) {
  spdlog::init_thread_pool(kWaitingLines, 1);
  auto log = spdlog::create_async_nb<spdlog::sinks::stderr_sink_mt>("dsserve");
  log->set_pattern("%v");
  log->set_level(options.quiet ? spdlog::level::warn : spdlog::level::info);
  spdlog::set_default_logger(std::move(log));
}

// Each connection is an open file, of which a shell allows 1,024.
void AllowOpenFiles() {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0) return;
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

// The heap of each thread reserves 64 MB of addresses, and its stack 8 MB. Where these are limited,
// threads share a heap, and have smaller stacks.
void SaveAddresses() {
  constexpr std::size_t kStack = std::size_t{2} << 20;
  rlimit addresses{};
  if (::getrlimit(RLIMIT_AS, &addresses) != 0 || addresses.rlim_cur == RLIM_INFINITY) return;
  ::mallopt(M_ARENA_MAX, 1);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStack);
  pthread_setattr_default_np(&attributes);
  pthread_attr_destroy(&attributes);
}

int Run(const Options& options) {
  AllowOpenFiles();
  // The signals are blocked before there are threads, so that sigwait below gets them.
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  // The log is standard error, so that there is no file to open anew.
  std::signal(SIGHUP, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);  // Nobody may read the log any more.
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  SetUpLog(options);

  const Searcher searcher(options.index);
  WorkQueue queue({.threads = options.threads, .waiting = options.waiting});
  Routes routes(searcher, queue,
                {.base = options.base_path, .search_timeout = options.search_timeout});
  IndexLog index_log;
  HttpServer server(
      {.host = options.host,
       .port = options.port,
       .socket = options.socket,
       .proxies = options.proxies,
       .allow_origin = options.allow_origin},
      {.answer = [&](const HttpRequest& request) { return routes.Answer(request); },
       .refuse = [&](const HttpRequest& request) { return routes.Refuse(request); },
       .is_quick = [&](const HttpRequest& request) { return routes.IsQuick(request); },
       .is_stream = [&](const HttpRequest& request) { return routes.IsStream(request); },
       .observe =
           [&](const Exchange& exchange) {
             routes.metrics().Add(exchange);
             spdlog::info(LogLine(exchange, options.log_format, std::time(nullptr)));
             if (const std::string line = index_log.LineOf(exchange); !line.empty())
               spdlog::error("dsserve: {}", line);
           }},
      queue);
  // The first count of each facet orders its values, for which no reader should have to wait.
  SearchRequest all{.limit = 0, .facets = {}};
  for (const FacetField& field : FacetFields()) all.facets.emplace_back(std::string(field.name));
  searcher.Search(all);
  const IndexState state = searcher.state();
  // This line is printed with --quiet, too: with --port 0 nothing else tells the port.
  const std::string address =
      options.socket.empty()
          ? "http://" + Authority(options.host, server.port()) + options.base_path + "/"
          : "unix:" + options.socket;
  std::fprintf(stderr, "dsserve: %s serves %llu papers of %s\n", address.c_str(),
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
    pollfd log{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
    if (::poll(&log, 1, 0) == 1) [[maybe_unused]]
      const ssize_t said = ::write(STDERR_FILENO, kLeft.data(), kLeft.size());
    ::_exit(0);
  });
  ::alarm(kSecondsToEnd);
  server.Stop();
  serving.join();
  spdlog::shutdown();  // The last lines are written.
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
    server::SaveAddresses();
    return server::Run(*options);
  } catch (const dssearch::Error& e) {
    return server::Fail(e.what(), e.hint());
  } catch (const std::bad_alloc&) {
    return server::Fail("there is not enough memory", "is there a limit? ulimit -v");
  } catch (const std::system_error& e) {
    return server::Fail(std::string("there are not as many threads: ") + e.what(),
                        "name fewer with --threads, or raise the limits: ulimit -v, -u");
  } catch (const std::exception& e) {
    return server::Fail(e.what(), "please report this");
  }
}
