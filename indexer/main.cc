// dsindex: reads paper summaries and writes an index.

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

#include "dssearch/error.h"
#include "dssearch/searcher.h"
#include "indexer/change_report.h"
#include "indexer/corpus_paths.h"
#include "indexer/corpus_reader.h"
#include "indexer/fields/paper_fields.h"
#include "indexer/index_prune.h"
#include "indexer/index_upgrade.h"
#include "indexer/index_writer.h"
#include "indexer/inspection.h"
#include "indexer/lexicon/lexicon_reader.h"
#include "indexer/note_reader.h"
#include "indexer/options.h"
#include "indexer/progress.h"
#include "indexer/reject_log.h"
#include "indexer/termination.h"
#include "indexer/untaken.h"
#include "searcher/format/commit.h"
#include "searcher/saved/new_papers.h"
#include "searcher/saved/user_files.h"

namespace dssearch::indexer {
namespace {

// How many papers had each outcome.
struct OutcomeCounts {
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
  log->set_level(options.quiet     ? spdlog::level::warn
                 : options.verbose ? spdlog::level::debug
                                   : spdlog::level::info);
  spdlog::set_default_logger(std::move(log));
}

std::string ToString(const Location& where) {
  return where.line == 0 ? where.file : where.file + ':' + std::to_string(where.line);
}

void ReportRejects(const RejectLog& rejects, const std::string& index, bool written) {
  for (const Reject& reject : rejects.first()) {
    spdlog::warn("dsindex: {}: {}", ToString(reject.where), reject.reason);
    spdlog::warn("hint: {}", reject.hint);
  }
  if (rejects.size() > rejects.first().size())
    spdlog::warn("dsindex: {} more rejected{}", rejects.size() - rejects.first().size(),
                 written ? ", see " + index + "/rejects.jsonl" : "");
}

// Shows what was lost of records that were read.
void ReportLosses(const RejectLog& losses) {
  for (const Reject& loss : losses.first())
    spdlog::warn("dsindex: {}: {}", ToString(loss.where), loss.reason);
  if (losses.size() > losses.first().size())
    spdlog::warn("dsindex: {} more parts of records could not be read",
                 losses.size() - losses.first().size());
}

void ReportWarnings(IndexWriter& writer) {
  for (const Warning& warning : writer.TakeWarnings()) {
    spdlog::warn("dsindex: {}", warning.what);
    spdlog::warn("hint: {}", warning.hint);
  }
}

// Notes what there is to say of a file that is in this encoding.
void NoteEncoding(const std::string& file, std::string_view encoding, RejectLog& losses) {
  spdlog::debug("{} is in {}", file, encoding);
  // Of this one even ICU cannot be sure.
  if (encoding == "Windows-1252")
    losses.Add({{file, 0}, "the file is not in UTF-8 and was read as Windows-1252", {}});
}

// Says which of the user's notes are on no paper, and returns how many papers have one, and have
// none any more: "notes on 12 papers, removed from 3".
std::string NotesOn(const NoteCounts& counts) {
  constexpr std::size_t kListed = 3;
  if (const std::size_t all = counts.unmatched.size(); all > 0) {
    std::string listed;
    for (std::size_t i = 0; i < std::min(all, kListed); ++i)
      listed.append(listed.empty() ? "'" : ", '").append(counts.unmatched[i]).append("'");
    if (all > kListed) listed += ", …";
    spdlog::warn("dsindex: {} {} on no paper of the index: {}", all,
                 all == 1 ? "note is" : "notes are", listed);
    spdlog::warn(
        "hint: they are kept for papers that come; find an id: dssearch --format ids QUERY");
  }
  return "notes on " + std::to_string(counts.papers) + (counts.papers == 1 ? " paper" : " papers") +
         (counts.removed == 0 ? "" : ", removed from " + std::to_string(counts.removed));
}

// How many papers are new for the user's saved searches: "推理 3, GRPO 1"; empty for none.
std::string NewsIn(const std::string& index) {
  const saved::SavedSearches searches(saved::SearchesPath());
  if (searches.all().empty()) return {};
  const saved::SeenCommits seen(saved::SeenPath());
  const Searcher searcher(index);
  std::string news;
  for (const saved::SavedSearch& search : searches.all()) {
    const std::uint64_t count = CountNewPapers(searcher, index, search, seen).value_or(0);
    if (count > 0)
      news.append(news.empty() ? "" : ", ").append(search.name + ' ' + std::to_string(count));
  }
  return news;
}

// The same as a line of the log. What is wrong with the saved searches is no fault of the run.
void TellNews(const std::string& index) try {
  if (const std::string news = NewsIn(index); !news.empty())
    spdlog::info("new for saved searches: {} (dssearch --new)", news);
} catch (const Error& e) {
  spdlog::warn("dsindex: {}", e.what());
  spdlog::warn("hint: {}", e.hint());
}

// One run over all paths, up to the last line that it prints.
class IndexingRun {
 public:
  explicit IndexingRun(Options options)
      : options_(std::move(options)),
        writer_(options_.index,
                options_.dry_run   ? IndexWriter::Mode::kDryRun
                : options_.rebuild ? IndexWriter::Mode::kRebuild
                                   : IndexWriter::Mode::kUpdate,
                options_.jobs),
        rejects_(options_.dry_run ? "" : options_.index),
        report_(options_.report),
        progress_(options_.quiet ? Progress::Mode::kNever : options_.progress) {}

