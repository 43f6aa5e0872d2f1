#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "indexer/formats/text_input.h"
#include "indexer/record.h"

namespace dssearch::indexer {

/// A line of a numbered list: its number and the text behind.
struct NumberedLine {
  std::size_t number = 0;
  std::string_view text;
};

/// The number before an entry of a list, "[1]", "(1)", "1. ", "1) ", "1: ", "1、"; nullopt where a
/// line has none.
std::optional<NumberedLine> ParseNumberedLine(std::string_view line);

/// Reads a numbered list of references as GB/T 7714 has them and CNKI saves them (查新引文格式),
/// one a line: "[1]王小明,李华.慢速河流的阅读方法[J].河流学报,2021,37(03):1-10." Lines 摘要: and
/// 关键词: behind a reference belong to it. A line that is no reference is a Reject.
void ReadReferenceList(TextInput& input, const RecordSink& sink);

/// Whether a text begins with such a reference.
bool BeginsReferenceList(std::string_view text);

}  // namespace dssearch::indexer
