#include "indexer/formats/json_reader.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "indexer/formats/json_record.h"
#include "indexer/formats/json_values.h"

namespace dssearch::indexer {
namespace {

constexpr const char* kRecordHint = "a record is one JSON object, as corpus/README.md shows";

// Finds where the objects of a JSON text begin and end; whether they are JSON is
// for the parser to say. It is one machine with one state, and so longer than other readers.
class ObjectFinder {
 public:
  ObjectFinder(TextInput& input, const RecordSink& sink) : input_(input), sink_(sink) {}

  void Read() {
    while (const char c = NextCharacter()) {
      if (c == '[') {
        input_.Skip(1);
        ReadList();
      } else {
        ReadValue(true);
      }
    }
  }

 private:
  static constexpr const char* kCutOffHint = "the file is cut off, or a bracket is not closed";
  static constexpr std::string_view kBetween = " \t\r\n,";

  // The next character that is no blank and no comma; 0 at the end.
  char NextCharacter() {
    for (std::string_view text; !(text = input_.Peek()).empty();) {
      const std::size_t at = std::min(text.find_first_not_of(kBetween), text.size());
      const char next = at < text.size() ? text[at] : '\0';
      input_.Skip(at);
      if (next != '\0') return next;
      if (at < text.size()) input_.Skip(1);  // A zero byte is nothing.
    }
    return '\0';
  }

  // The rest of a list, behind its bracket.
  void ReadList() {
    while (const char c = NextCharacter()) {
      if (c == ']') {
        input_.Skip(1);
        return;
      }
      ReadValue(false);
    }
    if (!cut_off_)
      sink_.on_reject(
          {{input_.name(), input_.line()}, "the list of records does not end", kCutOffHint});
  }

  // A record, or an object around a list of them.
  void ReadValue(bool may_hold_list) {
    text_.clear();
    const Location where{input_.name(), input_.line()};
    const char first = input_.Peek().front();
    if (first != '{' && first != '[') {
      TakeScalar();
    } else {
      bool held_list = false;
      depth_ = 0;
      wrappers_ = 1;
      in_string_ = escaped_ = false;
      while (TakeNested(may_hold_list) == Taken::kList) {
        held_list = true;
        input_.Skip(1);
        const std::size_t wrappers = wrappers_;
        ReadList();
        text_.clear();
        depth_ = wrappers_ = wrappers;  // The list's records have changed it.
      }
      if (held_list) return;
      if (depth_ > 0 && text_.size() <= kMaxRecordBytes) {
        sink_.on_reject({where, "the file ends in the middle of this record", kCutOffHint});
        cut_off_ = true;
        return;
      }
    }
    reader_.Read(text_, where, sink_);
  }

  // A string or number where an object should be.
  void TakeScalar() {
    bool quoted = false;
    for (std::string_view text; !(text = input_.Peek()).empty();) {
      for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') quoted = !quoted;
        if (c == '\n' || (!quoted && (c == ',' || c == ']' || c == '[' || c == '{'))) {
          // A closing bracket alone would be met for ever.
          if (i == 0 && text_.empty()) ++i;
          Keep(text.substr(0, i));
          input_.Skip(i);
          return;
        }
      }
      Keep(text);
      input_.Skip(text.size());
    }
  }

  enum class Taken { kAll, kList };

  // Takes up to the end of an object or list. With `may_hold_list`, stops at the
  // bracket of a list of records.
  Taken TakeNested(bool may_hold_list) {
    for (std::string_view text; !(text = input_.Peek()).empty();) {
      for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_string_) {
          TakeInString(c);
          continue;
        }
        switch (c) {
          case '"':
            in_string_ = true;
            if (depth_ == wrappers_) name_.clear();
            break;
          case '[':
            if (may_hold_list && depth_ == wrappers_ && after_colon_ && IsListOfRecords(name_)) {
              const bool holds = HoldsObjects(i + 1);
              text = input_.Peek();  // The same as before, or more.
              if (holds) {
                after_colon_ = false;
                input_.Skip(i);
                return Taken::kList;
              }
            }
            ++depth_;
            break;
          case '{':
            if (may_hold_list && depth_ == wrappers_ && after_colon_ && IsAroundList(name_))
              ++wrappers_;
            ++depth_;
            break;
          case ']':
          case '}':
            if (depth_ == wrappers_ && wrappers_ > 1) --wrappers_;
            if (--depth_ > 0) break;
            Keep(text.substr(0, i + 1));
            input_.Skip(i + 1);
            return Taken::kAll;
          default:
            break;
        }
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') after_colon_ = c == ':';
      }
      Keep(text);
      input_.Skip(text.size());
    }
    return Taken::kAll;
  }

  void TakeInString(char c) {
    // No string goes over a line: one that is not closed ends with it, so that
    // what follows is found again.
    if (escaped_) {
      escaped_ = false;
    } else if (c == '\\') {
      escaped_ = true;
    } else if (c == '"' || c == '\n') {
      in_string_ = false;
    } else if (depth_ == wrappers_ && name_.size() < kLongestListName + 1) {
      name_ += c;
    }
  }

  void Keep(std::string_view text) {
    text_.append(text.substr(0, std::min(text.size(), kMaxRecordBytes + 1 - text_.size())));
  }

  // Whether a list whose first value is `at` bytes ahead is one of objects, or empty.
  bool HoldsObjects(std::size_t at) {
    constexpr std::size_t kBlanks = 64;  // No layout has more of them.
    const std::string_view ahead = input_.Peek(at + kBlanks);
    const std::size_t first = ahead.find_first_not_of(" \t\r\n", at);
    return first == std::string_view::npos || ahead[first] == '{' || ahead[first] == ']';
  }

  TextInput& input_;
  const RecordSink& sink_;
  JsonRecordReader reader_{"record", kRecordHint};
  std::string text_;  // The text of the record so far.
  std::size_t depth_ = 0;
  std::size_t wrappers_ = 1;  // How many objects there are around a list of records here.
  bool in_string_ = false;
  bool escaped_ = false;
  bool after_colon_ = false;
  bool cut_off_ = false;  // Whether it was reported that the file ends within a record.
  std::string name_;      // The last string in such an object: that before a colon.
};

}  // namespace

void ReadJson(TextInput& input, const RecordSink& sink) { ObjectFinder(input, sink).Read(); }

void ReadJsonObject(std::string text, const Location& where, const RecordSink& sink) {
  JsonRecordReader("record", kRecordHint).Read(text, where, sink);
}

}  // namespace dssearch::indexer
