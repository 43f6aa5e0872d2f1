#include "searcher/text/chunk.h"

#include <algorithm>
#include <array>

#include "searcher/text/line_breaks.h"

namespace dssearch::text {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return c >= 'a' && c <= 'z'; }

std::size_t CountDigits(std::string_view text, std::size_t i) {
  std::size_t n = 0;
  while (i + n < text.size() && IsDigit(text[i + n])) ++n;
  return n;
}

Script ScriptAt(std::string_view text, std::size_t i) {
  if (i >= text.size()) return Script::kNone;
  return ScriptOf(Next(text, i));
}

// The sign at `i`.
Sign SignHere(std::string_view text, std::size_t i) {
  return MayBeginSign(text[i]) ? SignAt(text, i) : Sign();
}

// Whether a subword begins at `i`.
bool SubwordAt(std::string_view text, std::size_t i) {
  return IsAlphanumeric(ScriptAt(text, i)) || (i < text.size() && SignAt(text, i).end > 0);
}

// Whether a dot begins a name, as in .NET, and does not end a sentence: a blank, an opening
// bracket or a sign of a list stands before it.
bool DotBeginsName(std::string_view text, std::size_t i) {
  constexpr auto kBefore = std::to_array<std::string_view>(
      {" ", "\n", "\t", "\r", ",",  "、", ";",  ":",  "/",  "|",  "+", "&",
       "(", "[",  "{",  "<",  "《", "〈", "【", "〔", "「", "『", "“", "\""});
  if (i + 1 >= text.size() || !IsLetter(text[i + 1])) return false;
  const std::string_view before = text.substr(0, i);
  return i == 0 || std::any_of(kBefore.begin(), kBefore.end(),
                               [before](std::string_view sign) { return before.ends_with(sign); });
}

class ChunkReader {
 public:
  ChunkReader(std::string_view text, Chunk& chunk) : text_(text), chunk_(chunk) {}

  void Read(std::size_t begin) {
    const bool dotted = text_[begin] == '.';
    i_ = dotted ? begin + 1 : begin;
    chunk_.subwords.clear();
    chunk_.parts.clear();
    chunk_.broken.clear();
    chunk_.is_respelled = false;
    const std::size_t doi_end = i_ + DoiSize(text_, i_);
    std::size_t end = 0;
    bool opened = false;  // Whether `begin` is a dollar.
    for (;;) {
      chunk_.parts.push_back(chunk_.subwords.size());
      ReadPart();
      end = i_;
      if (end < doi_end) {
        while (i_ < doi_end && !SubwordAt(text_, i_))
          i_ += std::max<std::size_t>(1, SilentCommandSize(text_, i_));
        if (i_ < doi_end) continue;
        end = doi_end;
        break;
      }
      const std::size_t next = ConnectedPart(i_);
      if (next == 0) break;
      const std::string_view connector = text_.substr(i_, next - i_);
      if (connector.find_first_of(" \t\r\n") != connector.npos)
        chunk_.broken.push_back(chunk_.parts.size());
      chunk_.is_respelled |= next > i_ + 1;
      // The dollars around the formula of $k$-means belong to it.
      if (text_[i_] == '$' && !opened && begin > 0 && text_[begin - 1] == '$') {
        --begin;
        opened = true;
      }
      i_ = next;
    }
    chunk_.parts.push_back(chunk_.subwords.size());
    bool suffixed = false;
    if (text_.compare(i_, 2, "++") == 0 && text_.compare(i_, 3, "+++") != 0) {
      i_ += 2;
      suffixed = true;
    } else if (i_ < text_.size() && text_[i_] == '#' && !IsAlphanumeric(ScriptAt(text_, i_ + 1))) {
      ++i_;
      suffixed = true;
    }
    chunk_.begin = begin;
    chunk_.end = suffixed ? i_ : end;
    chunk_.next = i_;
    chunk_.is_decorated = dotted || suffixed;
  }

