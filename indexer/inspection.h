#pragma once

#include <string>

#include "indexer/termination.h"

namespace dssearch::indexer {

// What dsindex shows of an index instead of writing to it, on standard output. All throw Error:
// kIndexNotFound, kIndexFormat, kIndexCorrupt.

/// Prints how many papers there are, by domain, language and year, how many have a note of the
/// user's, and what made the index.
ExitStatus PrintStats(const std::string& index);

/// Prints what CheckIndex() finds, each fault in a line on standard error; kFailed if there is any.
ExitStatus PrintCheck(const std::string& index);

/// Prints a paper as a line of JSON. Throws Error kInvalidRequest for an unknown id.
ExitStatus PrintPaper(const std::string& index, const std::string& id);

/// Writes all papers to the file `path`, "-" for standard output, each as a line of JSON that
/// dsindex reads again, also from an index of an older format. Labels of domains, and terms and
/// notes of the user's own are not among them: a paper is written as it was read. Throws Error kIo
/// where it cannot be written.
ExitStatus DumpPapers(const std::string& index, const std::string& path);

/// Prints the translations of a term, or all where it is empty, each in a line with tabs between:
/// the term, its translation, its strength, its origin, and how many papers have both.
/// kSomeRejected where there is nothing to print.
ExitStatus PrintLexicon(const std::string& index, const std::string& term);

}  // namespace dssearch::indexer
