#pragma once

#include <string>

namespace dssearch::testing {

/// What a command printed on standard output and error, and its exit status.
struct Output {
  int status = 0;
  std::string text = {};
};

/// Runs a command by sh.
Output Shell(const std::string& command);

/// Runs every ```console block of a Markdown file and expects what it shows.
/// A line `$ command` is run by sh in the root of the sources; the lines up to
/// the next one are its standard output and error. A line `...` stands for any
/// lines; times (`in 0.12 s`, `"tookMs": 0.4`) are not compared. The blocks of
/// a file share a folder ($TMP) and an index of their own ($DSSEARCH_INDEX).
void CheckTranscripts(const std::string& file);

}  // namespace dssearch::testing