  ExitStatus operator()() {
    ReportWarnings(writer_);
    if (!options_.lexicon_file.empty())
      writer_.SetUserTerms(ReadLexiconFile(options_.lexicon_file));
    if (!options_.notes_files.empty()) ReadNotes();
    writer_.AddTerms(SeedLexicon());
    if (!options_.learn_from.empty()) LearnFrom(options_.learn_from);
    const std::vector<std::string> paths = OutermostPaths(options_.paths);
    // How much comes from standard input is not known, and so neither how much there is in all.
    if (progress_.enabled() && std::find(paths.begin(), paths.end(), "-") == paths.end())
      for (const std::string& path : paths) total_bytes_ += SizeOfCorpus(path);
    for (const std::string& path : paths) Read(path);
    for (const std::string& name : options_.field_map.Unused())
      spdlog::warn("dsindex: --map: no record has a field '{}'", name);
    // A run that read nothing removes nothing: it is a mistake, not an empty folder.
    if (counts_.read() == 0)
      GiveUp("no record could be read", "corpus/README.md shows what a record looks like");
    RemoveMissing();
    const std::optional<NoteCounts> notes = CountNotes();
    progress_.ShowMerging(counts_.read());
    rejects_.Flush();
    report_.Flush();
    writer_.Publish();
    rejects_.Close();
    report_.Close();
    progress_.Clear();
    ReportRejects(rejects_, options_.index, !options_.dry_run);
    ReportLosses(losses_);
    ReportWarnings(writer_);
    if (counts_.repeated > 0)
      spdlog::warn("dsindex: {} repeated a paper that was read before", counts_.repeated);
    if (const std::string untaken = untaken_.Summary(); !untaken.empty())
      spdlog::debug("dsindex: {}", untaken);
    if (unread_.size() > 0) {
      spdlog::warn("dsindex: {}", unread_.Summary());
      if (!options_.verbose) spdlog::warn("hint: -v names each");
    }
    const std::string notes_on = notes ? NotesOn(*notes) : "";
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start_;
    spdlog::info("{}{} added, {} updated, {} unchanged, {} removed, {} rejected in {:.2f} s",
                 options_.dry_run ? "would be: " : "", counts_.added, counts_.updated,
                 counts_.unchanged, counts_.removed, rejects_.size(), seconds.count());
    if (notes) spdlog::info("{}{}", options_.dry_run ? "would be: " : "", notes_on);
    if (!options_.dry_run && counts_.added > 0) TellNews(options_.index);
    return rejects_.size() == 0 && unread_.size() == 0 ? kAllRead : kSomeRejected;
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
    sink.on_loss = [this](const Reject& loss) { losses_.Add(loss); };
    sink.on_unread = [this](const std::string& file) {
      unread_.Add(file);
      if (options_.verbose) progress_.Clear();
      spdlog::debug("not read: {}", file);
    };
    sink.on_encoding = [this](const std::string& file, std::string_view encoding) {
      NoteEncoding(file, encoding, losses_);
    };
    std::uint64_t bytes = 0;
    sink.on_bytes = [&](std::uint64_t done, std::uint64_t all) {
      bytes = all;
      progress_.Update({counts_.read(), rejects_.size(), bytes_before_ + done, total_bytes_});
    };
    ReadCorpus(path, sink, [this](const std::string& name) {
      if (options_.verbose) progress_.Clear();
      spdlog::debug("{}", name);
    });
    bytes_before_ += bytes;
    ThrowIfInterrupted();  // A signal may have cut the input short.
    if (path != "-")
      (rejects_.size() == rejects_before ? complete_ : incomplete_).insert(CanonicalPath(path));
  }

