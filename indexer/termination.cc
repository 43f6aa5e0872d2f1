#include "indexer/termination.h"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

#include "dssearch/error.h"
#include "indexer/uncommitted.h"
#include "searcher/format/xapian_guard.h"

namespace dssearch::indexer {
namespace {

volatile std::sig_atomic_t interrupted = 0;

[[noreturn]] void Terminate() {
  static std::atomic_flag said = ATOMIC_FLAG_INIT;
  while (said.test_and_set()) ::pause();
  Uncommitted::RemoveAll();
  try {
    format::Guard([] {
      if (const std::exception_ptr thrown = std::current_exception())
        std::rethrow_exception(thrown);
    });
  } catch (const Error& e) {
    std::_Exit(Fail(e.what(), e.hint(), kFailed));
  } catch (...) {
  }
  std::abort();
}

}  // namespace

int Fail(const std::string& what, const std::string& hint, ExitStatus status) {
  std::fprintf(stderr, "dsindex: %s\n", what.c_str());
  if (!hint.empty()) std::fprintf(stderr, "hint: %s\n", hint.c_str());
  return status;
}

void StopOnSignals() {
  struct sigaction action {};
  action.sa_handler = [](int) { interrupted = 1; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  std::signal(SIGXFSZ, SIG_IGN);  // A file that may not grow is as a full disk.
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
}

void ThrowIfInterrupted() {
  if (interrupted != 0)
    throw Error(ErrorCode::kIo, "interrupted, nothing changed", "run it again to begin anew");
}

void ReportUnhandledExceptions() { std::set_terminate(Terminate); }

}  // namespace dssearch::indexer
