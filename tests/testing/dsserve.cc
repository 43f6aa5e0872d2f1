#include "tests/testing/dsserve.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace dssearch::testing {

using std::chrono::milliseconds;

Dsserve::Dsserve(const std::string& index, const std::string& options, const std::string& before) {
  const char* const other = ::getenv("DSSEARCH_TEST_DSSERVE");
  const std::string program = other != nullptr ? other : DSSEARCH_DSSERVE;
  const std::string command = before + "; exec '" + program + "' --index '" + index +
                              "' --port 0 " + options + " 2>'" + folder_ / "log" + "'";
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // It does not outlive a test that fails.
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    ::_exit(127);
  }
  while (port_ == 0 && is_running()) {
    std::this_thread::sleep_for(milliseconds(2));
    const std::string log = Log();
    const std::size_t at = log.find("://");
    if (log.find(" serves ") == std::string::npos || at == std::string::npos) continue;
    port_ = std::stoi(log.substr(log.find(':', at + 3) + 1));
  }
}

Dsserve::~Dsserve() {
  if (!is_running()) return;
  Signal(SIGKILL);
  Wait();
}

bool Dsserve::is_running() { return Wait(milliseconds(0)) == -1; }

int Dsserve::Wait(milliseconds time) {
  const auto end = std::chrono::steady_clock::now() + time;
  int status = 0;
  while (status_ == -1) {
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    } else if (std::chrono::steady_clock::now() >= end) {
      break;
    } else {
      std::this_thread::sleep_for(milliseconds(2));
    }
  }
  return status_;
}

void Dsserve::Signal(int signal) const { ::kill(pid_, signal); }

std::string Dsserve::Log() const {
  std::ostringstream log;
  log << std::ifstream(folder_ / "log").rdbuf();
  return std::move(log).str();
}

std::size_t Dsserve::OpenFiles() const {
  std::size_t open = 0;
  for ([[maybe_unused]] const auto& file :
       std::filesystem::directory_iterator("/proc/" + std::to_string(pid_) + "/fd"))
    ++open;
  return open;
}

double Dsserve::ProcessorSeconds() const {
  std::ifstream stat("/proc/" + std::to_string(pid_) + "/stat");
  std::string text;
  std::getline(stat, text);
  // Behind the name, which may have blanks, the twelfth and the thirteenth field; see proc(5).
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace dssearch::testing