 private:
  // Reads letters and digits up to the next other character: one subword for each sequence of one
  // script, and for each sign.
  void ReadPart() {
    bool inside_other = false;  // Whether i_ is inside of a word of another script.
    while (i_ < text_.size()) {
      if (const Sign sign = inside_other ? Sign() : SignHere(text_, i_); sign.end > 0) {
        chunk_.subwords.push_back({i_, sign.end, Script::kLatin, sign});
        chunk_.is_respelled = true;
        i_ = sign.end;
        continue;
      }
      std::size_t next = i_;
      const Script script = ScriptOf(Next(text_, next));
      if (!IsAlphanumeric(script)) return;
      if (chunk_.subwords.size() > chunk_.parts.back() && chunk_.subwords.back().script == script &&
          !chunk_.subwords.back().is_sign()) {
        chunk_.subwords.back().end = next;
      } else {
        chunk_.subwords.push_back({i_, next, script, {}});
      }
      inside_other = script == Script::kOther;
      i_ = next;
      if (script != Script::kLatin) continue;
      // Most words are of plain letters alone, with which no sign begins.
      while (i_ < text_.size() && IsLetter(text_[i_])) ++i_;
      chunk_.subwords.back().end = i_;
    }
  }

  // Where the part begins that the characters at `i` connect with the part before them; 0 if they
  // connect none.
  std::size_t ConnectedPart(std::size_t i) const {
    if (i + 1 >= text_.size()) return 0;
    switch (text_[i]) {
      case '$':  // It closes a formula: $k$-means.
        return text_[i + 1] == '-' ? ConnectedPart(i + 1) : 0;
      case '-': {
        const std::size_t next = i + 1 + LineBreakInsideWord(text_, i + 1);
        if (SubwordAt(text_, next)) return next;
        const bool opens = text_.compare(next, 1, "$") == 0 && next + 1 < text_.size();
        return opens && (IsLetter(text_[next + 1]) || SignAt(text_, next + 1).end > 0) ? next + 1
                                                                                       : 0;
      }
      case '_':
      case '.':
      case '\'':
      case '&':
        return SubwordAt(text_, i + 1) ? i + 1 : 0;
      case ',':
        return IsDigit(text_[i - 1]) && IsDigit(text_[i + 1]) ? i + 1 : 0;
      case '/':  // Old arXiv ids: hep-th/9901001.
        return IsLetter(text_[i - 1]) && CountDigits(text_, i + 1) == 7 ? i + 1 : 0;
      default:
        return 0;
    }
  }

  const std::string_view text_;
  Chunk& chunk_;
  std::size_t i_ = 0;
};

}  // namespace

bool SignBeginsChunk(std::string_view text, std::size_t i) {
  return text[i] == '.' ? DotBeginsName(text, i) : SignAt(text, i).end > 0;
}

void ReadChunk(std::string_view text, std::size_t i, Chunk& chunk) {
  ChunkReader(text, chunk).Read(i);
}

std::size_t DoiSize(std::string_view text, std::size_t i) {
  if (text.compare(i, 3, "10.") != 0) return 0;
  const std::size_t digits = CountDigits(text, i + 3);
  std::size_t end = i + 3 + digits;
  if (digits < 4 || digits > 9 || end >= text.size() || text[end] != '/') return 0;
  const std::size_t suffix = ++end;
  while (end < text.size() && end - i < kMaxDoiBytes) {
    const auto byte = static_cast<unsigned char>(text[end]);
    if (byte <= ' ' || byte >= 0x80 ||
        std::string_view("\"<>{}").find(text[end]) != std::string_view::npos)
      break;
    ++end;
  }
  while (end > suffix && std::string_view(".,;:)]'").find(text[end - 1]) != std::string_view::npos)
    --end;
  return end > suffix ? end - i : 0;
}

std::size_t UnversionedArxivSize(std::string_view whole) {
  if (CountDigits(whole, 0) != 4 || whole.size() < 10 || whole[4] != '.') return 0;
  const std::size_t digits = CountDigits(whole, 5);
  const std::size_t end = 5 + digits;
  if ((digits != 4 && digits != 5) || end >= whole.size() || whole[end] != 'v') return 0;
  return end + 1 + CountDigits(whole, end + 1) == whole.size() ? end : 0;
}

}  // namespace dssearch::text
