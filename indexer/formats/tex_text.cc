#include "indexer/formats/tex_text.h"

#include <algorithm>
#include <array>

#include "indexer/ascii.h"
#include "searcher/text/code_points.h"
#include "searcher/text/composition.h"

namespace dssearch::indexer {
namespace {

struct Sign {
  std::string_view command;
  std::string_view text;
};
constexpr std::array kAccents = {
    Sign{"`", "\u0300"},  Sign{"'", "\u0301"}, Sign{"^", "\u0302"}, Sign{"~", "\u0303"},
    Sign{"\"", "\u0308"}, Sign{"=", "\u0304"}, Sign{".", "\u0307"}, Sign{"u", "\u0306"},
    Sign{"v", "\u030C"},  Sign{"H", "\u030B"}, Sign{"c", "\u0327"}, Sign{"k", "\u0328"},
    Sign{"r", "\u030A"},  Sign{"d", "\u0323"}, Sign{"b", "\u0331"},
};
constexpr std::array kLetters = {
    Sign{"ss", "ß"}, Sign{"o", "ø"},  Sign{"O", "Ø"},  Sign{"l", "ł"},  Sign{"L", "Ł"},
    Sign{"ae", "æ"}, Sign{"AE", "Æ"}, Sign{"oe", "œ"}, Sign{"OE", "Œ"}, Sign{"aa", "å"},
    Sign{"AA", "Å"}, Sign{"i", "ı"},  Sign{"j", "ȷ"},  Sign{"dh", "ð"}, Sign{"th", "þ"},
    Sign{"&", "&"},  Sign{"%", "%"},  Sign{"_", "_"},  Sign{"#", "#"},  Sign{"$", "$"},
    Sign{"{", "{"},  Sign{"}", "}"},  Sign{"\\", " "},
};

template <std::size_t kCount>
const Sign* Find(const std::array<Sign, kCount>& signs, std::string_view command) {
  const auto* found = std::find_if(signs.begin(), signs.end(),
                                   [&](const Sign& sign) { return sign.command == command; });
  return found == signs.end() ? nullptr : found;
}

class Text {
 public:
  explicit Text(std::string_view tex) : rest_(tex) {}

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
    if (const Sign* accent = Find(kAccents, command)) {
      if (Accent(*accent, size)) return;
    } else if (const Sign* letter = Find(kLetters, command)) {
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
  bool Accent(const Sign& accent, std::size_t size) {
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

std::string TextOfTex(std::string_view tex) { return Text(tex).Read(); }

}  // namespace dssearch::indexer
