#include "searcher/text/code_points.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <cstdint>
#include <cstring>

namespace dssearch::text {

char32_t internal::NextBeyondAscii(std::string_view text, std::size_t& i) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  UChar32 c = 0;
  const std::size_t size = text.size();
  U8_NEXT_OR_FFFD(bytes, i, size, c);
  return static_cast<char32_t>(c);
}

void Append(std::string& out, char32_t c) {
  std::uint8_t bytes[U8_MAX_LENGTH];
  std::size_t size = 0;
  U8_APPEND_UNSAFE(bytes, size, c);
  out.append(reinterpret_cast<const char*>(bytes), size);
}

bool IsValid(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t size = text.size();
  for (std::size_t i = 0; i < size;) {
    // Most of English is ASCII, eight bytes at a time.
    std::uint64_t eight = 0;
    if (size - i >= sizeof eight) {
      std::memcpy(&eight, bytes + i, sizeof eight);
      if ((eight & 0x8080'8080'8080'8080) == 0) {
        i += sizeof eight;
        continue;
      }
    }
    UChar32 c = 0;
    U8_NEXT(bytes, i, size, c);
    if (c < 0) return false;
  }
  return true;
}

std::string_view CutToBytes(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  // Only a code point that begins in the last three bytes can extend beyond.
  std::size_t lead = bytes;
  while (lead > 0 && bytes - lead < 3 && U8_IS_TRAIL(static_cast<std::uint8_t>(text[lead]))) --lead;
  std::size_t end = lead;
  Next(text, end);
  return text.substr(0, end > bytes ? lead : bytes);
}

Script ScriptOf(char32_t c) {
  if (c < 0x80) {
    if (c >= 'a' && c <= 'z') return Script::kLatin;
    if (c >= '0' && c <= '9') return Script::kDigit;
    if (c >= 'A' && c <= 'Z') return Script::kLatin;
    return Script::kNone;
  }
  // This is by far the most frequent case.
  if (c >= 0x4E00 && c <= 0x9FFF) return Script::kUnspaced;
  const auto cp = static_cast<UChar32>(c);
  UErrorCode status = U_ZERO_ERROR;
  const UScriptCode script = uscript_getScript(cp, &status);
  const std::uint32_t mask = U_GET_GC_MASK(cp);
  if (mask & U_GC_ND_MASK) return Script::kDigit;
  if (!(mask & (U_GC_L_MASK | U_GC_M_MASK | U_GC_NL_MASK))) return Script::kNone;
  switch (script) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_BOPOMOFO:
    case USCRIPT_THAI:
    case USCRIPT_LAO:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
    case USCRIPT_TIBETAN:
    case USCRIPT_YI:
      return Script::kUnspaced;
    case USCRIPT_LATIN:
      return Script::kLatin;
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
      // Prolonged sound marks and the like belong to kana. Anything else without a script of its
      // own is a letter like any other (ª is folded before).
      return (c >= 0x3005 && c <= 0x30FF) ? Script::kUnspaced : Script::kOther;
    default:
      return Script::kOther;
  }
}

bool HasUnspaced(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (IsUnspaced(Next(text, i))) return true;
  return false;
}

bool IsAllUnspaced(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (!IsUnspaced(Next(text, i))) return false;
  return !text.empty();
}

}  // namespace dssearch::text
