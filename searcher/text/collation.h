#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dssearch::text {

/// The collation of titles, ICU's for Chinese: Han by pinyin, then letters; case and accents only
/// break ties. Not thread-safe; give each thread its own.
class Collation {
 public:
  Collation();
  ~Collation();
  Collation(Collation&&) noexcept;

  /// A sort key: keys compare bytewise as their texts do. Truncated to kMaxKeyBytes.
  std::string SortKey(std::string_view text) const;

  static constexpr std::size_t kMaxKeyBytes = 120;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dssearch::text
