#pragma once

#include <span>
#include <string_view>

namespace dssearch::text {

/// A term of the mainland and its name in Taiwan or Hong Kong, both in simplified characters.
/// Either may have several names, in several pairs.
struct RegionalTerm {
  std::string_view mainland;
  std::string_view taiwan;
};

/// Terms of the sciences. They are whole terms where their words alone mean another thing
/// elsewhere: 影像 is both 图像 and imaging, but 影像辨识 is 图像识别.
std::span<const RegionalTerm> ScienceTerms();

/// The same, where the second is a word of the mainland, too, so that it may stay as it is.
std::span<const RegionalTerm> SharedTerms();

/// Words of daily life and of computers, from OpenCC.
std::span<const RegionalTerm> OpenCcTerms();

}  // namespace dssearch::text
