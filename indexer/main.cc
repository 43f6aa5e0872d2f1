// dsindex: reads paper summaries and writes an index.

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "dssearch/error.h"
#include "indexer/corpus_reader.h"
#include "indexer/index_writer.h"
#include "indexer/options.h"
#include "indexer/paper_fields.h"
#include "indexer/reject_log.h"

namespace dssearch::indexer {
namespace {

// The exit statuses that README.md promises.
enum ExitStatus { kAllRead = 0, kSomeRejected = 1, kFailed = 2, kLocked = 3 };

// More rejects than this are only counted on the terminal; the file has all.
constexpr std::size_t kRejectsShown = 10;

struct Counts {
  std::size_t added = 0;
  std::size_t updated = 0;
  std::size_t unchanged = 0;
  std::size_t removed = 0;
  std::size_t repeated = 0;

  std::size_t read() const { return added + updated + unchanged; }
};

void SetUpLog(const Options& options) {
  auto log = spdlog::stderr_logger_st("dsindex");
  log->set_pattern("%v");
  log->set_level(options.quiet     ? spdlog::level::err
                 : options.verbose ? spdlog::level::debug
                                   : spdlog::level::info);
  spdlog::set_default_logger(std::move(log));
}

// The name of a file or folder in the index: the same one by whatever path.
std::string Canonical(const std::string& path) {
  return path == "-" ? path : std::filesystem::weakly_canonical(path).string();
}

bool IsBelow(const std::filesystem::path& path, const std::filesystem::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first ==
         folder.end();
}

// The PATHs without those that another one covers, so that nothing is read twice.
std::vector<std::string> Outermost(const std::vector<std::string>& paths) {
  std::vector<std::string> kept;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::string path = Canonical(paths[i]);
    bool covered = false;
    for (std::size_t j = 0; j < paths.size() && !covered; ++j) {
      const std::string other = Canonical(paths[j]);
      covered = i != j && IsBelow(path, other) && (path != other || j < i);
    }
    if (!covered) kept.push_back(paths[i]);
  }
  return kept;
}

std::string ToString(const Location& where) {
  return where.line == 0 ? where.file : where.file + ':' + std::to_string(where.line);
}

void Report(const std::vector<Reject>& rejects, const std::string& index, bool written) {
  for (std::size_t i = 0; i < rejects.size() && i < kRejectsShown; ++i) {
    spdlog::warn("dsindex: {}: {}", ToString(rejects[i].where), rejects[i].reason);
    spdlog::warn("hint: {}", rejects[i].hint);
  }
  if (rejects.size() > kRejectsShown)
    spdlog::warn("dsindex: {} more rejected{}", rejects.size() - kRejectsShown,
                 written ? ", see " + index + "/rejects.jsonl" : "");
}

int Run(Options options) {
  const auto start = std::chrono::steady_clock::now();
  using Mode = IndexWriter::Mode;
  IndexWriter writer(options.index,
                     options.dry_run   ? Mode::kDryRun
                     : options.rebuild ? Mode::kRebuild
                                       : Mode::kUpdate,
                     options.jobs);
  Counts counts;
  std::vector<Reject> rejects;
  std::set<std::string> complete;    // PATHs all of whose records were read,
  std::set<std::string> incomplete;  // and the others.
  for (const std::string& path : Outermost(options.paths)) {
    std::string file;    // The one being read,
    std::string source;  // and its canonical path.
    const std::size_t rejects_before = rejects.size();
    RecordSink sink;
    sink.on_reject = [&rejects](Reject reject) { rejects.push_back(std::move(reject)); };
    sink.on_labels = [&writer](const std::vector<format::Label>& labels) {
      writer.AddLabels(labels);
    };
    sink.on_record = [&](RawRecord record) {
      options.field_map.Apply(record);
      std::variant<Paper, Reject> paper = ToPaper(record);
      if (std::holds_alternative<Reject>(paper)) {
        rejects.push_back(std::get<Reject>(std::move(paper)));
        return;
      }
      if (record.where.file != file) {
        file = record.where.file;
        source = Canonical(file);
      }
      switch (writer.Put(std::get<Paper>(paper), source)) {
        case Outcome::kAdded:
          ++counts.added;
          break;
        case Outcome::kUpdated:
          ++counts.updated;
          break;
        case Outcome::kUnchanged:
          ++counts.unchanged;
          break;
        case Outcome::kRepeated:
          ++counts.repeated;
          break;
      }
    };
    ReadCorpus(path, sink, [](const std::string& name) { spdlog::debug("{}", name); });
    if (path != "-")
      (rejects.size() == rejects_before ? complete : incomplete).insert(Canonical(path));
  }
  for (const std::string& name : options.field_map.Unused())
    spdlog::warn("dsindex: --map: no record has a field '{}'", name);
  // A run that read nothing removes nothing: it is a mistake, not an empty folder.
  if (!options.dry_run) WriteRejects(options.index, rejects);
  if (counts.read() == 0) {
    Report(rejects, options.index, !options.dry_run);
    throw Error(ErrorCode::kIo, "no record could be read, nothing changed",
                "corpus/README.md shows what a record looks like");
  }
  if (!options.keep_missing) {
    for (const std::string& path : complete) counts.removed += writer.RemoveMissing(path);
    // What is missing may be what was rejected.
    for (const std::string& path : incomplete)
      if (const std::size_t missing = writer.CountMissing(path); missing > 0)
        spdlog::warn("dsindex: {} missing under '{}' kept, since some of it could not be read",
                     missing, path);
  }
  writer.Publish();
  Report(rejects, options.index, !options.dry_run);
  if (counts.repeated > 0)
    spdlog::warn("dsindex: {} repeated an id that was read before; the last one counts",
                 counts.repeated);

  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  spdlog::info("{}{} added, {} updated, {} unchanged, {} removed, {} rejected in {:.2f} s",
               options.dry_run ? "would be: " : "", counts.added, counts.updated, counts.unchanged,
               counts.removed, rejects.size(), seconds.count());
  return rejects.empty() ? kAllRead : kSomeRejected;
}

int Fail(const std::string& what, const std::string& hint, ExitStatus status) {
  std::fprintf(stderr, "dsindex: %s\n", what.c_str());
  if (!hint.empty()) std::fprintf(stderr, "hint: %s\n", hint.c_str());
  return status;
}

}  // namespace
}  // namespace dssearch::indexer

int main(int argc, char** argv) {
  namespace indexer = dssearch::indexer;
  try {
    int status = 0;
    auto options = indexer::ParseOptions(argc, argv, status);
    if (!options) return status;
    if (options->index.empty())
      return indexer::Fail("there is no home folder to keep the index in",
                           "name a folder with --index", indexer::kFailed);
    indexer::SetUpLog(*options);
    return indexer::Run(*std::move(options));
  } catch (const dssearch::Error& e) {
    return indexer::Fail(
        e.what(), e.hint(),
        e.code() == dssearch::ErrorCode::kIndexLocked ? indexer::kLocked : indexer::kFailed);
  } catch (const std::exception& e) {
    return indexer::Fail(e.what(), "please report this", indexer::kFailed);
  }
}
