#include "indexer/formats/json_reader.h"
#include "tests/fuzz/check_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const dssearch::testing::CheckReader whole(dssearch::indexer::ReadJson, data, size);
  const dssearch::testing::CheckReader lines(dssearch::indexer::ReadJsonLines, data, size);
  return 0;
}
