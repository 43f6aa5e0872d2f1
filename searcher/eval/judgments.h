#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "searcher/eval/measures.h"

namespace dssearch::eval {

struct Question {
  std::string id;
  std::string text;
};

/// Rankings by query id: what a run file holds.
using Run = std::unordered_map<std::string, std::vector<std::string>>;

/// Reads queries: JSON lines {"id", "text"}. Throws Error kIo with file and line.
std::vector<Question> ReadQuestions(const std::string& file);

/// Reads judgments: `query 0 paper grade` a line, blanks or tabs between.
/// Throws Error kIo with file and line.
std::unordered_map<std::string, Grades> ReadGrades(const std::string& file);

/// Reads a run in TREC's form: `query Q0 paper rank score tag` a line, in the
/// order of ranks. Throws Error kIo with file and line.
Run ReadRun(const std::string& file);

}  // namespace dssearch::eval
