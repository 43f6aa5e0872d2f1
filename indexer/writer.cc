#include "dssearch/writer.h"

#include <filesystem>
#include <set>
#include <utility>
#include <variant>

#include "indexer/corpus_reader.h"
#include "indexer/fields/paper_fields.h"
#include "indexer/formats/json_record.h"
#include "indexer/index_writer.h"
#include "indexer/lexicon/lexicon_reader.h"
#include "indexer/record.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

using indexer::IndexWriter;
using indexer::RawRecord;
using indexer::Reject;
using Outcome = PutResult::Outcome;

// The source of papers that a program put. It is no path, so that no run over a path misses them.
constexpr const char* kProgram = "(program)";

// A paper as a record that is read to the same paper.
RawRecord RecordOf(const Paper& paper) {
  RawRecord record;
  record.needs_no_id = true;
  const auto add = [&record](const char* name, const std::string& text) {
    if (!text.empty()) record.fields.push_back({name, {text}});
  };
  const auto add_list = [&record](const char* name, const std::vector<std::string>& values) {
    if (!values.empty()) record.AddList(name, values);
  };
  add("id", paper.id);
  add("title", paper.title);
  add("title_zh", paper.title_zh);
  add_list("authors", paper.authors);
  add("date", paper.date);
  add_list("domain", paper.domains);
  add("url", paper.url);
  add("venue", paper.venue);
  add("doi", paper.doi);
  add_list("identifiers", paper.identifiers);
  add_list("keywords_zh", paper.keywords_zh);
  add_list("keywords_en", paper.keywords_en);
  add("summary_zh", paper.summary_zh);
  add("contribution_zh", paper.contribution_zh);
  add("summary_en", paper.summary_en);
  add("contribution_en", paper.contribution_en);
  add_list("tags", paper.tags);
  add("note", paper.note);
  return record;
}

PutResult Rejected(const Reject& reject) {
  // dsindex has an option for unknown names of fields.
  return {
      .outcome = Outcome::kRejected,
      .reason = reject.reason,
      .hint = reject.of_whole_file ? "corpus/README.md lists the names of fields" : reject.hint};
}

}  // namespace

struct Writer::Impl {
  Impl(std::string index, const WriterOptions& options)
      : path(std::move(index)),
        writer(std::make_unique<IndexWriter>(
            path, options.rebuild ? IndexWriter::Mode::kRebuild : IndexWriter::Mode::kUpdate,
            options.threads)) {
    if (writer->Learns()) writer->AddTerms(indexer::SeedLexicon());
  }

  void RequireWriter() const {
    if (!writer)
      throw Error(ErrorCode::kInvalidRequest, "the writer of '" + path + "' was ended by an error",
                  "make another one; the index is as it was last committed");
  }

  // Runs `body` with the writer, which may be in the middle of things where it throws, and is gone
  // then.
  template <typename Body>
  auto With(const Body& body) try {
    RequireWriter();
    std::unique_ptr<IndexWriter> used = std::move(writer);
    auto result = body(*used);
    writer = std::move(used);
    return result;
  } catch (const std::filesystem::filesystem_error& e) {
    throw Error(ErrorCode::kIo, e.what(), "is the disk full?");
  }

  PutResult Put(const RawRecord& record) {
    PutResult result;
    std::variant<Paper, Reject> paper = indexer::ToPaper(record, [&result](const Reject& loss) {
      result.reason = loss.reason;
      result.hint = loss.hint;
    });
    if (const Reject* reject = std::get_if<Reject>(&paper)) return Rejected(*reject);
    const Paper& read = std::get<Paper>(paper);
    result.outcome =
        With([&](IndexWriter& index) { return index.Put(read, kProgram, &result.id); });
    if (!result.id.empty() && result.id != read.id && result.reason.empty())
      result.reason = "'" + read.id + "' is another paper's id, this one has '" + result.id + "'";
    return result;
  }

  PutResult Counted(PutResult result) {
    switch (result.outcome) {
      case Outcome::kAdded:
        (removed.erase(result.id) > 0 ? updated : added).insert(result.id);
        break;
      case Outcome::kUpdated:
        updated.insert(result.id);
        break;
      case Outcome::kUnchanged:
        ++counts.unchanged;
        break;
      case Outcome::kRepeated:
        ++counts.repeated;
        break;
      case Outcome::kRejected:
        ++counts.rejected;
        break;
    }
    return result;
  }

