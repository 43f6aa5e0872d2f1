#include "dssearch/display_width.h"

#include <unicode/uchar.h>

#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

std::size_t CellsOf(char32_t c) {
  if (c < 0x20 || c == 0x7F) return 0;
  if (c < 0x300) return 1;
  const auto cp = static_cast<UChar32>(c);
  if (U_GET_GC_MASK(cp) & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) return 0;
  const int width = u_getIntPropertyValue(cp, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t cells = 0;
  for (std::size_t i = 0; i < text.size();) cells += CellsOf(text::Next(text, i));
  return cells;
}

std::string_view CutToWidth(std::string_view text, std::size_t cells) {
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    used += CellsOf(text::Next(text, i));
    if (used > cells) return text.substr(0, begin);
  }
  return text;
}

}  // namespace dssearch
