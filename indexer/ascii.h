#pragma once

#include <string_view>

#include "searcher/format/ascii.h"

namespace dssearch::indexer {

// ASCII has one home, which the searcher shares.
using format::IsAsciiDigit;
using format::IsAsciiLetter;
using format::IsAsciiUpper;
using format::LowerAscii;

constexpr bool IsAsciiAlnum(char c) { return IsAsciiLetter(c) || IsAsciiDigit(c); }

/// A text without the `blanks` at its ends.
constexpr std::string_view Trim(std::string_view text, std::string_view blanks = " \t\r\n") {
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

}  // namespace dssearch::indexer
