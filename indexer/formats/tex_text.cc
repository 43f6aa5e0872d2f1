#include "indexer/formats/tex_text.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "indexer/ascii.h"
#include "indexer/formats/tex_symbols.h"
#include "searcher/text/code_points.h"
#include "searcher/text/composition.h"

namespace dssearch::indexer {
namespace {

// Whether a character may mean more than itself.
constexpr std::array<bool, 256> kIsSpecial = [] {
  std::array<bool, 256> is_special{};
  for (const char c : std::string_view("$\\{}~-`'\n\xCC\xCD"))
    is_special[static_cast<unsigned char>(c)] = true;
  return is_special;
}();

std::size_t FindSpecial(std::string_view text, std::size_t begin = 0) {
  while (begin < text.size() && !kIsSpecial[static_cast<unsigned char>(text[begin])]) ++begin;
  return begin;
}

// The size of the group that begins a text, with its braces; the whole text where it is not closed.
std::size_t GroupSize(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '{') {
      ++depth;
    } else if (text[i] == '}' && --depth == 0) {
      return i + 1;
    }
  }
  return text.size();
}

class TexReader {
 public:
  TexReader(std::string_view tex, int depth) : rest_(tex), depth_(depth) {}

  std::string Read() {
    while (!rest_.empty()) Step();
    return has_accents_ ? text::Composed(out_) : out_;
  }

 private:
  // Text within text is read no deeper, so that no input fills the stack.
  static constexpr int kMaxDepth = 20;

  std::string TextOf(std::string_view tex) const {
    return depth_ < kMaxDepth ? TexReader(tex, depth_ + 1).Read() : std::string(tex);
  }

  void Step() {
    switch (rest_.front()) {
      case '$':
        return Math();
      case '\\':
        return Command();
      case '{':
      case '}':
        return rest_.remove_prefix(1);
      case '~':
        return Put(" ", 1);
      case '\n':
        return LineBreak();
      case '-':
        if (rest_.starts_with("---")) return Put("—", 3);
        if (rest_.starts_with("--")) return Put("–", 2);
        return Keep(1);
      case '`':
        return rest_.starts_with("``") ? Put("“", 2) : Put("‘", 1);
      case '\'':
        return rest_.starts_with("''") ? Put("”", 2) : Keep(1);
      case '\xCC':  // Of an accent in Unicode.
      case '\xCD':
        has_accents_ = true;
        return Keep(1);
      default:
        return Keep(FindSpecial(rest_));
    }
  }

  void Keep(std::size_t bytes) {
    out_ += rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
  }

  void Put(std::string_view text, std::size_t bytes) {
    out_ += text;
    rest_.remove_prefix(bytes);
  }

  // Up to the next dollar; one alone is a dollar.
  void Math() {
    std::size_t end = rest_.starts_with("$$") ? 2 : 1;
    while ((end = rest_.find('$', end)) != std::string_view::npos && rest_[end - 1] == '\\') ++end;
    Keep(end == std::string_view::npos ? 1 : end + 1);
  }

  // A line break is a blank, and none in the middle of Chinese; an empty line stays one.
  void LineBreak() {
    std::size_t end = rest_.find_first_not_of(" \t\r\n");
    if (end == std::string_view::npos) end = rest_.size();
    const bool paragraph =
        std::count(rest_.begin(), rest_.begin() + static_cast<std::ptrdiff_t>(end), '\n') > 1;
    rest_.remove_prefix(end);
    while (out_.ends_with(' ') || out_.ends_with('\r')) out_.pop_back();
    if (out_.empty() || rest_.empty()) return;
    const auto last = text::CutToBytes(out_, out_.size() - 1).size();
    const bool in_chinese =
        text::StartsUnspaced(std::string_view(out_).substr(last)) && text::StartsUnspaced(rest_);
    if (paragraph || !in_chinese) out_ += paragraph ? '\n' : ' ';
  }

  void Command() {
    std::size_t size = 1;
    while (size < rest_.size() && IsAsciiLetter(rest_[size])) ++size;
    if (size == 1 && rest_.size() > 1) size += text::FirstSize(rest_.substr(1));
    // \a' in a tabbing environment.
    if (rest_.substr(0, size) == "\\a" && size < rest_.size() &&
        std::string_view("`'=").find(rest_[size]) != std::string_view::npos)
      ++size;
    const std::string_view command = rest_.substr(1, size - 1);
    if (command == "(" || command == "[") return Display(command == "(" ? "\\)" : "\\]", size);
    if (command == "begin") return Display("\\end{", size);
    if (command == "char" || command == "symbol") {
      if (Character(size)) return;
    } else if (const std::string_view accent = TexAccent(command); !accent.empty()) {
      if (Accent(accent, command, size)) return;
    } else if (const std::string_view* symbol = TexSymbol(command)) {
      Put(*symbol, size);
      // A blank behind a command of letters only ends it.
      if (IsAsciiLetter(command.front()) && rest_.starts_with(' ')) rest_.remove_prefix(1);
      return;
    } else if (const TexArguments arguments = ArgumentsOf(command);
               arguments != TexArguments::kUnknown) {
      if (WithArguments(arguments, size)) return;
    }
    Keep(size);
    // What the braces behind another command hold is its argument.
    while (rest_.starts_with('{')) Keep(GroupSize(rest_));
  }

