#include "indexer/formats/json_record.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/fields/author_names.h"
#include "indexer/formats/json_values.h"
#include "indexer/formats/text_input.h"

namespace dssearch::indexer {
namespace {

namespace json = simdjson::ondemand;

// An object has fields, a field may be a list, and a list may have objects: these functions call
// each other, and so stand in one file.

// The depth to which objects within objects become fields; no metadata is deeper.
constexpr int kMaxDepth = 6;

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

// Adds the members of an object in a list, and those of the objects in it.
void AddMembers(const std::string& prefix, json::object object, JsonMembers& members) {
  for (auto field : object) {
    std::string name = prefix;
    name += std::string_view(field.unescaped_key().value());
    json::value value = field.value();
    if (value.type() == json::json_type::object) {
      if (prefix.empty()) AddMembers(name + '.', value.get_object(), members);
      continue;
    }
    std::vector<std::string> values;
    AddScalar(value, values);
    if (!values.empty()) members.emplace_back(std::move(name), std::move(values.front()));
  }
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

// The text that an inverted index of OpenAlex was made from: {"We": [0], "read": [1, 4]}.
std::string TextOfInvertedIndex(json::object index) {
  std::vector<std::pair<std::size_t, std::string>> words;
  for (auto field : index) {
    const std::string word(field.unescaped_key().value());
    json::value positions = field.value();
    if (positions.type() != json::json_type::array) continue;
    for (const std::string& text : Scalars(positions.get_array())) {
      std::size_t position = 0;
      std::from_chars(text.data(), text.data() + text.size(), position);
      words.emplace_back(position, word);
    }
  }
  return TextOfWords(std::move(words));
}

void AddField(const std::string& name, json::value value, int depth, RawRecord& record);

void AddObject(const std::string& prefix, json::object object, int depth, RawRecord& record) {
  for (auto field : object) {
    const std::string_view key = field.unescaped_key().value();
    const bool is_value = key == "date-parts" || (key == "value" && !prefix.empty());
    const std::string name = is_value         ? prefix
                             : prefix.empty() ? std::string(key)
                                              : prefix + '.' + std::string(key);
    AddField(name, field.value(), depth, record);
  }
}

// Adds a list: its values, and the members of its first object that is none.
void AddList(const std::string& name, json::array list, int depth, RawRecord& record) {
  std::vector<std::string> values;
  std::vector<std::string> left_out;
  JsonMembers others;
  bool texts = true;  // Whether all values are.
  for (auto item : list) {
    json::value inner = item.value();
    switch (inner.type()) {
      case json::json_type::object: {
        texts = false;
        JsonMembers members;
        AddMembers("", inner.get_object(), members);
        std::string text = ValueOfItem(name, members);
        if (IsLeftOut(name, members) || (name == "titles" && !values.empty())) {
          left_out.push_back(std::move(text));
        } else if (!text.empty()) {
          values.push_back(std::move(text));
        } else if (others.empty()) {
          others = std::move(members);
        }
        break;
      }
      case json::json_type::array: {
        texts = false;
        std::vector<std::string> parts = Scalars(inner.get_array());
        if (name == "authors_parsed") {
          parts.resize(3);
          values.push_back(JoinedName(parts[1], parts[0], parts[2]));
        } else if (depth > 0 && values.empty()) {  // Lists within a list are days.
          values.push_back(DateOfParts(parts));
        }
        break;
      }
      default:
        AddScalar(inner, values);
    }
  }
  if (texts && NamesAuthors(name)) SpeakNames(values);
  if (values.size() == 1 && NamesAList(name)) {
    record.AddList(name, std::move(values));
  } else if (!values.empty()) {
    record.fields.emplace_back(name, std::move(values));
  }
  if (name == "titles" && !left_out.empty())
    record.fields.push_back({"title_translated", {std::move(left_out.front())}});
  if (name == "tags" && !left_out.empty()) record.AddList("automatic_tags", std::move(left_out));
  for (auto& [key, text] : others)
    record.fields.push_back({std::string(name).append(".").append(key), {std::move(text)}});
}

void AddField(const std::string& name, json::value value, int depth, RawRecord& record) {
  switch (value.type()) {
    case json::json_type::object:
      if (name == "abstract_inverted_index") {
        record.fields.push_back({"abstract", {TextOfInvertedIndex(value.get_object())}});
      } else if (depth < kMaxDepth) {
        AddObject(IsEnvelope(name) ? "" : name, value.get_object(), depth + 1, record);
      }
      return;
    case json::json_type::array:
      return AddList(name, value.get_array(), depth, record);
    default: {
      std::vector<std::string> values;
      AddScalar(value, values);
      if (values.empty()) return;
      if (name == "authors.author.text") values.front() = WithoutHomonymNumber(values.front());
      record.fields.emplace_back(name, std::move(values));
    }
  }
}

}  // namespace

struct JsonRecordReader::Parser {
  json::parser json;
};

JsonRecordReader::JsonRecordReader(std::string kind, std::string hint)
    : parser_(std::make_unique<Parser>()), kind_(std::move(kind)), hint_(std::move(hint)) {}
JsonRecordReader::~JsonRecordReader() = default;

void JsonRecordReader::Read(std::string& text, const Location& where, const RecordSink& sink) {
  if (text.size() > kMaxRecordBytes) {
    sink.on_reject({where, "the " + kind_ + " is longer than 16 MB", kTooLongHint});
    return;
  }
  try {
    text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    json::document document = parser_->json.iterate(text.data(), text.size(), text.capacity());
    if (document.type() != json::json_type::object) {
      sink.on_reject({where, "the " + kind_ + " is no object", hint_});
      return;
    }
    RawRecord record{where, {}};
    record.needs_no_id = record.has_columns = true;
    AddObject("", document.get_object(), 0, record);
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
      throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
    if (CompleteJsonRecord(record)) sink.on_record(std::move(record));
  } catch (const simdjson::simdjson_error& e) {
    if (e.error() == simdjson::UTF8_ERROR) {
      sink.on_reject({where, "the " + kind_ + " is not UTF-8",
                      "convert it, for example: iconv -f LATIN1 -t UTF-8"});
    } else {
      sink.on_reject({where, "the " + kind_ + " is not JSON", hint_});
    }
  }
}

}  // namespace dssearch::indexer
