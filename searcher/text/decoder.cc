#include "searcher/text/decoder.h"

#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>

#include <algorithm>
#include <array>
#include <vector>

#include "searcher/text/code_points.h"

namespace dssearch::text {
namespace {

constexpr std::string_view kUtf8Mark = "\xEF\xBB\xBF";
constexpr std::string_view kLittleEndianMark = "\xFF\xFE";
constexpr std::string_view kBigEndianMark = "\xFE\xFF";

enum class Encoding {
  kUnknown,
  kAscii,
  kUtf8,
  kConverted,
  kWestern,  // Windows-1252, where it is not UTF-8.
};

// The number of bytes before the first one beyond ASCII.
std::size_t AsciiSize(std::string_view bytes) {
  const auto* end = std::find_if(bytes.data(), bytes.data() + bytes.size(),
                                 [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return static_cast<std::size_t>(end - bytes.data());
}

// Whether bytes that were read as `c` are not UTF-8: these read as U+FFFD, but are not its
// encoding.
bool IsBroken(char32_t c, std::string_view bytes) {
  return c == kReplacement && bytes != "\xEF\xBF\xBD";
}

// How many bytes at the end of a text begin a character of UTF-8 that is not whole.
std::size_t BegunSize(std::string_view bytes) {
  constexpr std::size_t kMost = 3;
  for (std::size_t size = 1; size <= std::min(kMost, bytes.size()); ++size) {
    const unsigned lead = static_cast<unsigned char>(bytes[bytes.size() - size]);
    if (lead < 0x80) return 0;
    if (lead < 0xC0) continue;
    const std::size_t whole = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return whole > size ? size : 0;
  }
  return 0;
}

// Whether most characters beyond ASCII are valid UTF-8: a broken byte does not mean another
// encoding, and GB18030 is valid UTF-8 only by chance.
bool IsMostlyUtf8(std::string_view sample) {
  std::size_t valid = 0;
  std::size_t broken = 0;
  for (std::size_t i = 0; i < sample.size();) {
    const std::size_t begin = i;
    const char32_t c = Next(sample, i);
    if (c < 0x80) continue;
    ++(IsBroken(c, sample.substr(begin, i - begin)) ? broken : valid);
  }
  return valid > broken;
}

// Whether a sequence of bytes beyond ASCII is UTF-8 that someone wrote: valid, and not of letters
// of several alphabets, as Chinese in another encoding is by chance ("κС" is 魏小).
bool IsWordOfUtf8(std::string_view bytes) {
  if (!IsValid(bytes)) return false;
  constexpr char32_t kGreek = 0x370;
  constexpr char32_t kCyrillic = 0x400;
  constexpr char32_t kOthers = 0x530;
  const auto alphabet = [](char32_t c) {
    return (c >= kGreek) + (c >= kCyrillic) + (c >= kOthers);
  };
  std::size_t i = 0;
  const int first = alphabet(Next(bytes, i));
  while (i < bytes.size())
    if (alphabet(Next(bytes, i)) != first) return false;
  return true;
}

// Whether a fourth or more of the sequences of bytes beyond ASCII are UTF-8 as a whole. One
// character of GB 2312 in five is, sequences of several hardly ever.
bool HasWordsOfUtf8(std::string_view sample) {
  std::size_t valid = 0;
  std::size_t broken = 0;
  for (std::size_t i = 0; i < sample.size();) {
    const std::size_t begin = i;
    while (i < sample.size() && static_cast<unsigned char>(sample[i]) >= 0x80) ++i;
    if (i > begin) ++(IsWordOfUtf8(sample.substr(begin, i - begin)) ? valid : broken);
    if (i == begin) ++i;
  }
  return valid * 3 > broken;
}

// Whether all sequences of bytes beyond ASCII have even lengths, as in Chinese; accented letters of
// other encodings are single bytes.
bool ComeInPairs(std::string_view sample) {
  std::size_t run = 0;
  for (const char c : sample) {
    const bool high = static_cast<unsigned char>(c) >= 0x80;
    if (!high && run % 2 != 0) return false;
    run = high ? run + 1 : 0;
  }
  return true;
}

// Whether all characters beyond ASCII are in the first level of GB 2312, the 3,755 that are in
// common use, or among its punctuation: two bytes next to each other rarely are, in other
// encodings.
bool AreCommonChinese(std::string_view sample) {
  const auto byte = [sample](std::size_t i) { return static_cast<unsigned char>(sample[i]); };
  constexpr unsigned kPunctuation = 0xA1;
  constexpr unsigned kWidth = 0xA3;
  constexpr unsigned kFirstLevel = 0xB0;
  constexpr unsigned kLastOfLevel = 0xD7;
  std::size_t characters = 0;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const unsigned lead = byte(i);
    if (lead < 0x80) continue;
    if (i + 1 == sample.size()) break;  // Cut in the middle of one.
    if (byte(++i) < 0xA1) return false;
    if (lead == kPunctuation || lead == kWidth) continue;
    if (lead < kFirstLevel || lead > kLastOfLevel) return false;
    ++characters;
  }
  return characters > 0;
}

struct Match {
  std::string_view name;
  std::int32_t confidence = 0;  // From 0 to 100.
};

// What ICU takes bytes for, the likeliest first.
std::vector<Match> MatchesOf(std::string_view sample) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&status),
                                                                            ucsdet_close);
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  std::int32_t found = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &found, &status);
  std::vector<Match> all;
  for (std::int32_t i = 0; U_SUCCESS(status) && i < found; ++i) {
    const char* name = ucsdet_getName(matches[i], &status);  // A constant of ICU.
    const std::int32_t confidence = ucsdet_getConfidence(matches[i], &status);
    if (U_SUCCESS(status)) all.push_back({name, confidence});
  }
  return all;
}

