#include "searcher/eval/judgments.h"

#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>

#include "dssearch/error.h"

namespace dssearch::eval {
namespace {

// Calls `read` with each line that is not empty. Throws Error kIo where it returns false, which
// means that the line is not of the form `form`.
void ForEachLine(const std::string& file, const std::string& form,
                 const std::function<bool(const std::string& line)>& read) {
  std::ifstream in(file);
  if (!in) throw Error(ErrorCode::kIo, "cannot read '" + file + "'", "check the path");
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.empty() || read(line)) continue;
    throw Error(ErrorCode::kIo, file + ":" + std::to_string(number) + ": not understood",
                "a line is " + form);
  }
}

}  // namespace

std::vector<Query> ReadQueries(const std::string& file) {
  std::vector<Query> queries;
  ForEachLine(file, R"({"id": "...", "text": "..."})", [&queries](const std::string& line) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object() || !json.contains("id") || !json.contains("text")) return false;
    if (!json["id"].is_string() || !json["text"].is_string()) return false;
    queries.push_back({json["id"], json["text"]});
    return true;
  });
  return queries;
}

Qrels ReadQrels(const std::string& file) {
  Qrels grades;
  ForEachLine(file, "QUERY 0 PAPER GRADE", [&grades](const std::string& line) {
    std::istringstream columns(line);
    std::string query;
    std::string zero;
    std::string paper;
    int grade = 0;
    if (!(columns >> query >> zero >> paper >> grade)) return false;
    grades[query][paper] = grade;
    return true;
  });
  return grades;
}

Run ReadRun(const std::string& file) {
  Run run;
  ForEachLine(file, "QUERY Q0 PAPER RANK SCORE TAG", [&run](const std::string& line) {
    std::istringstream columns(line);
    std::string query;
    std::string q0;
    std::string paper;
    if (!(columns >> query >> q0 >> paper)) return false;
    run[query].push_back(paper);
    return true;
  });
  return run;
}

}  // namespace dssearch::eval
