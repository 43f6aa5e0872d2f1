#include "indexer/formats/tagged_reader.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/ascii.h"
#include "indexer/fields/author_names.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

enum class Dialect { kRis, kEndNote, kNoteExpress };

struct TaggedField {
  Dialect dialect;
  std::string_view name;
  std::string_view field;
};
constexpr std::array kTaggedFields = {
    TaggedField{Dialect::kRis, "TI", "title"},
    TaggedField{Dialect::kRis, "T1", "title"},
    TaggedField{Dialect::kRis, "CT", "title"},
    TaggedField{Dialect::kRis, "AU", "authors"},
    TaggedField{Dialect::kRis, "A1", "authors"},
    TaggedField{Dialect::kRis, "PY", "date"},
    TaggedField{Dialect::kRis, "Y1", "date"},
    TaggedField{Dialect::kRis, "DA", "date"},
    TaggedField{Dialect::kRis, "T2", "venue"},
    TaggedField{Dialect::kRis, "JO", "venue"},
    TaggedField{Dialect::kRis, "JF", "venue"},
    TaggedField{Dialect::kRis, "JA", "venue"},
    TaggedField{Dialect::kRis, "BT", "venue"},
    TaggedField{Dialect::kRis, "AB", "abstract"},
    TaggedField{Dialect::kRis, "N2", "abstract"},
    TaggedField{Dialect::kRis, "KW", "keywords"},
    TaggedField{Dialect::kRis, "UR", "url"},
    TaggedField{Dialect::kRis, "LK", "url"},
    TaggedField{Dialect::kRis, "DO", "doi"},
    TaggedField{Dialect::kEndNote, "T", "title"},
    TaggedField{Dialect::kEndNote, "A", "authors"},
    TaggedField{Dialect::kEndNote, "D", "date"},
    TaggedField{Dialect::kEndNote, "8", "date"},
    TaggedField{Dialect::kEndNote, "J", "venue"},
    TaggedField{Dialect::kEndNote, "B", "venue"},
    TaggedField{Dialect::kEndNote, "X", "abstract"},
    TaggedField{Dialect::kEndNote, "K", "keywords"},
    TaggedField{Dialect::kEndNote, "U", "url"},
    TaggedField{Dialect::kEndNote, "R", "doi"},
    TaggedField{Dialect::kNoteExpress, "Title", "title"},
    TaggedField{Dialect::kNoteExpress, "Author", "authors"},
    TaggedField{Dialect::kNoteExpress, "Translated Author", "translated_author"},
    TaggedField{Dialect::kNoteExpress, "Year", "date"},
    TaggedField{Dialect::kNoteExpress, "Date", "date"},
    TaggedField{Dialect::kNoteExpress, "Journal", "venue"},
    TaggedField{Dialect::kNoteExpress, "Secondary Title", "venue"},
    TaggedField{Dialect::kNoteExpress, "Abstract", "abstract"},
    TaggedField{Dialect::kNoteExpress, "Keywords", "keywords"},
    TaggedField{Dialect::kNoteExpress, "URL", "url"},
    TaggedField{Dialect::kNoteExpress, "DOI", "doi"},
};

struct TaggedLine {
  Dialect dialect;
  std::string_view tag;
  std::string_view value;
};

std::optional<TaggedLine> ParseTag(std::string_view line) {
  // "TY  - JOUR"; some write one blank, or none behind.
  if (line.size() >= 4 && IsAsciiUpper(line[0]) &&
      (IsAsciiUpper(line[1]) || IsAsciiDigit(line[1]))) {
    const std::size_t dash = line.find_first_not_of(' ', 2);
    if (dash >= 3 && dash <= 4 && line[dash] == '-')
      return TaggedLine{Dialect::kRis, line.substr(0, 2), Trim(line.substr(dash + 1))};
  }
  if (line.size() >= 2 && line[0] == '%' && line[1] > ' ' && line[1] <= '~' &&
      (line.size() == 2 || line[2] == ' '))
    return TaggedLine{Dialect::kEndNote, line.substr(1, 1), Trim(line.substr(2))};
  constexpr std::size_t kLongestName = 40;
  const std::size_t end = line.substr(0, kLongestName).find("}:");
  if (line.starts_with('{') && end != std::string_view::npos)
    return TaggedLine{Dialect::kNoteExpress, line.substr(1, end - 1), Trim(line.substr(end + 2))};
  return std::nullopt;
}

bool BeginsRecord(const TaggedLine& line) {
  return (line.dialect == Dialect::kRis && line.tag == "TY") ||
         (line.dialect == Dialect::kEndNote && line.tag == "0") ||
         (line.dialect == Dialect::kNoteExpress && line.tag == "Reference Type");
}

