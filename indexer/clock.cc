#include "indexer/clock.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <string>
#include <string_view>
#include <system_error>

#include "dssearch/error.h"

namespace dssearch::indexer {

std::int64_t Now() {
  const char* const said = std::getenv("SOURCE_DATE_EPOCH");
  if (said == nullptr) return std::time(nullptr);
  const std::string_view text(said);
  std::int64_t time = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), time);
  if (error != std::errc() || end != text.data() + text.size() || time < 0)
    throw Error(ErrorCode::kInvalidRequest,
                "SOURCE_DATE_EPOCH is no number of seconds: '" + std::string(text) + "'",
                "unset it, or set it to seconds since 1970");
  return std::max<std::int64_t>(time, 1);  // 0 is a time that is not known.
}

}  // namespace dssearch::indexer
