#pragma once

#include <string>

namespace dssearch::testing {

/// The exit status of a command, and what it printed on standard output and standard error.
struct Output {
  int status = 0;  ///< -1 where the command could not run or was ended by a signal.
  std::string text = {};
};

/// Runs a command by sh, and waits until it ends. The tools have no file of options there.
Output Shell(const std::string& command);

/// Runs the commands of every ```console block of a Markdown file, and expects the output that it
/// shows. A line
/// `$ command` is run by sh in the root of the sources; the lines up to the next one are its
/// standard output and standard error. A line `...` stands for any number of lines. Times (`in 0.12
/// s`, `"tookMs": 0.4`) and scores in JSON are not compared. The blocks of a file share a folder
/// ($TMP), an index ($DSSEARCH_INDEX) and options ($XDG_CONFIG_HOME) of their own.
void CheckTranscripts(const std::string& file);

}  // namespace dssearch::testing
