#include "indexer/formats/tex_text.h"

#include <algorithm>
#include <array>

#include "indexer/ascii.h"
#include "searcher/text/code_points.h"
#include "searcher/text/composition.h"

namespace dssearch::indexer {
namespace {

// A command without its backslash, and what it stands for.
struct TexSymbol {
  std::string_view command;
  std::string_view text;
};
constexpr std::array kAccents = {
    TexSymbol{"`", "\u0300"}, TexSymbol{"'", "\u0301"},  TexSymbol{"^", "\u0302"},
    TexSymbol{"~", "\u0303"}, TexSymbol{"\"", "\u0308"}, TexSymbol{"=", "\u0304"},
    TexSymbol{".", "\u0307"}, TexSymbol{"u", "\u0306"},  TexSymbol{"v", "\u030C"},
    TexSymbol{"H", "\u030B"}, TexSymbol{"c", "\u0327"},  TexSymbol{"k", "\u0328"},
    TexSymbol{"r", "\u030A"}, TexSymbol{"d", "\u0323"},  TexSymbol{"b", "\u0331"},
};
constexpr std::array kLetters = {
    TexSymbol{"ss", "ß"}, TexSymbol{"o", "ø"},  TexSymbol{"O", "Ø"},  TexSymbol{"l", "ł"},
    TexSymbol{"L", "Ł"},  TexSymbol{"ae", "æ"}, TexSymbol{"AE", "Æ"}, TexSymbol{"oe", "œ"},
    TexSymbol{"OE", "Œ"}, TexSymbol{"aa", "å"}, TexSymbol{"AA", "Å"}, TexSymbol{"i", "ı"},
    TexSymbol{"j", "ȷ"},  TexSymbol{"dh", "ð"}, TexSymbol{"th", "þ"}, TexSymbol{"&", "&"},
    TexSymbol{"%", "%"},  TexSymbol{"_", "_"},  TexSymbol{"#", "#"},  TexSymbol{"$", "$"},
    TexSymbol{"{", "{"},  TexSymbol{"}", "}"},  TexSymbol{"\\", " "},
};

template <std::size_t kCount>
const TexSymbol* Find(const std::array<TexSymbol, kCount>& symbols, std::string_view command) {
  const auto* found = std::find_if(symbols.begin(), symbols.end(), [&](const TexSymbol& symbol) {
    return symbol.command == command;
  });
  return found == symbols.end() ? nullptr : found;
}

class TexReader {
 public:
  explicit TexReader(std::string_view tex) : rest_(tex) {}

  std::string Read() {
    while (!rest_.empty()) Step();
    return text::Composed(out_);
  }

 private:
  void Step() {
    const char c = rest_.front();
    if (c == '$') {
      // Up to the next dollar; one alone is a dollar.
      const std::size_t end = rest_.find('$', rest_.starts_with("$$") ? 2 : 1);
      Keep(end == std::string_view::npos ? 1 : end + 1);
    } else if (c == '\\') {
      Command();
    } else if (c == '{' || c == '}') {
      rest_.remove_prefix(1);
    } else if (c == '~') {
      out_ += ' ';
      rest_.remove_prefix(1);
    } else {
      Keep(std::min(rest_.find_first_of("$\\{}~"), rest_.size()));
    }
  }

  void Keep(std::size_t bytes) {
    out_ += rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
  }

  void Command() {
    std::size_t size = 1;
    while (size < rest_.size() && IsAsciiLetter(rest_[size])) ++size;
    if (size == 1 && rest_.size() > 1) ++size;
    const std::string_view command = rest_.substr(1, size - 1);
    if (const TexSymbol* accent = Find(kAccents, command)) {
      if (Accent(*accent, size)) return;
    } else if (const TexSymbol* letter = Find(kLetters, command)) {
      rest_.remove_prefix(size);
      // A blank behind a command of letters only ends it.
      if (IsAsciiLetter(command.front()) && rest_.starts_with(' ')) rest_.remove_prefix(1);
      out_ += letter->text;
      return;
    }
    Keep(size);
    // What the braces behind another command hold is its argument.
    while (rest_.starts_with('{')) {
      const std::size_t end = rest_.find('}');
      Keep(end == std::string_view::npos ? rest_.size() : end + 1);
    }
  }

  // \"o, \"{o}, \c c, \'{\i}. False where no letter follows.
  bool Accent(const TexSymbol& accent, std::size_t size) {
    std::string_view behind = rest_.substr(size);
    const bool named = IsAsciiLetter(accent.command.front());
    while (behind.starts_with(' ')) behind.remove_prefix(1);
    const bool braces = behind.starts_with('{');
    if (braces) behind.remove_prefix(1);
    if (named && !braces && behind.size() + size == rest_.size()) return false;
    if (behind.starts_with('\\')) behind.remove_prefix(1);  // \i and \j have no dot of their own.
    if (behind.empty() || behind.front() == '}' || behind.front() == '{') return false;
    const std::size_t letter = text::FirstSize(behind);
    out_ += behind.substr(0, letter);
    out_ += accent.text;
    behind.remove_prefix(letter);
    if (braces && behind.starts_with('}')) behind.remove_prefix(1);
    rest_ = behind;
    return true;
  }

  std::string_view rest_;
  std::string out_;
};

}  // namespace

std::string TextOfTex(std::string_view tex) { return TexReader(tex).Read(); }

}  // namespace dssearch::indexer