  std::string path;
  std::unique_ptr<IndexWriter> writer;  ///< Null after an error.
  indexer::JsonRecordReader json{"record",
                                 "a record is one JSON object, as corpus/README.md shows"};
  // What was done since the last commit.
  std::set<std::string> added, updated, removed;
  CommitResult counts;  ///< The numbers alone.
};

Writer::Writer(const std::string& path, const WriterOptions& options)
    : impl_(std::make_unique<Impl>(path, options)) {}
Writer::~Writer() = default;
Writer::Writer(Writer&&) noexcept = default;
Writer& Writer::operator=(Writer&&) noexcept = default;

PutResult Writer::Put(const Paper& paper) {
  impl_->RequireWriter();
  PutResult result = impl_->Put(RecordOf(paper));
  // Hints are of records in files.
  if (result.outcome == Outcome::kRejected)
    result.hint = "a paper has a title or a summary, and texts of less than a million bytes";
  return impl_->Counted(std::move(result));
}

PutResult Writer::PutRecord(std::string_view json) {
  impl_->RequireWriter();
  // What belongs to a record in Zotero reaches neither.
  PutResult result = Rejected({{}, "the object is a part of a record", "put the record"});
  indexer::RecordSink sink;
  sink.on_record = [&](const RawRecord& record) { result = impl_->Put(record); };
  sink.on_reject = [&](const Reject& reject) { result = Rejected(reject); };
  std::string text(json);
  impl_->json.Read(text, {}, sink);
  return impl_->Counted(std::move(result));
}

void Writer::PutFiles(const std::string& path,
                      const std::function<void(const PutResult&)>& on_result) {
  impl_->RequireWriter();
  const auto tell = [&](PutResult result) {
    result = impl_->Counted(std::move(result));
    if (on_result) on_result(result);
  };
  indexer::RecordSink sink;
  sink.on_record = [&](const RawRecord& record) { tell(impl_->Put(record)); };
  sink.on_reject = [&](const Reject& reject) {
    PutResult result{.reason = reject.where.file + ": " + reject.reason, .hint = reject.hint};
    if (reject.where.line > 0)
      result.reason.insert(reject.where.file.size(), ":" + std::to_string(reject.where.line));
    tell(std::move(result));
  };
  sink.on_labels = [&](const std::vector<format::Label>& labels) {
    impl_->With([&](IndexWriter& index) {
      index.AddLabels(labels);
      return true;
    });
  };
  indexer::ReadCorpus(path, sink);
}

bool Writer::Remove(const std::string& id) {
  const bool was_there = impl_->With([&](IndexWriter& index) { return index.Remove(id); });
  if (!was_there) return false;
  impl_->updated.erase(id);
  if (impl_->added.erase(id) == 0) impl_->removed.insert(id);
  return true;
}

void Writer::NameDomain(const std::string& zh, const std::string& en) {
  const format::Label label{zh, en};
  if (text::HasUnspaced(en) && !text::HasUnspaced(zh))
    throw Error(ErrorCode::kInvalidRequest, "'" + zh + "' is no Chinese name of a domain",
                "the Chinese name comes first");
  if (!format::IsValid(label))
    throw Error(ErrorCode::kInvalidRequest,
                "'" + zh + "' and '" + en + "' are no names of a domain",
                "each is one line of text, without tabs");
  impl_->With([&](IndexWriter& index) {
    index.AddLabels({label});
    return true;
  });
}

CommitResult Writer::Commit(
    const std::function<void(std::uint64_t done, std::uint64_t total)>& on_progress) {
  const auto taken = [](std::set<std::string>& ids) {
    std::vector<std::string> list(ids.begin(), ids.end());
    ids.clear();
    return list;
  };
  return impl_->With([&](IndexWriter& index) {
    std::string commit = index.Publish(on_progress);
    CommitResult result = std::exchange(impl_->counts, {});
    result.commit = std::move(commit);
    result.added = taken(impl_->added);
    result.updated = taken(impl_->updated);
    result.removed = taken(impl_->removed);
    for (indexer::Warning& warning : index.TakeWarnings())
      result.warnings.push_back(std::move(warning.what));
    return result;
  });
}

}  // namespace dssearch
