#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "dssearch/snippet.h"

namespace dssearch::text {

/// Segments a run of characters of a script without blanks (Script::kUnspaced) into words, by ICU's
/// dictionary. It changes, adds and drops no byte.
///
/// Not thread-safe; give each thread its own.
class Segmenter {
 public:
  Segmenter();
  ~Segmenter();
  Segmenter(Segmenter&&) noexcept;

  /// The words of `run` in order, without gaps: 深度|学习|用于|信息|检索. `run` must be valid
  /// UTF-8. The reference is valid until the next call.
  const std::vector<Span>& Words(std::string_view run);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dssearch::text
