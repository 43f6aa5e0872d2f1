#include <string_view>

#include "indexer/formats/format.h"
#include "tests/fuzz/require.h"

// Any bytes may be those of a file of any name: what is told from the content alone is told of a
// file without extension, too, unless only its lines further down tell it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view head(reinterpret_cast<const char*>(data), size);
  const auto of_text = dssearch::indexer::FormatOfText(head);
  const auto of_file = dssearch::indexer::FormatOf("f", head);
  dssearch::testing::Require(!of_file || of_file == of_text,
                             "a name without extension says nothing");
  for (const char* name : {"f.txt", "f.md", "f.json", "f.jsonl", "f.csv", "f.bib", "f.ris"})
    dssearch::testing::Require(dssearch::indexer::FormatOf(name, head).has_value(),
                               "a known name always tells a format");
  return 0;
}
