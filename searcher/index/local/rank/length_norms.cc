#include "searcher/index/local/rank/length_norms.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

#include "searcher/index/bm25.h"

namespace dssearch {
namespace {

// Nearly all papers are shorter; their norms are looked up, which takes half as long.
constexpr std::size_t kFewWords = 1024;

format::Columns::Column LengthsOf(const SegmentReader& segment) {
  return segment.columns->Of(format::Columns::kLengths);
}

double AverageLength(const LocalReader& reader) {
  std::uint64_t sum = 0;
  for (const SegmentReader& segment : reader.segments())
    LengthsOf(segment).Visit([&](const auto& lengths) {
      for (Xapian::docid doc = 1; doc <= segment.last; ++doc)
        if (segment.Has(doc)) sum += lengths[doc];
    });
  return static_cast<double>(sum) / std::max(reader.doc_count(), 1U);
}

}  // namespace

std::shared_ptr<const LengthNorms> LengthNormsOf(const LocalReader& reader) {
  return reader.snapshot().Column<LengthNorms>("length norms", [&] {
    const double average = AverageLength(reader);
    auto norms = std::make_shared<LengthNorms>(LengthNorms{average, {}});
    norms->by_doc.resize(reader.segments().empty() ? 0 : reader.segments().back().end);
    std::array<float, kFewWords> of_few;
    for (std::size_t length = 0; length < kFewWords; ++length)
      of_few[length] = LengthNorm(static_cast<double>(length), average);
    for (const SegmentReader& segment : reader.segments())
      LengthsOf(segment).Visit([&](const auto& lengths) {
        for (Xapian::docid doc = 1; doc <= segment.last; ++doc) {
          const std::uint32_t length = lengths[doc];
          norms->by_doc[segment.base + doc] =
              length < kFewWords ? of_few[length] : LengthNorm(length, average);
        }
      });
    return norms;
  });
}

}  // namespace dssearch
