// Any text is markup, TeX, a list of names, a date or an identifier.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "indexer/fields/author_names.h"
#include "indexer/fields/date_forms.h"
#include "indexer/fields/markup.h"
#include "indexer/formats/format.h"
#include "indexer/formats/tex_text.h"
#include "searcher/format/calendar.h"
#include "searcher/format/identifier.h"
#include "searcher/text/code_points.h"
#include "tests/fuzz/require.h"

namespace dssearch::indexer {
namespace {

using testing::Require;

void Check(std::string_view text) {
  const bool valid = text::IsValid(text);
  const std::string plain = WithoutMarkup(text);
  Require(!valid || text::IsValid(plain), "text without markup is UTF-8");
  // &nGt; has 5 bytes and means two characters of 3.
  Require(plain.size() <= text.size() + text.size() / 5, "markup is longer than what it means");

  const std::string tex = TextOfTex(text);
  Require(!valid || text::IsValid(tex), "text of TeX is UTF-8");

  std::size_t names_bytes = 0;
  for (const std::string& name : NamesOf(text)) {
    Require(!name.empty(), "a name is not empty");
    Require(!valid || text::IsValid(name), "a name is UTF-8");
    names_bytes += name.size();
  }
  // A list has commas where names in order have blanks.
  Require(names_bytes <= text.size() + 2, "names are no longer than their list");

  if (const auto date = DateIn(text))
    Require(format::ParseDate(*date).has_value(), "a date is a date");
  if (const auto date = DateWithin(text))
    Require(format::ParseDate(*date).has_value(), "a date within a text is a date");
  if (const auto identifier = format::ParseIdentifier(text))
    Require(!identifier->text.empty(), "an identifier has a text");
  if (const auto taken = format::TakeIdentifier(text))
    Require(taken->size > 0 && taken->size <= text.size(), "an identifier is part of its text");
  FormatOfText(text);
}

}  // namespace
}  // namespace dssearch::indexer

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  dssearch::indexer::Check({reinterpret_cast<const char*>(data), size});
  return 0;
}