std::string_view FieldOf(const TaggedLine& line) {
  for (const TaggedField& tag : kTaggedFields)
    if (tag.dialect == line.dialect && tag.name == line.tag) return tag.field;
  return {};
}

// The names in lines, of which each has one, "Shao, Zhihong"; CNKI writes several, "张三;李四".
std::vector<std::string> NamesIn(const std::vector<std::string>& lines) {
  std::vector<std::string> names;
  for (const std::string& line : lines) {
    const bool several = line.find(';') != std::string::npos || text::StartsUnspaced(line);
    if (several) {
      for (std::string& name : NamesOf(line)) names.push_back(std::move(name));
    } else {
      names.push_back(SpokenName(line));
    }
  }
  return names;
}

// Makes records of lines.
class RecordsOfLines {
 public:
  RecordsOfLines(const std::string& file, const RecordSink& sink) : file_(file), sink_(sink) {}

  void Add(std::string_view text, std::size_t number) {
    const std::optional<TaggedLine> line = ParseTag(text);
    if (!line) {
      if (open_) AddToLast(Trim(text));
      return;
    }
    if (open_ && (BeginsRecord(*line) || (blank_before_ && !typed_))) Finish();
    if (line->dialect == Dialect::kRis && line->tag == "ER") {
      Finish();
      return;
    }
    if (!open_) Begin(*line, number);
    blank_before_ = false;
    Count(text.size());
    const std::string_view field = FieldOf(*line);
    keeps_ = !field.empty() && !too_long_;
    if (!keeps_) return;
    auto& fields = record_.fields;
    const auto same = std::find_if(fields.begin(), fields.end(),
                                   [&](const auto& known) { return known.first == field; });
    const bool list = field == "authors" || field == "keywords";
    if (same != fields.end() && list) {
      same->second.emplace_back(line->value);
      last_ = static_cast<std::size_t>(same - fields.begin());
    } else {
      fields.push_back({std::string(field), {std::string(line->value)}});
      last_ = fields.size() - 1;
    }
  }

  // At the end of the file.
  void End() {
    if (open_ && dialect_ == Dialect::kRis) {
      sink_.on_reject({record_.where, "the file ends in the middle of this record",
                       "it is cut off, or the last line 'ER  - ' is missing"});
    } else if (open_) {
      Finish();
    } else if (!any_) {
      sink_.on_reject({{file_, 0},
                       "there is no record in the file",
                       "a line of one begins with a tag: TY  - , %0 or {Reference Type}:"});
    }
  }

 private:
  void Begin(const TaggedLine& line, std::size_t number) {
    record_ = {{file_, number}, {}};
    record_.needs_no_id = true;
    open_ = any_ = true;
    typed_ = line.dialect != Dialect::kEndNote || BeginsRecord(line);
    dialect_ = line.dialect;
    blank_before_ = keeps_ = too_long_ = false;
    bytes_ = 0;
  }

  void Count(std::size_t bytes) {
    constexpr std::size_t kLineBytes = 64;  // What a line takes even if it is empty.
    bytes_ += bytes + kLineBytes;
    too_long_ = bytes_ > kMaxRecordBytes;
  }

  void AddToLast(std::string_view text) {
    if (text.empty()) {
      blank_before_ = true;
      return;
    }
    Count(text.size());
    if (!keeps_ || too_long_) return;
    std::string& value = record_.fields[last_].second.back();
    if (!value.empty()) value += '\n';
    value += text;
  }

  void Finish() {
    if (!open_) return;
    open_ = false;
    if (too_long_) {
      sink_.on_reject({record_.where, "the record is longer than 16 MB", kTooLongHint});
      return;
    }
    for (auto& [name, values] : record_.fields)
      if (name == "authors") values = NamesIn(values);
    sink_.on_record(std::move(record_));
  }

  std::string file_;
  const RecordSink& sink_;
  RawRecord record_;
  Dialect dialect_ = Dialect::kRis;
  bool any_ = false;           // Whether there was any record,
  bool open_ = false;          // and whether one is being read.
  bool typed_ = false;         // In EndNote's own files, without %0, an empty line ends a record.
  bool blank_before_ = false;  // Whether the line before was empty.
  bool keeps_ = false;         // Whether the last tag has a field,
  std::size_t last_ = 0;       // and which.
  bool too_long_ = false;
  std::size_t bytes_ = 0;
};

}  // namespace

bool HasTag(std::string_view line) {
  const std::optional<TaggedLine> tag = ParseTag(line);
  return tag && (tag->dialect != Dialect::kNoteExpress || BeginsRecord(*tag));
}

void ReadTagged(TextInput& input, const RecordSink& sink) {
  RecordsOfLines records(input.name(), sink);
  std::string line;
  for (std::size_t number = input.line(); input.TakeLine(line); number = input.line())
    records.Add(line, number);
  records.End();
}

}  // namespace dssearch::indexer
