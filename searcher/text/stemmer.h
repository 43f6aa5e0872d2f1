#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace dssearch::text {

/// The English stemmer of Snowball: optimization, optimizing → optim.
///
/// Not thread-safe, since it caches stems; give each thread its own.
class Stemmer {
 public:
  Stemmer();
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;

  /// The stem of a folded word, valid until the next call.
  std::string_view Stem(std::string_view word);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dssearch::text
