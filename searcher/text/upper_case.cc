#include "searcher/text/upper_case.h"

#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <cstdint>

namespace dssearch::text {

std::string UpperCase(std::string_view text) {
  std::string upper;
  icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())})
      .toUpper(icu::Locale::getRoot())
      .toUTF8String(upper);
  return upper;
}

}  // namespace dssearch::text
