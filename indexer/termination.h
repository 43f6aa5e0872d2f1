#pragma once

#include <string>

namespace dssearch::indexer {

/// The exit statuses of dsindex that dsindex(1) promises.
enum ExitStatus {
  kAllRead = 0,
  kSomeRejected = 1,  ///< Some records were rejected, the others indexed.
  kFailed = 2,        ///< Nothing has changed.
  kLocked = 3,        ///< Another writer holds the index.
};

/// Prints why the program fails, in one line on standard error, and a line with a hint unless that
/// is empty. Returns `status`.
int Fail(const std::string& what, const std::string& hint, ExitStatus status);

/// Notes ctrl-C and other signals that ask the program to end, for ThrowIfInterrupted(). The second
/// one ends it at once, which does no harm either. A file that exceeds the limit of the process is
/// an error from then on, as a full disk is.
void StopOnSignals();

/// Throws Error kIo where a signal asked the program to end. To be called at each record.
void ThrowIfInterrupted();

/// Makes the program say why it ends where an exception is thrown while another one unwinds, as
/// Xapian sometimes does where the disk is full. What is published stays as it was, and what is not
/// is removed (uncommitted.h).
void ReportUnhandledExceptions();

}  // namespace dssearch::indexer
