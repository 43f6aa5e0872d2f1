#include "searcher/text/normalizer.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "searcher/text/code_points.h"
#include "searcher/text/han_variants.h"

namespace dssearch::text {
namespace {

constexpr char32_t kMaxCodePoint = 0x10FFFF;
constexpr std::size_t kPageSize = 256;

// Letters with a stroke and ligatures, which Unicode does not decompose but people type as plain
// letters, and variants of punctuation with the same meaning.
constexpr struct {
  char32_t from;
  std::string_view to;
} kRespelled[] = {
    {U'ø', "o"},      {U'ł', "l"},      {U'đ', "d"},      {U'ħ', "h"},      {U'ŧ', "t"},
    {U'ı', "i"},      {U'æ', "ae"},     {U'œ', "oe"},     {U'ð', "d"},      {U'þ', "th"},
    {U'\u2018', "'"}, {U'\u2019', "'"}, {U'\u201B', "'"}, {U'\u02BC', "'"}, {U'\u2032', "'"},
    {U'\u00B4', "'"}, {U'`', "'"},      {U'\u2010', "-"}, {U'\u2011', "-"}, {U'\u2012', "-"},
    {U'\u2013', "-"}, {U'\u2212', "-"}, {U'\uFE63', "-"},
};

bool IsCombiningDiacritic(UChar32 c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF) ||
         (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20FF) ||
         (c >= 0xFE20 && c <= 0xFE2F);
}

const icu::Normalizer2& Checked(const icu::Normalizer2* instance, UErrorCode status) {
  if (U_FAILURE(status) || instance == nullptr) throw std::runtime_error(u_errorName(status));
  return *instance;
}

}  // namespace

// The foldings of code points, each computed at its first use and stored in pages of kPageSize code
// points.
struct Normalizer::Table {
  struct Entry {
    std::uint32_t offset = 0;
    std::uint8_t size = 0;
    bool known = false;
  };
  using Page = std::array<Entry, kPageSize>;

  Table()
      : case_fold(Checked(icu::Normalizer2::getNFKCCasefoldInstance(status), status)),
        decompose(Checked(icu::Normalizer2::getNFDInstance(status), status)) {
    for (const auto& [from, to] : kRespelled) Set(EntryOf(from), to);
    for (std::size_t i = 0; i < kSimplifiedForms.size();) {
      const char32_t traditional = Next(kSimplifiedForms, i);
      const std::size_t begin = i;
      Next(kSimplifiedForms, i);
      Set(EntryOf(traditional), kSimplifiedForms.substr(begin, i - begin));
    }
  }

  Entry& EntryOf(char32_t c) {
    std::unique_ptr<Page>& page = pages[c / kPageSize];
    if (!page) page = std::make_unique<Page>();
    return (*page)[c % kPageSize];
  }

  void Set(Entry& entry, std::string_view folded) {
    entry.offset = static_cast<std::uint32_t>(pool.size());
    entry.size = static_cast<std::uint8_t>(folded.size());
    entry.known = true;
    pool += folded;
  }

  std::string_view Fold(char32_t c) {
    Entry& entry = EntryOf(c);
    if (!entry.known) Set(entry, ComputeFolding(c));
    return std::string_view(pool).substr(entry.offset, entry.size);
  }

  std::string ComputeFolding(char32_t c) {
    UErrorCode error = U_ZERO_ERROR;
    const auto cp = static_cast<UChar32>(c);
    const icu::UnicodeString folded =
        decompose.normalize(case_fold.normalize(icu::UnicodeString(cp), error), error);
    icu::UnicodeString kept;
    std::string out;
    for (std::int32_t i = 0; i < folded.length();) {
      const UChar32 part = folded.char32At(i);
      i += U16_LENGTH(part);
      if (IsCombiningDiacritic(part)) continue;
      kept.append(part);
    }
    // This recomposes what was decomposed besides diacritics (kana with voicing marks, Hangul).
    // Then characters with an entry in the table are replaced.
    kept = case_fold.normalize(kept, error);
    for (std::int32_t i = 0; i < kept.length();) {
      const UChar32 part = kept.char32At(i);
      i += U16_LENGTH(part);
      const Entry& entry = EntryOf(static_cast<char32_t>(part));
      if (entry.known && part != cp) {
        out += std::string_view(pool).substr(entry.offset, entry.size);
      } else {
        Append(out, static_cast<char32_t>(part));
      }
    }
    if (U_FAILURE(error)) return {};
    return out.size() > 255 ? std::string(CutToBytes(out, 255)) : out;
  }

  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2& case_fold;
  const icu::Normalizer2& decompose;
  std::array<std::unique_ptr<Page>, kMaxCodePoint / kPageSize + 1> pages;
  std::string pool;
};

Normalizer::Normalizer() : table_(std::make_unique<Table>()) {}
Normalizer::~Normalizer() = default;
Normalizer::Normalizer(Normalizer&&) noexcept = default;

FoldedText Normalizer::Fold(std::string_view text) {
  FoldedText result;
  std::string& out = result.text_;
  std::vector<FoldedText::OffsetMapping>& mappings = result.mappings_;
  out.reserve(text.size());
  // Where the last code point that was not dropped begins, in both texts.
  std::size_t last_folded = 0;
  std::size_t last_original = 0;
  bool linear = false;  // Whether the last mapping can be extended.

  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const std::size_t folded_begin = out.size();
    for (; i < text.size() && static_cast<unsigned char>(text[i]) < 0x80 && text[i] != '`'; ++i)
      out += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] + ('a' - 'A')) : text[i];
    if (i > begin) {
      if (!linear) mappings.push_back({folded_begin, begin, 0, true});
      linear = true;
      last_folded = out.size() - 1;
      last_original = i - 1;
      continue;
    }
    out += table_->Fold(Next(text, i));
    const std::size_t size = i - begin;
    const std::size_t folded_size = out.size() - folded_begin;

    if (folded_size == 0) {
      // A dropped character is mapped with the character before it, if there is one.
      linear = false;
      if (folded_begin == 0) continue;
      FoldedText::OffsetMapping& last = mappings.back();
      if (last.linear && last.folded_begin < last_folded) {
        mappings.push_back({last_folded, last_original, i - last_original, false});
      } else {
        last = {last_folded, last_original, i - last_original, false};
      }
      continue;
    }
    if (folded_size == size && FirstSize(std::string_view(out).substr(folded_begin)) == size) {
      if (!linear) mappings.push_back({folded_begin, begin, 0, true});
      linear = true;
    } else {
      mappings.push_back({folded_begin, begin, size, false});
      linear = false;
    }
    last_folded = folded_begin;
    last_original = begin;
  }
  return result;
}

const FoldedText::OffsetMapping& FoldedText::MappingAt(std::size_t folded) const {
  const auto after = std::upper_bound(mappings_.begin(), mappings_.end(), folded,
                                      [](std::size_t offset, const OffsetMapping& mapping) {
                                        return offset < mapping.folded_begin;
                                      });
  return *std::prev(after);
}

Span FoldedText::Original(std::size_t begin, std::size_t end) const {
  const OffsetMapping& first = MappingAt(begin);
  const OffsetMapping& last = MappingAt(end - 1);
  return {first.linear ? first.original_begin + (begin - first.folded_begin) : first.original_begin,
          last.linear ? last.original_begin + (end - last.folded_begin)
                      : last.original_begin + last.original_size};
}

std::string Fold(std::string_view text) {
  thread_local Normalizer normalizer;
  return normalizer.Fold(text).text();
}

}  // namespace dssearch::text