  void ReadNotes() {
    RecordSink sink;
    sink.on_reject = [this](const Reject& reject) { TakeReject(reject); };
    sink.on_encoding = [this](const std::string& file, std::string_view encoding) {
      NoteEncoding(file, encoding, losses_);
    };
    writer_.SetNotes(ReadNotesFiles(options_.notes_files, sink));
  }

  // What the notes come to that were given; nothing where none were.
  std::optional<NoteCounts> CountNotes() {
    if (options_.notes_files.empty()) return std::nullopt;
    NoteCounts counts = writer_.CountNotes();
    counts_.updated += counts.updated.size();
    for (const std::string& id : counts.updated)
      report_.Updated(id, {options_.notes_files.back(), 0});
    return counts;
  }

  // Learns terms from papers that are not indexed.
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
      ThrowIfInterrupted();
      // A record without a title would be rejected.
      record.fields.push_back({"title", {"-"}});
      std::variant<Paper, Reject> paper = ToPaper(record);
      if (std::holds_alternative<Reject>(paper)) return rejects.Add(std::get<Reject>(paper));
      writer_.LearnFrom(std::get<Paper>(paper));
    };
    ReadCorpus(path, sink);
    ReportRejects(rejects, options_.index, false);
  }

  void TakeRecord(RawRecord record) {
    ThrowIfInterrupted();
    options_.field_map.Apply(record);
    if (options_.verbose) untaken_.Add(record);
    std::variant<Paper, Reject> paper =
        ToPaper(record, [this](const Reject& loss) { losses_.Add(loss); });
    if (std::holds_alternative<Reject>(paper)) return TakeReject(std::get<Reject>(paper));
    if (record.where.file != file_) {
      file_ = record.where.file;
      source_ = CanonicalPath(file_);
    }
    const std::string& read_id = std::get<Paper>(paper).id;
    std::string id;
    const Outcome outcome = writer_.Put(std::get<Paper>(paper), source_, &id);
    if (!id.empty() && id != read_id)
      losses_.Add(
          {record.where, "'" + read_id + "' is another paper's id, this one has '" + id + "'", {}});
    switch (outcome) {
      case Outcome::kAdded:
        ++counts_.added;
        report_.Added(id, record.where);
        break;
      case Outcome::kUpdated:
        ++counts_.updated;
        report_.Updated(id, record.where);
        break;
      case Outcome::kUnchanged:
        ++counts_.unchanged;
        break;
      case Outcome::kRepeated:
        ++counts_.repeated;
        break;
      case Outcome::kRejected:
        break;
    }
  }

