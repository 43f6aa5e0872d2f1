#include "indexer/formats/json_reader.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

#include "indexer/fields/author_names.h"
#include "indexer/fields/field_aliases.h"

namespace dssearch::indexer {
namespace {

namespace json = simdjson::ondemand;

// What a JSON text with one record is called in rejects, and the hint for one that is broken.
struct TextKind {
  std::string name;
  std::string hint;
};

// The depth to which objects within objects become fields; no metadata is deeper.
constexpr int kMaxDepth = 4;

// A number as it is written, so that 2401.10020 stays what it is.
std::string_view NumberText(json::value value) {
  std::string_view token = value.raw_json_token();
  value.get_double().value();  // Throws for what is no number.
  while (!token.empty() && std::string_view(" \t\r\n").find(token.back()) != std::string_view::npos)
    token.remove_suffix(1);
  return token;
}

void AddScalar(json::value value, std::vector<std::string>& values) {
  switch (value.type()) {
    case json::json_type::string:
      values.emplace_back(value.get_string().value());
      break;
    case json::json_type::number:
      values.emplace_back(NumberText(value));
      break;
    default:
      break;
  }
}

// The strings and numbers of an object or of a list within a list.
std::vector<std::pair<std::string, std::string>> Members(json::object object) {
  std::vector<std::pair<std::string, std::string>> members;
  for (auto field : object) {
    std::string name(field.unescaped_key().value());
    std::vector<std::string> values;
    AddScalar(field.value(), values);
    if (!values.empty()) members.emplace_back(std::move(name), std::move(values.front()));
  }
  return members;
}

std::vector<std::string> Scalars(json::array list) {
  std::vector<std::string> values;
  for (auto item : list) {
    const std::size_t before = values.size();
    AddScalar(item.value(), values);
    if (values.size() == before) values.emplace_back();
  }
  return values;
}

// The name of a person or a thing; empty for an object that has none.
std::string NameIn(const std::vector<std::pair<std::string, std::string>>& members) {
  const auto member = [&members](std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
      for (const auto& [key, value] : members)
        if (key == name) return value;
    return std::string();
  };
  const std::string family = member({"family", "lastName", "last"});
  if (family.empty()) return member({"literal", "name", "display_name"});
  const std::string particle = member({"non-dropping-particle", "dropping-particle"});
  return JoinedName(member({"given", "firstName", "first"}),
                    particle.empty() ? family : particle + ' ' + family, member({"suffix"}));
}

// [2024, 2, 5] as 2024-02-05.
std::string DateOf(const std::vector<std::string>& parts) {
  std::string date;
  for (const std::string& part : parts) {
    if (part.empty()) break;
    if (!date.empty()) date += part.size() == 1 ? "-0" : "-";
    date += part;
  }
  return date;
}

// Whether a field is one of names or keywords, which may be written as one text.
bool NamesAList(const std::string& name) {
  const std::string known = NormalizedFieldName(name);
  const FieldAlias* alias = FindFieldAlias(known);
  return IsKeywordAlias(known) || (alias != nullptr && alias->list != nullptr);
}

void AddField(const std::string& name, json::value value, int depth, RawRecord& record);

void AddObject(const std::string& prefix, json::object object, int depth, RawRecord& record) {
  for (auto field : object) {
    const std::string_view key = field.unescaped_key().value();
    const bool is_date = key == "date-parts";
    const std::string name = is_date          ? prefix
                             : prefix.empty() ? std::string(key)
                                              : prefix + '.' + std::string(key);
    AddField(name, field.value(), depth, record);
  }
}

void AddField(const std::string& name, json::value value, int depth, RawRecord& record) {
  std::vector<std::string> values;
  std::vector<std::pair<std::string, std::string>>
      members;  // Those of the first object without a name.
  const bool is_list = value.type() == json::json_type::array;
  switch (value.type()) {
    case json::json_type::object:
      if (depth < kMaxDepth) AddObject(name, value.get_object(), depth + 1, record);
      return;
    case json::json_type::array:
      for (auto item : value.get_array()) {
        json::value inner = item.value();
        switch (inner.type()) {
          case json::json_type::object: {
            auto found = Members(inner.get_object());
            if (std::string person = NameIn(found); !person.empty()) {
              values.push_back(std::move(person));
            } else if (members.empty()) {
              members = std::move(found);
            }
            break;
          }
          case json::json_type::array: {
            std::vector<std::string> parts = Scalars(inner.get_array());
            if (name == "authors_parsed") {
              parts.resize(3);
              values.push_back(JoinedName(parts[1], parts[0], parts[2]));
            } else if (depth > 0 && values.empty()) {  // Lists within a list are days.
              values.push_back(DateOf(parts));
            }
            break;
          }
          default:
            AddScalar(inner, values);
        }
      }
      break;
    default:
      AddScalar(value, values);
  }
  if (is_list && values.size() == 1 && NamesAList(name)) {
    record.AddList(name, std::move(values));
  } else if (!values.empty()) {
    record.fields.emplace_back(name, std::move(values));
  }
  for (const auto& [key, text] : members) {
    std::string full = name;
    full.append(".").append(key);
    record.fields.emplace_back(std::move(full), std::vector<std::string>{text});
  }
}

// Passes on the record that a text is, or a Reject that says what is wrong with it.
void ReadText(json::parser& parser, std::string& text, const Location& where, const TextKind& kind,
              const RecordSink& sink) {
  if (text.size() > kMaxRecordBytes) {
    sink.on_reject({where, "the " + kind.name + " is longer than 16 MB", kTooLongHint});
    return;
  }
  try {
    text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    json::document document = parser.iterate(text.data(), text.size(), text.capacity());
    if (document.type() != json::json_type::object) {
      sink.on_reject({where, "the " + kind.name + " is no object", kind.hint});
      return;
    }
    RawRecord record{where, {}};
    AddObject("", document.get_object(), 0, record);
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
      throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
    sink.on_record(std::move(record));
  } catch (const simdjson::simdjson_error& e) {
    if (e.error() == simdjson::UTF8_ERROR) {
      sink.on_reject({where, "the " + kind.name + " is not UTF-8", "convert it: iconv -t UTF-8"});
    } else {
      sink.on_reject({where, "the " + kind.name + " is not JSON", kind.hint});
    }
  }
}

// Finds where the objects of a JSON text begin and end; whether they are JSON is
// for the parser to say.
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
      in_string_ = escaped_ = false;
      while (TakeNested(may_hold_list) == Taken::kList) {
        held_list = true;
        input_.Skip(1);
        ReadList();
        text_.clear();
        depth_ = 1;  // The list's records have changed it.
      }
      if (held_list) return;
      if (depth_ > 0 && text_.size() <= kMaxRecordBytes) {
        sink_.on_reject({where, "the file ends in the middle of this record", kCutOffHint});
        cut_off_ = true;
        return;
      }
    }
    ReadText(parser_, text_, where, kind_, sink_);
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
            if (depth_ == 1) name_.clear();
            break;
          case '[':
            if (may_hold_list && depth_ == 1 && after_colon_ && IsListName(name_)) {
              after_colon_ = false;
              input_.Skip(i);
              return Taken::kList;
            }
            [[fallthrough]];
          case '{':
            ++depth_;
            break;
          case ']':
          case '}':
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
    } else if (depth_ == 1 && name_.size() < kLongestListName + 1) {
      name_ += c;
    }
  }

  void Keep(std::string_view text) {
    text_.append(text.substr(0, std::min(text.size(), kMaxRecordBytes + 1 - text_.size())));
  }

  static constexpr std::size_t kLongestListName = 9;
  static bool IsListName(std::string_view name) {
    constexpr std::array<std::string_view, 9> kNames = {
        "items", "papers", "records", "results", "data", "documents", "docs", "articles", "works"};
    static_assert(std::all_of(kNames.begin(), kNames.end(), [](std::string_view known) {
      return known.size() <= kLongestListName;
    }));
    return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
  }

  const TextKind kind_{"record", "a record is one JSON object, as corpus/README.md shows"};

  TextInput& input_;
  const RecordSink& sink_;
  json::parser parser_;
  std::string text_;  // The text of the record so far.
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
  bool after_colon_ = false;
  bool cut_off_ = false;  // Whether it was reported that the file ends within a record.
  std::string name_;      // The last string at depth 1: that before a colon.
};

}  // namespace

void ReadJsonLines(TextInput& input, const RecordSink& sink) {
  const TextKind line_kind{"line", "a line is one JSON object, as corpus/README.md shows"};
  json::parser parser;
  std::string line;
  for (std::size_t number = input.line(); input.TakeLine(line); number = input.line()) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    ReadText(parser, line, {input.name(), number}, line_kind, sink);
  }
}

void ReadJson(TextInput& input, const RecordSink& sink) { ObjectFinder(input, sink).Read(); }

}  // namespace dssearch::indexer
