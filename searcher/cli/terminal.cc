#include "searcher/cli/terminal.h"

#include <algorithm>
#include <cstdlib>

#include "dssearch/display_width.h"

namespace dssearch::cli {
namespace {

constexpr std::string_view kMark = "\033[1;33m";
constexpr std::string_view kReset = "\033[0m";

std::size_t NextCharacter(std::string_view text, std::size_t i) {
  do ++i;
  while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80);
  return i;
}

// The end of the part at `i` that a line break must not divide: a word with the blank before it,
// or one wide character, each with the punctuation behind it, which must not begin a line.
std::size_t WordEnd(std::string_view text, std::size_t i) {
  const auto next = [text](std::size_t at) { return NextCharacter(text, at); };
  const std::size_t first = next(i);
  const auto closes = [&](std::size_t at) {
    static constexpr std::string_view kClosing = "，。、；：！？）》」』”’…";
    return at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80 &&
           kClosing.find(text.substr(at, next(at) - at)) != std::string_view::npos;
  };
  std::size_t end = first;
  if (DisplayWidth(text.substr(i, first - i)) == 2) {
    while (closes(end)) end = next(end);
    return end;
  }
  while (end < text.size() && text[end] != ' ' &&
         DisplayWidth(text.substr(end, next(end) - end)) != 2)
    end = next(end);
  while (closes(end)) end = next(end);
  return end;
}

// Whether a record's address can be a link: it is of the web, and has no character that would end
// the escape sequence.
bool IsWebAddress(std::string_view address) {
  return (address.starts_with("https://") || address.starts_with("http://")) &&
         std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' && c < 0x7F; });
}

}  // namespace

bool TerminalHasLinks() {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string_view(value == nullptr ? "" : value);
  };
  const std::string_view term = variable("TERM");
  if (term.empty() || term == "dumb" || term == "linux") return false;
  for (const char* own : {"KONSOLE_VERSION", "WT_SESSION", "KITTY_WINDOW_ID", "DOMTERM"})
    if (!variable(own).empty()) return true;
  for (const std::string_view program : {"iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper"})
    if (variable("TERM_PROGRAM") == program) return true;
  for (const std::string_view name : {"xterm-kitty", "alacritty", "foot", "contour"})
    if (term.starts_with(name)) return true;
  // GNOME's terminal and those of its library, from 0.50 on.
  const std::string_view vte = variable("VTE_VERSION");
  return vte.size() > 4 || (vte.size() == 4 && vte > "5000");
}

std::string OneLine(std::string_view text, std::size_t cells) {
  const std::string_view shown = CutToWidth(text, cells);
  std::string line;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const auto c = static_cast<unsigned char>(shown[i]);
    // The controls of ASCII, and those of Latin-1: C2 80 to C2 9F.
    const bool latin =
        c == 0xC2 && i + 1 < shown.size() && static_cast<unsigned char>(shown[i + 1]) < 0xA0;
    if (latin) ++i;
    line += latin || c < 0x20 || c == 0x7F ? ' ' : shown[i];
  }
  return shown.size() < text.size() ? line + "…" : line;
}

std::string CutTo(const std::string& text, std::size_t cells) {
  if (DisplayWidth(text) <= cells) return text;
  return std::string(CutToWidth(text, cells > 0 ? cells - 1 : 0)) + "…";
}

std::string Terminal::Colored(std::string_view color, const std::string& text) const {
  if (!style_.color || text.empty()) return text;
  return std::string(color) + text + std::string(kReset);
}

void Terminal::PrintLine(std::string_view label, std::string_view text, std::string_view color) {
  constexpr std::size_t kContinuation = 2;
  PrintWrapped({{}, OneLine(std::string(label) + std::string(text)), {}}, color, 0, kContinuation);
}

void Terminal::PrintWrapped(const Snippet& snippet, std::string_view color, std::size_t begin,
                            std::size_t indent, std::string_view address) {
  const bool links = style_.links && IsWebAddress(address);
  const auto link_to = [&](std::string_view to) {
    if (links) out_ << "\033]8;;" << to << "\033\\";
  };
  const auto room_behind = [this](std::size_t cells) {
    return style_.columns > cells + 20 ? style_.columns - cells : 20;
  };
  std::size_t room = room_behind(begin);
  std::size_t used = 0;
  std::size_t i = 0;
  std::size_t mark = 0;
  const std::string_view text = snippet.text;
  const auto break_line = [&] {
    link_to("");  // The indent is no part of it.
    out_ << '\n' << std::string(indent, ' ');
    link_to(address);
    room = room_behind(indent);
    used = 0;
  };
  if (style_.color) out_ << color;
  link_to(address);
  while (i < text.size()) {
    const std::size_t end = WordEnd(text, i);
    const std::size_t cells = CellsOf(snippet, i, end);
    if (used > 0 && used + cells > room) {
      break_line();
      if (text[i] == ' ') {
        ++i;
        continue;
      }
    }
    while (i < end) {
      const std::size_t next = NextCharacter(text, i);
      const std::size_t taken = CellsOf(snippet, i, next);
      if (used > 0 && used + taken > room) break_line();
      if (mark < snippet.marks.size() && i == snippet.marks[mark].begin) BeginMark();
      out_ << text.substr(i, next - i);
      if (mark < snippet.marks.size() && next == snippet.marks[mark].end) {
        EndMark(color);
        ++mark;
      }
      used += taken;
      i = next;
    }
  }
  link_to("");
  if (style_.color && !color.empty()) out_ << kReset;
  out_ << '\n';
}

// The cells that the bytes [begin, end) of a snippet take, with the marks at them.
std::size_t Terminal::CellsOf(const Snippet& snippet, std::size_t begin, std::size_t end) const {
  std::size_t cells = DisplayWidth(std::string_view(snippet.text).substr(begin, end - begin));
  if (style_.color) return cells;
  for (const Span& span : snippet.marks) {
    if (span.begin >= begin && span.begin < end) cells += 2;
    if (span.end > begin && span.end <= end) cells += 2;
  }
  return cells;
}

void Terminal::BeginMark() { out_ << (style_.color ? kMark : "【"); }

void Terminal::EndMark(std::string_view color) {
  if (style_.color) {
    out_ << kReset << color;
  } else {
    out_ << "】";
  }
}

}  // namespace dssearch::cli
