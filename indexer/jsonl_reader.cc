#include "indexer/jsonl_reader.h"

#include <nlohmann/json.hpp>

#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

constexpr const char* kFormHint = "a line is one JSON object, as corpus/README.md shows";

void AddValues(const nlohmann::json& value, std::vector<std::string>& values) {
  if (value.is_string()) {
    values.push_back(value.get<std::string>());
  } else if (value.is_array()) {
    for (const nlohmann::json& item : value)
      if (!item.is_array() && !item.is_object()) AddValues(item, values);
  } else if (value.is_number()) {
    values.push_back(value.dump());
  }
}

}  // namespace

void ReadJsonLines(const std::string& file, std::istream& input, const RecordSink& sink) {
  std::string line;
  for (std::size_t number = 1; std::getline(input, line); ++number) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    const Location where{file, number};
    if (!text::IsValid(line)) {
      sink.on_reject({where, "the line is not UTF-8", "convert it: iconv -t UTF-8"});
      continue;
    }
    const nlohmann::json object = nlohmann::json::parse(line, nullptr, false);
    if (!object.is_object()) {
      sink.on_reject({where,
                      object.is_discarded() ? "the line is not JSON" : "the line is no object",
                      kFormHint});
      continue;
    }
    RawRecord record{where, {}};
    for (const auto& [name, value] : object.items()) {
      std::vector<std::string> values;
      AddValues(value, values);
      if (!values.empty()) record.fields.emplace_back(name, std::move(values));
    }
    sink.on_record(std::move(record));
  }
}

}  // namespace dssearch::indexer
