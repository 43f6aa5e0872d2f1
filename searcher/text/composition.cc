#include "searcher/text/composition.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "searcher/text/code_points.h"

namespace dssearch::text {

std::string Composed(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  std::string out(text);
  if (ascii || !IsValid(text)) return out;
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return out;
  const icu::UnicodeString composed = nfc->normalize(
      icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}), status);
  if (U_FAILURE(status)) return out;
  out.clear();
  return composed.toUTF8String(out);
}

}  // namespace dssearch::text
