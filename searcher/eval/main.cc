// dseval: searches an index for judged queries and measures the rankings. It uses the public API,
// and runs dsindex to index papers.

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "dssearch/searcher.h"
#include "searcher/eval/judgments.h"
#include "searcher/eval/measures.h"
#include "searcher/eval/options.h"
#include "searcher/present/error_lines.h"

namespace dssearch::eval {
namespace {

namespace fs = std::filesystem;

// An index of the papers in `docs`, removed with the object.
class TemporaryIndex {
 public:
  explicit TemporaryIndex(const std::string& docs) {
    std::string folder = (fs::temp_directory_path() / "dseval-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr)
      throw Error(ErrorCode::kIo, "cannot make a folder for the index", "is the disk full?");
    path_ = folder;
    // The dsindex beside this program is run, or else the one on the PATH.
    std::error_code error;
    const fs::path beside = fs::read_symlink("/proc/self/exe", error).parent_path() / "dsindex";
    const std::string program = fs::exists(beside) ? beside.string() : "dsindex";
    const std::array<const char*, 7> arguments = {
        program.c_str(), "--quiet", "--index", path_.c_str(), "--", docs.c_str(), nullptr};
    pid_t child = 0;
    int status = 0;
    if (::posix_spawnp(&child, program.c_str(), nullptr, nullptr,
                       const_cast<char* const*>(arguments.data()), environ) != 0)
      throw Error(ErrorCode::kIo, "cannot run dsindex", "put it on the PATH, or use --index");
    ::waitpid(child, &status, 0);
    // Status 1 means that some records were rejected, which dsindex has printed.
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
      throw Error(ErrorCode::kIo, "dsindex failed", "its message stands above");
  }
  ~TemporaryIndex() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  TemporaryIndex(const TemporaryIndex&) = delete;
  TemporaryIndex& operator=(const TemporaryIndex&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

void Print(const char* label, const Measures& m) {
  std::printf("%-8s nDCG@10 %.4f  MRR@10 %.4f  MAP %.4f  R-prec %.4f  Recall@100 %.4f\n", label,
              m.ndcg_10, m.mrr_10, m.map, m.r_precision, m.recall_100);
}

// Prints the queries whose nDCG@10 changed most from `before` to `after`.
void PrintChanges(const std::vector<Query>& queries, const std::vector<Measures>& before,
                  const std::vector<Measures>& after) {
  constexpr std::size_t kShown = 20;
  const auto change = [&](std::size_t i) { return after[i].ndcg_10 - before[i].ndcg_10; };
  std::vector<std::size_t> changed;
  std::size_t better = 0;
  for (std::size_t i = 0; i < queries.size(); ++i) {
    if (change(i) == 0) continue;
    changed.push_back(i);
    better += change(i) > 0;
  }
  std::printf("%zu better, %zu worse, %zu equal\n", better, changed.size() - better,
              queries.size() - changed.size());
  std::sort(changed.begin(), changed.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(change(a)) != std::abs(change(b)) ? std::abs(change(a)) > std::abs(change(b))
                                                      : a < b;
  });
  for (std::size_t k = 0; k < changed.size() && k < kShown; ++k) {
    const std::size_t i = changed[k];
    std::printf("  %+.3f  %.3f -> %.3f  %s  %s\n", change(i), before[i].ndcg_10, after[i].ndcg_10,
                queries[i].id.c_str(), queries[i].text.c_str());
  }
}

int RunQueries(const Options& options) {
  const auto qrels = ReadQrels(options.qrels);
  std::vector<Query> queries = ReadQueries(options.queries);
  // A query without judgments cannot be measured.
  std::erase_if(queries, [&qrels](const Query& q) { return !qrels.contains(q.id); });
  if (queries.empty())
    throw Error(ErrorCode::kIo, "no query has a judgment", "do the two files belong together?");
  const Run before = options.compare.empty() ? Run{} : ReadRun(options.compare);

  std::optional<TemporaryIndex> temporary;
  if (!options.docs.empty()) temporary.emplace(options.docs);
  const Searcher searcher(temporary ? temporary->path() : options.index);
  std::ofstream run_file;
  if (!options.run.empty()) {
    run_file.open(options.run);
    if (!run_file)
      throw Error(ErrorCode::kIo, "cannot write '" + options.run + "'", "check the path");
  }
  SearchRequest request;
  request.match = options.match;
  request.translate = options.translate;
  request.fold = false;  // Judgements are of records.
  request.limit = options.depth;
  request.facets.clear();
  request.snippet_cells = 0;
  std::vector<Measures> after;
  std::vector<Measures> compared;
  for (const Query& query : queries) {
    request.query = query.text;
    std::vector<std::string> ranking;
    for (const Hit& hit : searcher.Search(request).hits) {
      ranking.push_back(hit.paper.id);
      if (run_file)
        run_file << query.id << " Q0 " << hit.paper.id << ' ' << ranking.size() << ' ' << hit.score
                 << " dssearch\n";
    }
    after.push_back(Evaluate(ranking, qrels.at(query.id)));
    if (options.compare.empty()) continue;
    const auto old = before.find(query.id);
    compared.push_back(old == before.end() ? Measures{}
                                           : Evaluate(old->second, qrels.at(query.id)));
  }
  if (!compared.empty()) Print("before", Mean(compared));
  Print(compared.empty() ? std::to_string(queries.size()).c_str() : "after", Mean(after));
  if (!compared.empty()) PrintChanges(queries, compared, after);
  return 0;
}

int Fail(const std::string& message, const std::string& hint) {
  std::cerr << ErrorLines("dseval", message, hint);
  return 2;
}

}  // namespace
}  // namespace dssearch::eval

int main(int argc, char** argv) {
  namespace eval = dssearch::eval;
  try {
    const auto options = eval::ParseOptions(argc, argv);
    return options ? eval::RunQueries(*options) : 0;
  } catch (const dssearch::Error& e) {
    return eval::Fail(e.what(), e.hint());
  } catch (const std::exception& e) {
    return eval::Fail(e.what(), "please report this");
  }
}
