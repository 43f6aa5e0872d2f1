#include "indexer/formats/plain_text_reader.h"

#include <algorithm>

namespace dssearch::indexer {

void ReadPlainText(const std::string& file, std::string_view content, const std::string& key,
                   const RecordSink& sink) {
  const std::size_t begin = content.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) {
    sink.on_reject({{file, 0}, "the file is empty", "the first line is the title"});
    return;
  }
  content.remove_prefix(begin);
  const std::size_t end = std::min(content.find('\n'), content.size());
  RawRecord record{{file, 1}, {}};
  record.key = key;
  record.needs_no_id = true;
  record.fields.push_back({"title", {std::string(content.substr(0, end))}});
  record.fields.push_back({"summary", {std::string(content.substr(end))}});
  sink.on_record(std::move(record));
}

}  // namespace dssearch::indexer
