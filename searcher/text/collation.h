#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dssearch::text {

/// The order of titles: Han by pinyin, then letters, case and accents only
/// where nothing else differs (what ICU knows of Chinese). Not thread-safe; give each thread its
/// own.
class Collation {
 public:
  Collation();
  ~Collation();
  Collation(Collation&&) noexcept;

  /// Bytes that compare as the texts do, as far as kMaxKeyBytes go.
  std::string SortKey(std::string_view text) const;

  static constexpr std::size_t kMaxKeyBytes = 120;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dssearch::text
