#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/format/schema.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// The value of a field that a term (format::ValueTerm) is of, as one of its papers spells it.
/// Throws Xapian::Error.
std::string WrittenValue(const format::Field& field, const std::string& term,
                         const IndexReader& reader);

/// The value of a field that is most similar to `typed`, as papers spell it; empty where none is
/// similar. A domain is compared by its names in both languages, and returned by the one that is
/// similar. Throws Xapian::Error.
///
/// Values that contain `typed`, or that it begins with, are more similar than others; the rest are
/// compared by the characters and pairs of characters that they share (Dice), so that neither a
/// typo nor the order of names makes much of a difference: for "Zhihong Shoa" or "Shao, Zhihong" it
/// is "Zhihong Shao".
std::string NearestValue(const format::Field& field, std::string_view typed,
                         const IndexReader& reader);

/// The most frequent values of a field, at most `limit`; none where there are more than 50 values,
/// of which a few tell nothing. Throws Xapian::Error.
std::vector<std::string> FrequentValues(const format::Field& field, std::size_t limit,
                                        const IndexReader& reader);

}  // namespace dssearch
