#include "indexer/formats/tagged_reader.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/ascii.h"
#include "indexer/formats/tagged_dialects.h"
#include "indexer/formats/tagged_record.h"

namespace dssearch::indexer {
namespace {

// Makes records of lines.
class RecordsOfLines {
 public:
  RecordsOfLines(const std::string& file, const RecordSink& sink) : file_(file), sink_(sink) {}

  void Add(std::string_view text, std::size_t number) {
    text.remove_prefix(std::min(text.find_first_not_of('\r'), text.size()));  // Of IEEE.
    if (!open_ && !Begin(text, number)) return Skip(text, number);
    const std::optional<TaggedLine> line = ParseTag(dialect_, text);
    if (!line) return AddToLast(text);
    // Some write the type of an EndNote record behind its title.
    const std::optional<Dialect> begun = DialectBegunBy(text);
    const bool is_type = begun == Dialect::kEndNote && !std::exchange(has_type_, true);
    const bool begins = typed_ ? line->tag == first_tag_ : blank_before_ || (begun && !is_type);
    if (begins && first_line_ != number) {
      Finish();
      if (!Begin(text, number)) return;
    }
    const bool ends = dialect_ == Dialect::kRis || dialect_ == Dialect::kWebOfScience;
    if (ends && line->tag == "ER") {
      ended_ = dialect_;
      return Finish();
    }
    blank_before_ = false;
    Count(text.size());
    if (!too_long_)
      record_.AddLine(*line, typed_ ? line->tag == first_tag_ : has_type_ && line->tag == "0");
  }

  // At the end of the file.
  void End() {
    if (open_) {
      if (dialect_ == Dialect::kRis && sink_.on_loss)
        sink_.on_loss({record_.where(), "the file ends in the middle of this record",
                       "it is cut off, or the last line 'ER  - ' is missing"});
      Finish();
    } else if (!any_) {
      sink_.on_reject({{file_, 0},
                       "there is no record in the file",
                       "a record begins with a tag: TY  - , PMID- , PT , RT , %0 or "
                       "{Reference Type}:"});
    }
    if (any_ && skipped_ > 0 && sink_.on_loss)
      sink_.on_loss({{file_, first_skipped_},
                     skipped_ == 1 ? "a line with a tag is outside of a record and was skipped"
                                   : std::to_string(skipped_) +
                                         " lines with tags are outside of records and were "
                                         "skipped, this is the first",
                     "a record of RIS is from 'TY  - ' to 'ER  - '"});
  }

 private:
  // Begins a record, if one begins with this line.
  bool Begin(std::string_view text, std::size_t number) {
    const std::optional<Dialect> begun = DialectBegunBy(text);
    dialect_ = begun.value_or(Dialect::kEndNote);
    const std::optional<TaggedLine> line = ParseTag(dialect_, text);
    if (!line) return false;
    record_.Begin(dialect_, {file_, number});
    open_ = any_ = true;
    typed_ = begun.has_value();
    has_type_ = false;
    first_tag_ = typed_ ? line->tag : "";
    first_line_ = number;
    blank_before_ = too_long_ = false;
    bytes_ = 0;
    return true;
  }

  // Counts a line outside of a record that would have been lost of one. What is no tag is a
  // comment or a number, and files of Web of Science begin and end with tags of their own.
  void Skip(std::string_view text, std::size_t number) {
    const std::optional<TaggedLine> line = ParseTag(ended_, text);
    if (!line || line->value.empty()) return;
    if (ended_ == Dialect::kWebOfScience && (line->tag == "FN" || line->tag == "VR")) return;
    if (skipped_++ == 0) first_skipped_ = number;
  }

  void Count(std::size_t bytes) {
    constexpr std::size_t kLineBytes = 64;  // What a line takes even if it is empty.
    bytes_ += bytes + kLineBytes;
    too_long_ = bytes_ > kMaxRecordBytes;
  }

  void AddToLast(std::string_view text) {
    const std::string_view more = Trim(text);
    if (more.empty()) {
      blank_before_ = true;
      return;
    }
    Count(text.size());
    if (!too_long_) record_.AddToLast(more);
  }

  void Finish() {
    if (!open_) return;
    open_ = false;
    if (too_long_) {
      sink_.on_reject({record_.where(), "the record is longer than 16 MB", kTooLongHint});
      return;
    }
    sink_.on_record(record_.Take());
  }

  std::string file_;
  const RecordSink& sink_;
  TaggedRecord record_;
  Dialect dialect_ = Dialect::kRis;
  std::string first_tag_;  // The next record begins with the same one.
  std::size_t first_line_ = 0;
  bool any_ = false;           // Whether there was any record,
  bool open_ = false;          // and whether one is being read.
  bool has_type_ = false;      // Whether an EndNote record that begins without has got its type.
  bool typed_ = false;         // In EndNote's own files, without %0, an empty line ends a record.
  bool blank_before_ = false;  // Whether the line before was empty.
  bool too_long_ = false;
  std::size_t bytes_ = 0;
  Dialect ended_ = Dialect::kRis;  // That of the last record that had an end.
  std::size_t skipped_ = 0;        // Lines with tags outside of records,
  std::size_t first_skipped_ = 0;  // and the number of the first.
};

}  // namespace

void ReadTagged(TextInput& input, const RecordSink& sink) {
  RecordsOfLines records(input.name(), sink);
  std::string line;
  for (std::size_t number = input.line(); input.TakeLine(line); number = input.line())
    records.Add(line, number);
  records.End();
}

}  // namespace dssearch::indexer
