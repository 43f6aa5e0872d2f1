#include "searcher/text/stemmer.h"

#include <libstemmer.h>

#include <new>
#include <string>
#include <unordered_map>

namespace dssearch::text {
namespace {

// The capacity of the cache of stems, beyond which it is cleared. Papers use a few ten thousand
// words, which take some megabytes.
constexpr std::size_t kMaxCachedStems = 1 << 16;

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};

}  // namespace

struct Stemmer::Impl {
  Impl() : stemmer(sb_stemmer_new("english", "UTF_8")) {
    if (stemmer == nullptr) throw std::bad_alloc();
  }
  ~Impl() { sb_stemmer_delete(stemmer); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  sb_stemmer* stemmer;
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> stems;
};

Stemmer::Stemmer() : impl_(std::make_unique<Impl>()) {}
Stemmer::~Stemmer() = default;
Stemmer::Stemmer(Stemmer&&) noexcept = default;

std::string_view Stemmer::Stem(std::string_view word) {
  if (const auto known = impl_->stems.find(word); known != impl_->stems.end()) return known->second;
  if (impl_->stems.size() >= kMaxCachedStems) impl_->stems.clear();
  const sb_symbol* stem =
      sb_stemmer_stem(impl_->stemmer, reinterpret_cast<const sb_symbol*>(word.data()),
                      static_cast<int>(word.size()));
  if (stem == nullptr) throw std::bad_alloc();
  const auto size = static_cast<std::size_t>(sb_stemmer_length(impl_->stemmer));
  return impl_->stems.emplace(word, std::string(reinterpret_cast<const char*>(stem), size))
      .first->second;
}

}  // namespace dssearch::text