// Whether ICU finds no other encoding more likely. For a few characters it cannot tell, and gives
// every East Asian encoding a confidence of 10 and a European one a little more. These are read as
// Chinese, if they can be.
bool IsGb18030(const std::vector<Match>& matches, std::string_view sample) {
  std::int32_t best = 0;
  std::int32_t chinese = 0;
  for (const Match& match : matches) {
    best = std::max(best, match.confidence);
    if (match.name == "GB18030") chinese = match.confidence;
  }
  constexpr std::int32_t kInDoubt = 10;
  constexpr std::int32_t kSomeChance = 30;
  if (chinese == kInDoubt) return best <= kSomeChance && ComeInPairs(sample);
  return chinese > 0 && chinese == best;
}

// Whether a sign of Windows-1252 that begins no word, ¦ or ¯, stands before a letter: there it is a
// letter of another encoding, Š or Ż.
bool HasSignsBeforeLetters(std::string_view sample) {
  constexpr std::string_view kSigns =
      "\xA3\xA4\xA5\xA6\xA8\xAC\xAE\xAF\xB1\xB3\xB4\xB6\xB8\xB9\xBC\xBD\xBE";
  for (std::size_t i = 0; i + 1 < sample.size(); ++i) {
    const char next = sample[i + 1];
    if (((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z')) &&
        kSigns.find(sample[i]) != std::string_view::npos)
      return true;
  }
  return false;
}

// Whether ICU takes bytes for a language of Western Europe; it tells those of others by the words,
// as far as there are any.
bool IsWestern(const std::vector<Match>& matches, std::string_view sample) {
  constexpr std::int32_t kInDoubt = 10;
  return !HasSignsBeforeLetters(sample) && !matches.empty() &&
         matches.front().confidence > kInDoubt &&
         (matches.front().name == "ISO-8859-1" || matches.front().name == "windows-1252");
}

// The UTF-16 encoding of bytes without a byte order mark: every other byte of the first Latin
// characters is zero. Null for all other bytes.
const char* Utf16WithoutMark(std::string_view bytes) {
  if (bytes.size() < 4) return nullptr;
  if (bytes[0] != 0 && bytes[1] == 0 && bytes[2] != 0 && bytes[3] == 0) return "UTF-16LE";
  if (bytes[0] == 0 && bytes[1] != 0 && bytes[2] == 0 && bytes[3] != 0) return "UTF-16BE";
  return nullptr;
}

}  // namespace

struct Decoder::Impl {
  Encoding encoding = Encoding::kUnknown;
  std::string_view name = "UTF-8";
  std::string waiting;
  std::unique_ptr<UConverter, decltype(&ucnv_close)> from{nullptr, ucnv_close};
  std::unique_ptr<UConverter, decltype(&ucnv_close)> to{nullptr, ucnv_close};
  std::array<UChar, 4096> pivot{};
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();

  // Switches to the encoding with this name of ICU, or returns false if ICU lacks it.
  bool ConvertFrom(const char* converter) {
    UErrorCode status = U_ZERO_ERROR;
    from.reset(ucnv_open(converter, &status));
    to.reset(ucnv_open("UTF-8", &status));
    if (U_FAILURE(status)) return false;
    encoding = Encoding::kConverted;
    name = converter;
    return true;
  }

  void Convert(std::string_view bytes, bool last, std::string& out) {
    std::array<char, 8192> buffer;
    const char* source = bytes.data();
    const char* const source_end = source + bytes.size();
    UErrorCode status = U_BUFFER_OVERFLOW_ERROR;
    while (status == U_BUFFER_OVERFLOW_ERROR) {
      status = U_ZERO_ERROR;
      char* target = buffer.data();
      ucnv_convertEx(to.get(), from.get(), &target, buffer.data() + buffer.size(), &source,
                     source_end, pivot.data(), &pivot_source, &pivot_target,
                     pivot.data() + pivot.size(), 0, static_cast<UBool>(last ? 1 : 0), &status);
      out.append(buffer.data(), target);
    }
  }

  // Converts what is not UTF-8: a file may have been put together of several, and its first bytes
  // decide for all. Keeps the beginning of a character at the end for the next call.
  void ConvertWhatIsNotUtf8(std::string_view bytes, bool last, std::string& out) {
    if (!last) {
      const std::size_t whole = bytes.size() - BegunSize(bytes);
      waiting = bytes.substr(whole);
      bytes = bytes.substr(0, whole);
    }
    std::size_t utf8 = 0;  // Where the characters begin that are.
    for (std::size_t i = 0; i < bytes.size();) {
      const std::size_t begin = i;
      if (!IsBroken(Next(bytes, i), bytes.substr(begin, i - begin))) continue;
      out.append(bytes.substr(utf8, begin - utf8));
      Convert(bytes.substr(begin, i - begin), false, out);
      utf8 = i;
    }
    out.append(bytes.substr(utf8));
  }

  // Sets the encoding by the first bytes and removes a byte order mark. Returns false if there are
  // too few bytes to tell.
  bool Begin(std::string_view& bytes, bool last) {
    if (bytes.size() < 4 && !last) return false;
    if (bytes.starts_with(kUtf8Mark)) {
      bytes.remove_prefix(kUtf8Mark.size());
      encoding = Encoding::kUtf8;
    } else if (bytes.starts_with(kLittleEndianMark) && ConvertFrom("UTF-16LE")) {
      bytes.remove_prefix(kLittleEndianMark.size());
    } else if (bytes.starts_with(kBigEndianMark) && ConvertFrom("UTF-16BE")) {
      bytes.remove_prefix(kBigEndianMark.size());
    } else {
      const char* const utf16 = Utf16WithoutMark(bytes);
      if (utf16 == nullptr || !ConvertFrom(utf16)) encoding = Encoding::kAscii;
    }
    return true;
  }
};

Decoder::Decoder() : impl_(std::make_unique<Impl>()) {}
Decoder::~Decoder() = default;

std::string_view Decoder::encoding() const { return impl_->name; }

void Decoder::Decode(std::string_view bytes, bool last, std::string& out) {
  Impl& state = *impl_;
  std::string held;
  if (!state.waiting.empty()) {
    held = std::move(state.waiting).append(bytes);
    state.waiting.clear();
    bytes = held;
  }
  if (state.encoding == Encoding::kUnknown && !state.Begin(bytes, last)) {
    state.waiting = bytes;
    return;
  }
  if (state.encoding == Encoding::kAscii) {
    const std::size_t ascii = AsciiSize(bytes);
    out.append(bytes.substr(0, ascii));
    bytes.remove_prefix(ascii);
    if (bytes.empty()) return;
    if (bytes.size() < kSampleBytes && !last) {
      state.waiting = bytes;
      return;
    }
    const std::string_view sample = bytes.substr(0, kSampleBytes);
    const bool has_words = HasWordsOfUtf8(sample);
    const std::vector<Match> matches =
        IsMostlyUtf8(sample) ? std::vector<Match>() : MatchesOf(sample);
    const bool chinese = (!has_words && AreCommonChinese(sample)) || IsGb18030(matches, sample);
    state.encoding = Encoding::kUtf8;
    if (chinese) {
      state.ConvertFrom("GB18030");
    } else if (!has_words && IsWestern(matches, sample) && state.ConvertFrom("Windows-1252")) {
      state.encoding = Encoding::kWestern;
    }
  }
  if (state.encoding == Encoding::kConverted) {
    state.Convert(bytes, last, out);
  } else if (state.encoding == Encoding::kWestern) {
    state.ConvertWhatIsNotUtf8(bytes, last, out);
  } else {
    out.append(bytes);
  }
}

}  // namespace dssearch::text
