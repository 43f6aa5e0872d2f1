#include "indexer/formats/reference_list_reader.h"
#include "tests/fuzz/check_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const dssearch::testing::CheckReader check(dssearch::indexer::ReadReferenceList, data, size);
  return 0;
}