  void TakeReject(const Reject& reject) {
    ThrowIfInterrupted();
    rejects_.Add(reject);
    report_.Rejected(reject);
    if (options_.max_rejects && rejects_.size() > *options_.max_rejects)
      GiveUp("more records were rejected than --max-rejects " +
                 std::to_string(*options_.max_rejects) + " allows",
             "mend them, or allow more");
  }

  [[noreturn]] void GiveUp(const std::string& why, const std::string& hint) {
    rejects_.Close();
    progress_.Clear();
    ReportRejects(rejects_, options_.index, !options_.dry_run);
    throw Error(ErrorCode::kIo, why + ", nothing changed", hint);
  }

  void RemoveMissing() {
    if (options_.keep_missing) return;
    if (options_.max_removed) {
      std::size_t missing = 0;
      for (const std::string& path : complete_) missing += writer_.CountMissing(path);
      if (missing > *options_.max_removed)
        GiveUp(std::to_string(missing) + " papers are missing, which is more than --max-removed " +
                   std::to_string(*options_.max_removed) + " allows",
               "is all there that was read before? Else allow more");
    }
    for (const std::string& path : complete_)
      for (const std::string& id : writer_.RemoveMissing(path)) {
        ++counts_.removed;
        report_.Removed(id);
      }
    // A paper may be missing because its record was rejected.
    for (const std::string& path : incomplete_)
      if (const std::size_t missing = writer_.CountMissing(path); missing > 0) {
        progress_.Clear();
        spdlog::warn("dsindex: {} missing under '{}' kept, since some of it could not be read",
                     missing, path);
        spdlog::warn("hint: mend that, or take papers out by their ids: dsindex --remove ID");
      }
  }

  const std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
  Options options_;
  IndexWriter writer_;
  RejectLog rejects_;
  ChangeReport report_;
  RejectLog losses_{""};  // Parts of records that were read.
  Progress progress_;
  OutcomeCounts counts_;
  UnreadFiles unread_;
  UntakenFields untaken_;             // Counted for -v.
  std::uint64_t total_bytes_ = 0;     // Of all paths; 0 where it is not known,
  std::uint64_t bytes_before_ = 0;    // and of those that were read before the current one.
  std::set<std::string> complete_;    // Paths of which every record was read,
  std::set<std::string> incomplete_;  // and those with rejects.
  std::string file_;                  // The file that is being read,
  std::string source_;                // and its canonical path.
};

ExitStatus UpgradeAndSay(const Options& options) {
  const Upgrade upgrade = UpgradeIndex(options.index, options.jobs);
  if (upgrade.from.empty()) {
    spdlog::info("nothing to upgrade in '{}'", options.index);
  } else {
    spdlog::info("{} papers upgraded from {}", upgrade.papers, upgrade.from);
  }
  return kAllRead;
}

// Sets the user's notes, with no paper read.
ExitStatus SetNotesAndSay(const Options& options) {
  if (!format::HasCommit(options.index)) format::ReadCommit(options.index);  // Makes no index.
  IndexWriter writer(options.index,
                     options.dry_run ? IndexWriter::Mode::kDryRun : IndexWriter::Mode::kUpdate,
                     options.jobs);
  ReportWarnings(writer);
  ChangeReport report(options.report);
  RejectLog rejects("");
  RejectLog losses("");
  RecordSink sink;
  sink.on_reject = [&](const Reject& reject) {
    rejects.Add(reject);
    report.Rejected(reject);
  };
  sink.on_encoding = [&losses](const std::string& file, std::string_view encoding) {
    NoteEncoding(file, encoding, losses);
  };
  if (!options.lexicon_file.empty()) writer.SetUserTerms(ReadLexiconFile(options.lexicon_file));
  writer.SetNotes(ReadNotesFiles(options.notes_files, sink));
  ReportRejects(rejects, options.index, false);
  if (options.max_rejects && rejects.size() > *options.max_rejects)
    throw Error(ErrorCode::kIo,
                "more notes were rejected than --max-rejects " +
                    std::to_string(*options.max_rejects) + " allows, nothing changed",
                "mend them, or allow more");
  const NoteCounts counts = writer.CountNotes();
  for (const std::string& id : counts.updated) report.Updated(id, {options.notes_files.back(), 0});
  report.Flush();
  writer.Publish();
  report.Close();
  ReportLosses(losses);
  const std::string notes_on = NotesOn(counts);
  spdlog::info("{}{}, {} updated, {} rejected", options.dry_run ? "would be: " : "", notes_on,
               counts.updated.size(), rejects.size());
  return rejects.size() == 0 ? kAllRead : kSomeRejected;
}

