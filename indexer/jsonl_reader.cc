#include "indexer/jsonl_reader.h"

#include <simdjson.h>

#include <string_view>

namespace dssearch::indexer {
namespace {

namespace json = simdjson::ondemand;

constexpr const char* kFormHint = "a line is one JSON object, as corpus/README.md shows";

// A number as it is written, so that 2401.10020 stays what it is.
std::string_view NumberText(json::value value) {
  std::string_view token = value.raw_json_token();
  value.get_double().value();  // Throws for what is no number.
  while (!token.empty() && (token.back() == ' ' || token.back() == '\t' || token.back() == '\r'))
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

RawRecord ReadObject(json::object object, const Location& where) {
  RawRecord record{where, {}};
  for (auto field : object) {
    std::string name(field.unescaped_key().value());
    std::vector<std::string> values;
    json::value value = field.value();
    if (value.type() == json::json_type::array) {
      for (auto item : value.get_array()) AddScalar(item.value(), values);
    } else {
      AddScalar(value, values);
    }
    if (!values.empty()) record.fields.emplace_back(std::move(name), std::move(values));
  }
  return record;
}

}  // namespace

void ReadJsonLines(const std::string& file, std::istream& input, const RecordSink& sink) {
  json::parser parser;
  std::string line;
  for (std::size_t number = 1; std::getline(input, line); ++number) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (number == 1 && line.starts_with(kByteOrderMark)) line.erase(0, kByteOrderMark.size());
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const Location where{file, number};
    try {
      line.reserve(line.size() + simdjson::SIMDJSON_PADDING);
      json::document document = parser.iterate(line.data(), line.size(), line.capacity());
      if (document.type() != json::json_type::object) {
        sink.on_reject({where, "the line is no object", kFormHint});
        continue;
      }
      RawRecord record = ReadObject(document.get_object(), where);
      if (document.current_location().error() != simdjson::OUT_OF_BOUNDS)
        throw simdjson::simdjson_error(simdjson::TRAILING_CONTENT);
      sink.on_record(std::move(record));
    } catch (const simdjson::simdjson_error& e) {
      if (e.error() == simdjson::UTF8_ERROR) {
        sink.on_reject({where, "the line is not UTF-8", "convert it: iconv -t UTF-8"});
      } else {
        sink.on_reject({where, "the line is not JSON", kFormHint});
      }
    }
  }
  if (input.bad()) sink.on_reject({{file, 0}, "the file cannot be read", "check its permissions"});
}

}  // namespace dssearch::indexer
