// Any bytes can be unpacked and decoded, and pieces make no difference.

#include <cstddef>
#include <cstdint>
#include <sstream>
#include <string>

#include "indexer/formats/text_input.h"
#include "tests/fuzz/require.h"

namespace dssearch::indexer {
namespace {

// The lines, and whether the end was reached.
std::pair<std::string, bool> Read(const std::string& bytes, std::size_t piece_bytes) {
  std::istringstream stream(bytes);
  TextInput input("f", stream, piece_bytes);
  std::string all;
  std::string line;
  try {
    std::size_t lines = 0;
    while (input.TakeLine(line)) {
      all.append(line).append("\n");
      // What unpacks to gigabytes is only cut short here.
      if (++lines > 100'000 || all.size() > 50'000'000) return {all, false};
    }
  } catch (const UnreadableInput&) {
    return {all, false};
  }
  return {all, true};
}

void Check(const std::string& bytes) {
  const auto [whole, whole_ended] = Read(bytes, 65'536);
  const auto [pieces, pieces_ended] = Read(bytes, 3);
  testing::Require(whole_ended == pieces_ended, "pieces do not break what is whole");
  testing::Require(!whole_ended || whole == pieces, "pieces make no difference");
}

}  // namespace
}  // namespace dssearch::indexer

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dssearch::indexer::Check({reinterpret_cast<const char*>(data), size});
  return 0;
}
