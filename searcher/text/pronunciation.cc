#include "searcher/text/pronunciation.h"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <memory>

namespace dssearch::text {

std::string PinyinOf(std::string_view han) {
  // It takes milliseconds to make, and may be used by one thread at a time.
  thread_local const std::unique_ptr<icu::Transliterator> kToLatin = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance(
        "Han-Latin; Latin-ASCII; Lower; [^a-z] Remove", UTRANS_FORWARD, status));
  }();
  if (!kToLatin) return {};
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8({han.data(), static_cast<std::int32_t>(han.size())});
  kToLatin->transliterate(text);
  std::string pinyin;
  text.toUTF8String(pinyin);
  return pinyin;
}

}  // namespace dssearch::text
