// dsindex: reads paper summaries and writes an index.

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cinttypes>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "dssearch/error.h"
#include "dssearch/export.h"
#include "dssearch/searcher.h"
#include "indexer/corpus_reader.h"
#include "indexer/index_check.h"
#include "indexer/index_writer.h"
#include "indexer/lexicon_reader.h"
#include "indexer/options.h"
#include "indexer/paper_fields.h"
#include "indexer/progress.h"
#include "indexer/reject_log.h"
#include "searcher/format/generation.h"
#include "searcher/format/lexicon.h"
#include "searcher/format/manifest.h"
#include "searcher/format/xapian_guard.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch::indexer {
namespace {

// The exit statuses that README.md promises.
enum ExitStatus { kAllRead = 0, kSomeRejected = 1, kFailed = 2, kLocked = 3 };

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

void Report(const RejectLog& rejects, const std::string& index, bool written) {
  for (const Reject& reject : rejects.first()) {
    spdlog::warn("dsindex: {}: {}", ToString(reject.where), reject.reason);
    spdlog::warn("hint: {}", reject.hint);
  }
  if (rejects.size() > rejects.first().size())
    spdlog::warn("dsindex: {} more rejected{}", rejects.size() - rejects.first().size(),
                 written ? ", see " + index + "/rejects.jsonl" : "");
}

// Set by ctrl-C, which is asked for at each record; the second one ends the
// program at once, which does no harm either.
volatile std::sig_atomic_t interrupted = 0;

void StopOnSignals() {
  struct sigaction action {};
  action.sa_handler = [](int) { interrupted = 1; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
}

void CheckInterrupted() {
  if (interrupted != 0)
    throw Error(ErrorCode::kIo, "interrupted, nothing changed", "run it again to begin anew");
}

// One run, from its paths to its last line.
class Run {
 public:
  explicit Run(Options options)
      : options_(std::move(options)),
        writer_(options_.index,
                options_.dry_run   ? IndexWriter::Mode::kDryRun
                : options_.rebuild ? IndexWriter::Mode::kRebuild
                                   : IndexWriter::Mode::kUpdate,
                options_.jobs),
        rejects_(options_.dry_run ? "" : options_.index),
        progress_(options_.quiet ? Progress::Mode::kNever : options_.progress) {}

  ExitStatus operator()() {
    if (!options_.lexicon_file.empty())
      writer_.SetUserTerms(ReadLexiconFile(options_.lexicon_file));
    writer_.AddTerms(SeedLexicon());
    if (!options_.learn_from.empty()) LearnFrom(options_.learn_from);
    for (const std::string& path : Outermost(options_.paths)) Read(path);
    for (const std::string& name : options_.field_map.Unused())
      spdlog::warn("dsindex: --map: no record has a field '{}'", name);
    // A run that read nothing removes nothing: it is a mistake, not an empty folder.
    if (counts_.read() == 0)
      GiveUp("no record could be read", "corpus/README.md shows what a record looks like");
    RemoveMissing();
    progress_.Merging(counts_.read());
    writer_.Publish();
    rejects_.Close();
    progress_.Clear();
    Report(rejects_, options_.index, !options_.dry_run);
    for (const Warning& warning : writer_.warnings()) {
      spdlog::warn("dsindex: {}", warning.what);
      spdlog::warn("hint: {}", warning.hint);
    }
    if (counts_.repeated > 0)
      spdlog::warn("dsindex: {} repeated an id that was read before; the last one counts",
                   counts_.repeated);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start_;
    spdlog::info("{}{} added, {} updated, {} unchanged, {} removed, {} rejected in {:.2f} s",
                 options_.dry_run ? "would be: " : "", counts_.added, counts_.updated,
                 counts_.unchanged, counts_.removed, rejects_.size(), seconds.count());
    return rejects_.size() == 0 ? kAllRead : kSomeRejected;
  }

 private:
  void Read(const std::string& path) {
    const std::size_t rejects_before = rejects_.size();
    RecordSink sink;
    sink.on_reject = [this](const Reject& reject) { TakeReject(reject); };
    sink.on_record = [this](RawRecord record) { TakeRecord(std::move(record)); };
    sink.on_labels = [this](const std::vector<format::Label>& labels) {
      writer_.AddLabels(labels);
    };
    sink.on_bytes = [this](std::uint64_t done, std::uint64_t all) {
      progress_.Update({counts_.read(), rejects_.size(), done, all});
    };
    ReadCorpus(path, sink, [this](const std::string& name) {
      if (options_.verbose) progress_.Clear();
      spdlog::debug("{}", name);
    });
    CheckInterrupted();  // It may have cut the input short.
    if (path != "-")
      (rejects_.size() == rejects_before ? complete_ : incomplete_).insert(Canonical(path));
  }

  // Papers that only teach terms.
  void LearnFrom(const std::string& path) {
    if (options_.dry_run) return;
    if (!writer_.Learns()) {
      spdlog::warn("dsindex: --learn-from teaches an index when it is made: nothing was learnt");
      spdlog::warn("hint: add --rebuild");
      return;
    }
    RejectLog rejects("");
    RecordSink sink;
    sink.on_reject = [&](const Reject& reject) { rejects.Add(reject); };
    sink.on_record = [&](RawRecord record) {
      CheckInterrupted();
      // Without a title it would be rejected.
      record.fields.push_back({"title", {"-"}});
      std::variant<Paper, Reject> paper = ToPaper(record);
      if (std::holds_alternative<Reject>(paper)) return rejects.Add(std::get<Reject>(paper));
      writer_.LearnFrom(std::get<Paper>(paper));
    };
    ReadCorpus(path, sink);
    Report(rejects, options_.index, false);
  }

  void TakeRecord(RawRecord record) {
    CheckInterrupted();
    options_.field_map.Apply(record);
    std::variant<Paper, Reject> paper = ToPaper(record);
    if (std::holds_alternative<Reject>(paper)) return TakeReject(std::get<Reject>(paper));
    if (record.where.file != file_) {
      file_ = record.where.file;
      source_ = Canonical(file_);
    }
    switch (writer_.Put(std::get<Paper>(paper), source_)) {
      case Outcome::kAdded:
        ++counts_.added;
        break;
      case Outcome::kUpdated:
        ++counts_.updated;
        break;
      case Outcome::kUnchanged:
        ++counts_.unchanged;
        break;
      case Outcome::kRepeated:
        ++counts_.repeated;
        break;
    }
  }

  void TakeReject(const Reject& reject) {
    CheckInterrupted();
    rejects_.Add(reject);
    if (options_.max_rejects && rejects_.size() > *options_.max_rejects)
      GiveUp("more records were rejected than --max-rejects " +
                 std::to_string(*options_.max_rejects) + " allows",
             "mend them, or allow more");
  }

  [[noreturn]] void GiveUp(const std::string& why, const std::string& hint) {
    rejects_.Close();
    progress_.Clear();
    Report(rejects_, options_.index, !options_.dry_run);
    throw Error(ErrorCode::kIo, why + ", nothing changed", hint);
  }

  void RemoveMissing() {
    if (options_.keep_missing) return;
    for (const std::string& path : complete_) counts_.removed += writer_.RemoveMissing(path);
    // What is missing may be what was rejected.
    for (const std::string& path : incomplete_)
      if (const std::size_t missing = writer_.CountMissing(path); missing > 0) {
        progress_.Clear();
        spdlog::warn("dsindex: {} missing under '{}' kept, since some of it could not be read",
                     missing, path);
      }
  }

  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  Options options_;
  IndexWriter writer_;
  RejectLog rejects_;
  Progress progress_;
  Counts counts_;
  std::set<std::string> complete_;    // PATHs all of whose records were read,
  std::set<std::string> incomplete_;  // and the others.
  std::string file_;                  // The one being read,
  std::string source_;                // and its canonical path.
};

std::uintmax_t BytesBelow(const std::filesystem::path& folder) {
  std::uintmax_t bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) bytes += entry.file_size();
  return bytes;
}

// What there is in an index, for its owner.
ExitStatus PrintStats(const std::string& index) {
  const Searcher searcher(index);
  const SearchResponse all =
      searcher.Search({.query = "", .limit = 0, .facets = {"domain:5", "lang", "date:year"}});
  const auto line = [](const char* name, const std::string& value) {
    std::printf("%-10s %s\n", name, value.c_str());
  };
  line("index", index);
  const format::Generation generation = format::ReadGeneration(index);
  const format::Manifest manifest = format::ReadManifest(index, generation.name);
  line("generation", generation.name + ", format " + std::to_string(manifest.format));
  line("analyzer", manifest.analyzer);
  line("papers", std::to_string(all.total));
  for (const Facet& facet : all.facets) {
    std::string values;
    for (const FacetCount& count : facet.counts) {
      if (count.count == 0) continue;
      if (!values.empty()) values += ", ";
      values += (count.value.empty() ? "undated" : count.value) + ' ' + std::to_string(count.count);
    }
    if (facet.values > facet.counts.size()) values += ", … of " + std::to_string(facet.values);
    line(facet.field.c_str(), values);
  }
  char size[32];
  std::snprintf(
      size, sizeof size, "%.1f MB",
      static_cast<double>(BytesBelow(std::filesystem::path(index) / generation.name)) / 1e6);
  line("size", size);
  return kAllRead;
}

ExitStatus PrintCheck(const std::string& index) {
  const std::vector<std::string> problems = CheckIndex(index);
  for (const std::string& problem : problems) spdlog::error("dsindex: {}", problem);
  if (!problems.empty()) {
    spdlog::error("hint: rebuild the index: dsindex --rebuild PATH");
    return kFailed;
  }
  std::printf("no fault found in %" PRIu64 " papers\n", Searcher(index).size());
  return kAllRead;
}

ExitStatus PrintPaper(const std::string& index, const std::string& id) {
  const std::optional<Paper> paper = Searcher(index).Get(id);
  if (!paper)
    throw Error(ErrorCode::kInvalidRequest, "there is no paper '" + id + "'",
                "find one: dssearch --format ids QUERY");
  std::fputs(Export({*paper}, ExportFormat::kJsonl).c_str(), stdout);
  return kAllRead;
}

// A line a translation: the term, what it is called, how sure that is, and who
// says so.
ExitStatus ListLexicon(const Options& options) {
  const format::Generation current = format::ReadGeneration(options.index);
  text::Analyzer analyzer;
  const std::string key = text::LexiconKeyOf(*options.lexicon, analyzer);
  return format::Guard([&] {
    bool any = false;
    for (const format::LexiconEntry& entry :
         format::ReadLexicon(format::OpenShard(current.shards.front(), text::Analyzer::Id()))) {
      if (!options.lexicon->empty() && entry.key != key) continue;
      for (const format::Translation& one : entry.translations) {
        any = true;
        const std::string by = one.origin == format::Origin::kUser     ? "yours"
                               : one.origin == format::Origin::kLearnt ? "learnt"
                                                                       : "seed";
        std::printf("%s\t%s\t%.2f\t%s\t%u\n", entry.term.c_str(), one.text.c_str(), one.strength,
                    by.c_str(), one.papers);
      }
    }
    if (!any && !options.lexicon->empty())
      std::fprintf(stderr, "dsindex: the lexicon has no term '%s'\n", options.lexicon->c_str());
    return any ? kAllRead : kSomeRejected;
  });
}

ExitStatus Do(Options options) {
  if (options.lexicon) return ListLexicon(options);
  if (options.stats) return PrintStats(options.index);
  if (options.check) return PrintCheck(options.index);
  if (!options.get.empty()) return PrintPaper(options.index, options.get);
  StopOnSignals();
  return Run(std::move(options))();
}

int Fail(const std::string& what, const std::string& hint, ExitStatus status) {
  std::fprintf(stderr, "dsindex: %s\n", what.c_str());
  if (!hint.empty()) std::fprintf(stderr, "hint: %s\n", hint.c_str());
  return status;
}

// Where the disk is full Xapian sometimes throws once more while it unwinds, which
// ends the program: not without a word. What is published stays as it was.
[[noreturn]] void Terminate() {
  static std::atomic_flag said = ATOMIC_FLAG_INIT;
  while (said.test_and_set()) ::pause();
  try {
    format::Guard([] {
      if (const std::exception_ptr thrown = std::current_exception())
        std::rethrow_exception(thrown);
    });
  } catch (const Error& e) {
    std::_Exit(Fail(e.what(), e.hint(), kFailed));
  } catch (...) {
  }
  std::abort();
}

}  // namespace
}  // namespace dssearch::indexer

int main(int argc, char** argv) {
  namespace indexer = dssearch::indexer;
  std::set_terminate(indexer::Terminate);
  try {
    int status = 0;
    auto options = indexer::ParseOptions(argc, argv, status);
    if (!options) return status;
    if (options->index.empty())
      return indexer::Fail("there is no home folder to keep the index in",
                           "name a folder with --index", indexer::kFailed);
    indexer::SetUpLog(*options);
    return indexer::Do(*std::move(options));
  } catch (const dssearch::Error& e) {
    return indexer::Fail(
        e.what(), e.hint(),
        e.code() == dssearch::ErrorCode::kIndexLocked ? indexer::kLocked : indexer::kFailed);
  } catch (const std::exception& e) {
    return indexer::Fail(e.what(), "please report this", indexer::kFailed);
  }
}
