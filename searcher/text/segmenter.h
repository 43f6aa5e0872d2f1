#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "dssearch/snippet.h"

namespace dssearch::text {

/// Finds the words in a run of characters of a script that is written without
/// blanks (Script::kUnspaced), with ICU's dictionary.
///
/// A segmenter only looks: it never changes, adds or drops a byte.
///
/// Not thread-safe; give each thread its own.
class Segmenter {
 public:
  Segmenter();
  ~Segmenter();
  Segmenter(Segmenter&&) noexcept;

  /// The words of `run` in order, without gaps: 深度|学习|用于|信息|检索.
  /// `run` must be valid UTF-8. The reference is good until the next call.
  const std::vector<Span>& Words(std::string_view run);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dssearch::text
