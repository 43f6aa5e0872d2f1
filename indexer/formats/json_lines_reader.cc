#include <string>

#include "indexer/formats/json_reader.h"
#include "indexer/formats/json_record.h"

namespace dssearch::indexer {

void ReadJsonLines(TextInput& input, const RecordSink& sink) {
  JsonRecordReader reader("line", "a line is one JSON object, as corpus/README.md shows");
  std::string line;
  for (std::size_t number = input.line(); input.TakeLine(line); number = input.line()) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    reader.Read(line, {input.name(), number}, sink);
  }
}

}  // namespace dssearch::indexer
