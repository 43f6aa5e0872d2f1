#include "indexer/note_reader.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>

#include "dssearch/error.h"
#include "indexer/corpus_reader.h"
#include "indexer/fields/paper_fields.h"
#include "indexer/formats/format.h"
#include "indexer/formats/markdown_notes.h"
#include "indexer/formats/text_input.h"
#include "searcher/format/identifier.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

constexpr const char* kHint =
    "a note is a heading '## ID' with text below it, or a line of JSON with id, tags and note";

// All that is said of a paper is no longer than a text of it.
constexpr std::size_t kMaxNoteBytes = 1'000'000;

[[noreturn]] void Refuse(const std::string& where, const std::string& reason,
                         const std::string& hint) {
  throw Error(ErrorCode::kIo, where + ": " + reason + ", nothing changed", hint);
}

std::size_t BytesOf(const format::UserNote& note) {
  std::size_t bytes = note.text.size();
  for (const std::string& tag : note.tags) bytes += tag.size() + 1;
  return bytes;
}

// The note that a record is, or why it is none.
std::variant<format::UserNote, Reject> ToNote(RawRecord record) {
  record.needs_no_id = false;
  record.fields.push_back({"title", {"-"}});  // Which a paper needs, and a note does not.
  std::variant<Paper, Reject> read = ToPaper(record);
  if (Reject* reject = std::get_if<Reject>(&read)) return std::move(*reject);
  Paper& paper = std::get<Paper>(read);
  return format::UserNote{std::move(paper.id), std::move(paper.tags), std::move(paper.note)};
}

bool IsMarkdown(std::optional<Format> format) {
  return !format || format == Format::kMarkdown || format == Format::kPlainText;
}

// Whether the records of a format are written as notes, so that one which says nothing is a fault.
bool HasNotesAlone(std::optional<Format> format) {
  return IsMarkdown(format) || format == Format::kJsonLines;
}

void ReadRecordsOfNotes(std::optional<Format> format, TextInput& input, const RecordSink& sink) {
  if (!IsMarkdown(format)) return ReadRecords(*format, input, sink);
  const std::string text = input.TakeAll();
  if (text.size() > kMaxRecordBytes)
    Refuse(input.name(), "the file is longer than 16 MB", "note less, or in lines of JSON");
  if (!text::IsValid(text))
    Refuse(input.name(), "the file is not UTF-8", "convert it, for example: iconv -f LATIN1");
  ReadMarkdownNotes(input.name(), text, sink);
}

// The notes of a file, and whether there is anything in it.
class NotesOfFile {
 public:
  explicit NotesOfFile(const RecordSink& sink) : sink_(sink) {}

  void Read(std::optional<Format> format, TextInput& input) {
    const std::string_view head = input.Peek(kHeadBytes);
    if (head.find_first_not_of(" \t\r\n") == std::string_view::npos && head.size() < kHeadBytes)
      return;
    RecordSink sink;
    sink.on_reject = [this](const Reject& reject) { TakeReject(reject); };
    sink.on_record = [&](RawRecord record) { TakeRecord(std::move(record), format); };
    ReadRecordsOfNotes(format, input, sink);
    if (sink_.on_encoding && input.encoding() != "UTF-8")
      sink_.on_encoding(input.name(), input.encoding());
    if (!notes.empty()) return;
    // What is wrong with all of it is wrong with the first.
    if (first_reject_)
      Refuse(input.name() + ':' + std::to_string(first_reject_->where.line), first_reject_->reason,
             first_reject_->hint);
    Refuse(input.name(), "there is no note in it", kHint);
  }

  std::vector<format::UserNote> notes;

 private:
  void TakeReject(const Reject& reject) {
    if (reject.where.line == 0) Refuse(reject.where.file, reject.reason, reject.hint);
    if (!first_reject_) first_reject_ = reject;
    sink_.on_reject(reject);
  }

  void TakeRecord(RawRecord record, std::optional<Format> format) {
    const Location where = record.where;
    std::variant<format::UserNote, Reject> read = ToNote(std::move(record));
    if (const Reject* reject = std::get_if<Reject>(&read)) return TakeReject(*reject);
    auto& note = std::get<format::UserNote>(read);
    if (note.empty()) {
      if (HasNotesAlone(format))
        TakeReject({where, "'" + note.id + "' has neither tags nor a note", kHint});
      return;
    }
    std::size_t& bytes = bytes_[format::IdentifierTerm(note.id)];
    if (bytes + BytesOf(note) > kMaxNoteBytes)
      return TakeReject({where, "the notes on '" + note.id + "' are longer than a million bytes",
                         "keep whole texts elsewhere"});
    bytes += BytesOf(note);
    notes.push_back(std::move(note));
  }

  const RecordSink& sink_;
  std::optional<Reject> first_reject_;
  std::map<std::string, std::size_t> bytes_;  // Of the notes on each identifier, by its term.
};

}  // namespace

std::vector<format::UserNote> ReadNotesFile(const std::string& file, const RecordSink& sink) {
  NotesOfFile read(sink);
  try {
    if (file == "-") {
      TextInput input("-", std::cin);
      const std::string_view head = input.Peek(kHeadBytes);
      read.Read(FormatOfText(head), input);
      return std::move(read.notes);
    }
    std::error_code ignored;
    if (std::filesystem::is_directory(file, ignored))
      throw Error(ErrorCode::kIo, "'" + file + "' is a folder", "name a file of notes");
    std::ifstream stream(file, std::ios::binary);
    if (!stream) throw Error(ErrorCode::kIo, "cannot read '" + file + "'", "check the path");
    TextInput input(file, stream);
    const std::string_view head = input.Peek(kHeadBytes);
    read.Read(FormatOf(file, head), input);
  } catch (const UnreadableInput& e) {
    // What the hint says of a corpus, that the beginning was read, does not hold here.
    Refuse(file, e.what(), "is the file whole? Fetch it again");
  }
  return std::move(read.notes);
}

std::vector<format::UserNote> ReadNotesFiles(const std::vector<std::string>& files,
                                             const RecordSink& sink) {
  std::vector<format::UserNote> notes;
  for (const std::string& file : files)
    for (format::UserNote& note : ReadNotesFile(file, sink)) notes.push_back(std::move(note));
  return notes;
}

}  // namespace dssearch::indexer
