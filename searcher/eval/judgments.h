#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "searcher/eval/measures.h"

namespace dssearch::eval {

// The files of a test collection, in the forms of TREC. Every reader throws Error kIo with file and
// line where the file cannot be read or a line does not have the form.

/// A query of a test collection.
struct Query {
  std::string id;
  std::string text;
};

/// Relevance judgments by query id: the content of a qrels file.
using Qrels = std::unordered_map<std::string, Judgments>;

/// Rankings by query id, each the ids of papers, best first: the content of a run file.
using Run = std::unordered_map<std::string, std::vector<std::string>>;

/// Reads queries, one JSON object a line: {"id": "q1", "text": "强化学习"}.
std::vector<Query> ReadQueries(const std::string& file);

/// Reads judgments, one a line, blanks or tabs between: `QUERY 0 PAPER GRADE`.
Qrels ReadQrels(const std::string& file);

/// Reads a run, one paper a line in the order of ranks: `QUERY Q0 PAPER RANK SCORE TAG`. Only the
/// query and the paper are read.
Run ReadRun(const std::string& file);

}  // namespace dssearch::eval
