#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstddef>
#include <string>

#include "tests/testing/index.h"

namespace dssearch::testing {

/// The program dsserve of this build, or the one that $DSSEARCH_TEST_DSSERVE names, on a free port,
/// until the object ends.
class Dsserve {
 public:
  /// `options` are as a shell takes them: "--threads 2 --quiet". `before` are commands of the shell
  /// that becomes the program: "ulimit -n 64". Waits until it serves or ends.
  explicit Dsserve(const std::string& index, const std::string& options = {},
                   const std::string& before = "true");
  /// Kills the program.
  ~Dsserve();
  Dsserve(const Dsserve&) = delete;
  Dsserve& operator=(const Dsserve&) = delete;

  /// Whether it has not ended.
  bool is_running();
  /// Its exit status, for which this waits; 128 more than a signal that ended it. -1 where it does
  /// not end within this time.
  int Wait(std::chrono::milliseconds time = std::chrono::seconds(30));
  void Signal(int signal) const;

  pid_t pid() const { return pid_; }
  int port() const { return port_; }  ///< 0 where it does not serve.
  /// What it has written on standard error.
  std::string Log() const;
  /// The processor time that it took, in seconds.
  double ProcessorSeconds() const;
  /// How many files and sockets it has open.
  std::size_t OpenFiles() const;

 private:
  TemporaryFolder folder_;
  pid_t pid_ = -1;
  int port_ = 0;
  int status_ = -1;  ///< Once it has ended.
};

}  // namespace dssearch::testing
