#include "searcher/text/segmenter.h"

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/utext.h>

#include <stdexcept>
#include <string>

namespace dssearch::text {
namespace {

void Check(UErrorCode status) {
  if (U_FAILURE(status))
    throw std::runtime_error(std::string("ICU word segmentation: ") + u_errorName(status));
}

}  // namespace

struct Segmenter::Impl {
  Impl() {
    UErrorCode status = U_ZERO_ERROR;
    words.reset(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
    Check(status);
  }
  ~Impl() { utext_close(&text); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  std::unique_ptr<icu::BreakIterator> words;
  UText text = UTEXT_INITIALIZER;
  std::vector<Span> spans;
};

Segmenter::Segmenter() : impl_(std::make_unique<Impl>()) {}
Segmenter::~Segmenter() = default;
Segmenter::Segmenter(Segmenter&&) noexcept = default;

const std::vector<Span>& Segmenter::Words(std::string_view run) {
  UErrorCode status = U_ZERO_ERROR;
  utext_openUTF8(&impl_->text, run.data(), static_cast<std::int64_t>(run.size()), &status);
  Check(status);
  impl_->words->setText(&impl_->text, status);
  Check(status);
  impl_->spans.clear();
  std::int32_t begin = impl_->words->first();
  for (std::int32_t end = impl_->words->next(); end != icu::BreakIterator::DONE;
       end = impl_->words->next()) {
    impl_->spans.push_back({static_cast<std::size_t>(begin), static_cast<std::size_t>(end)});
    begin = end;
  }
  return impl_->spans;
}

}  // namespace dssearch::text