  // Mathematics behind a command of `size` bytes up to `end`, with both.
  void Display(std::string_view end, std::size_t size) {
    const std::size_t at = rest_.find(end, size);
    if (at == std::string_view::npos) return Keep(size);
    Keep(at + end.size());
    if (end.ends_with('{')) Keep(std::min(rest_.find('}'), rest_.size() - 1) + 1);
  }

  // Takes the argument behind `size` bytes: a group, a command or a character. Nothing where there
  // is none.
  std::string_view TakeArgument(std::string_view& behind) const {
    behind.remove_prefix(std::min(behind.find_first_not_of(" \n\t"), behind.size()));
    if (behind.empty() || behind.front() == '}') return {};
    std::size_t size = text::FirstSize(behind);
    if (behind.front() == '{') {
      size = GroupSize(behind);
    } else if (behind.front() == '\\') {
      while (size < behind.size() && IsAsciiLetter(behind[size])) ++size;
      if (size == 1) return {};
    }
    const std::string_view argument = behind.substr(0, size);
    behind.remove_prefix(size);
    // A blank behind a command of letters only ends it.
    if (argument.front() == '\\' && behind.starts_with(' ')) behind.remove_prefix(1);
    return argument;
  }

  bool WithArguments(TexArguments arguments, std::size_t size) {
    std::string_view behind = rest_.substr(size);
    if (!behind.starts_with('{') && !behind.starts_with(' ')) return false;
    std::string_view argument = TakeArgument(behind);
    if (arguments == TexArguments::kSecond) argument = TakeArgument(behind);
    if (argument.empty()) return false;
    std::string_view inner = argument;
    if (inner.starts_with('{') && inner.ends_with('}')) inner = inner.substr(1, inner.size() - 2);
    switch (arguments) {
      case TexArguments::kQuoted:
        out_.append("“").append(TextOf(argument)).append("”");
        break;
      case TexArguments::kAddress:
        out_ += inner;
        break;
      case TexArguments::kMath:
        out_.append("$").append(inner).append("$");
        break;
      case TexArguments::kDropped:
        break;
      default:
        out_ += TextOf(argument);
    }
    rest_ = behind;
    return true;
  }

  // \char123, \char"7B, \char'173, \symbol{123}.
  bool Character(std::size_t size) {
    std::string digits(
        rest_.substr(size, std::min(rest_.find_first_of("} \n", size), size + 10) - size));
    const bool braces = digits.starts_with('{');
    if (braces) digits.erase(0, 1);
    const int base = digits.starts_with('"') ? 16 : digits.starts_with('\'') ? 8 : 10;
    const std::size_t sign = base == 10 ? 0 : 1;
    char* end = nullptr;
    const long code = std::strtol(digits.c_str() + sign, &end, base);
    const auto taken = static_cast<std::size_t>(end - digits.c_str());
    if (taken == sign || code < 0x20 || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
      return false;
    text::Append(out_, static_cast<char32_t>(code));
    rest_.remove_prefix(size + taken + (braces ? 1 : 0));
    if (braces && rest_.starts_with('}')) rest_.remove_prefix(1);
    return true;
  }

  // \"o, \"{o}, \c c, \'{\i}, \~{\^e}. False where no letter follows.
  bool Accent(std::string_view accent, std::string_view command, std::size_t size) {
    std::string_view behind = rest_.substr(size);
    if (IsAsciiLetter(command.back()) && behind.empty()) return false;
    const std::string_view argument = TakeArgument(behind);
    std::string base = TextOf(argument);
    if (base.empty() || base == "{" || base == " ") return false;
    // These have no dot of their own.
    if (base.starts_with("ı")) base.replace(0, std::string_view("ı").size(), "i");
    if (base.starts_with("ȷ")) base.replace(0, std::string_view("ȷ").size(), "j");
    std::size_t end = text::FirstSize(base);
    // Behind the accents that it has.
    for (std::size_t next = end; next < base.size(); end = next)
      if (const char32_t c = text::Next(base, next); c < 0x300 || c > 0x36F) break;
    base.insert(end, accent);
    out_ += text::Composed(base);
    rest_ = behind;
    return true;
  }

  std::string_view rest_;
  std::string out_;
  int depth_ = 0;
  bool has_accents_ = false;
};

}  // namespace

std::string TextOfTex(std::string_view tex) {
  if (FindSpecial(tex) == tex.size()) return std::string(tex);
  return TexReader(tex, 0).Read();
}

}  // namespace dssearch::indexer