ExitStatus PruneAndSay(const Options& options) {
  spdlog::info("{}{} bytes of earlier commits removed", options.dry_run ? "would be: " : "",
               PruneIndex(options.index, options.dry_run));
  return kAllRead;
}

ExitStatus RemovePapers(const Options& options) {
  if (!format::HasCommit(options.index)) format::ReadCommit(options.index);  // Makes no index.
  IndexWriter writer(options.index,
                     options.dry_run ? IndexWriter::Mode::kDryRun : IndexWriter::Mode::kUpdate);
  ReportWarnings(writer);
  ChangeReport report(options.report);
  std::size_t removed = 0;
  for (const std::string& id : options.remove) {
    if (writer.Remove(id)) {
      ++removed;
      report.Removed(id);
    } else {
      spdlog::warn("dsindex: there is no paper '{}'", id);
    }
  }
  if (removed < options.remove.size()) spdlog::warn("hint: find one: dssearch --format ids QUERY");
  report.Flush();
  writer.Publish();
  report.Close();
  spdlog::info("{}{} removed", options.dry_run ? "would be: " : "", removed);
  return removed == options.remove.size() ? kAllRead : kSomeRejected;
}

// Refuses to write over what is read, and over the index.
void CheckOutput(const std::string& output, const Options& options) {
  if (output.empty() || output == "-") return;
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path path = fs::weakly_canonical(output, ignored);
  const auto is_in = [&](const std::string& folder) {
    const fs::path above = fs::weakly_canonical(folder, ignored);
    return fs::equivalent(path, above, ignored) ||
           std::mismatch(above.begin(), above.end(), path.begin(), path.end()).first == above.end();
  };
  if (is_in(options.index))
    throw Error(ErrorCode::kIo, "'" + output + "' is in the index", "name a file elsewhere");
  std::vector<std::string> inputs = options.paths;
  inputs.insert(inputs.end(), options.notes_files.begin(), options.notes_files.end());
  if (!options.lexicon_file.empty()) inputs.push_back(options.lexicon_file);
  for (const std::string& read : inputs)
    if (read != "-" && is_in(read))
      throw Error(ErrorCode::kIo, "'" + output + "' is in what is read", "name a file elsewhere");
}

// What was printed may still be in memory.
ExitStatus Printed(ExitStatus status) {
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)
    throw Error(ErrorCode::kIo, "the results cannot be written", "is the disk full?");
  return status;
}

ExitStatus Do(Options options) {
  if (options.lexicon) return Printed(PrintLexicon(options.index, *options.lexicon));
  if (options.stats) return Printed(PrintStats(options.index));
  if (options.check) return Printed(PrintCheck(options.index));
  if (!options.get.empty()) return Printed(PrintPaper(options.index, options.get));
  CheckOutput(options.dump, options);
  CheckOutput(options.report, options);
  StopOnSignals();
  if (!options.dump.empty()) return DumpPapers(options.index, options.dump);
  if (options.upgrade) return UpgradeAndSay(options);
  if (options.prune) return PruneAndSay(options);
  if (!options.remove.empty()) return RemovePapers(options);
  if (options.paths.empty()) return SetNotesAndSay(options);
  return IndexingRun(std::move(options))();
}

}  // namespace
}  // namespace dssearch::indexer

int main(int argc, char** argv) {
  namespace indexer = dssearch::indexer;
  indexer::ReportUnhandledExceptions();
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
