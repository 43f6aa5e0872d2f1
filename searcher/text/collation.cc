#include "searcher/text/collation.h"

#include <unicode/coll.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace dssearch::text {

struct Collation::Impl {
  std::unique_ptr<icu::Collator> collator;
};

Collation::Collation() : impl_(std::make_unique<Impl>()) {
  UErrorCode status = U_ZERO_ERROR;
  impl_->collator.reset(icu::Collator::createInstance(icu::Locale("zh@collation=pinyin"), status));
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no collation for Chinese");
}

Collation::~Collation() = default;
Collation::Collation(Collation&&) noexcept = default;

std::string Collation::SortKey(std::string_view text) const {
  const icu::UnicodeString utf16 = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())));
  std::array<std::uint8_t, kMaxKeyBytes> key{};
  // This is the size of the whole key, with the zero byte at its end.
  const std::int32_t size =
      impl_->collator->getSortKey(utf16, key.data(), static_cast<std::int32_t>(key.size()));
  const auto kept = std::min(static_cast<std::size_t>(size > 0 ? size - 1 : 0), key.size());
  return {reinterpret_cast<const char*>(key.data()), kept};
}

}  // namespace dssearch::text
