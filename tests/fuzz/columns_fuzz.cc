#include <cstddef>
#include <cstdint>
#include <string>

#include "dssearch/error.h"
#include "searcher/format/columns.h"
#include "tests/fuzz/require.h"

// Any bytes may be those of a damaged file: they are refused, or what is read of them is inside.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using dssearch::format::Columns;
  constexpr unsigned kIds = 130;
  constexpr unsigned kDocs = 70;
  try {
    const Columns columns(std::string(reinterpret_cast<const char*>(data), size));
    for (unsigned id = 0; id < kIds; ++id) {
      const Columns::Column column = columns.Of(id < kIds - 1 ? id : Columns::kLengths);
      dssearch::testing::Require(column.text_count() <= size, "a column has no more than it may");
      for (unsigned doc = 0; doc < kDocs; ++doc) std::string(column.TextOf(doc));
    }
  } catch (const dssearch::Error&) {  // Refused.
  }
  return 0;
}
