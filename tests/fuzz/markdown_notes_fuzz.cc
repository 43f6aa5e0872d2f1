#include "indexer/formats/markdown_notes.h"
#include "tests/fuzz/check_reader.h"

namespace {

using dssearch::indexer::RecordSink;
using dssearch::indexer::TextInput;

// Such files are read as a whole, if they are UTF-8.
void Read(TextInput& input, const RecordSink& sink) {
  const std::string text = input.TakeAll();
  if (dssearch::text::IsValid(text)) dssearch::indexer::ReadMarkdownNotes(input.name(), text, sink);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const dssearch::testing::CheckReader check(Read, data, size);
  return 0;
}
