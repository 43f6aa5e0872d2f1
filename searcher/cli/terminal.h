#pragma once

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

#include "dssearch/snippet.h"

namespace dssearch::cli {

/// How the terminal shows a response.
struct Style {
  bool color = false;         ///< Matches are coloured; else they stand between 【 and 】.
  bool links = false;         ///< Titles lead to their papers (OSC 8).
  std::size_t columns = 100;  ///< The width of a line, in display cells.
};

// The colours of what is no match, as escape sequences.
inline constexpr std::string_view kBold = "\033[1m";
inline constexpr std::string_view kDim = "\033[2m";
inline constexpr std::string_view kCyan = "\033[36m";

/// The indent of what belongs to a hit or to a facet, in cells.
inline constexpr std::size_t kIndent = 4;

/// A text that a person typed, as one line of a terminal can show it: blanks stand for control
/// characters, and what takes more than `cells` cells is cut.
std::string OneLine(std::string_view text, std::size_t cells = 200);

/// A text that takes at most `cells` cells: where it is cut, an ellipsis is the last of them.
std::string CutTo(const std::string& text, std::size_t cells);

/// Whether the terminal that the environment describes shows hyperlinks. Others show nothing of
/// them at best.
bool TerminalHasLinks();

/// Writes texts in colours and in lines of the terminal's width. The stream must outlive it.
class Terminal {
 public:
  Terminal(const Style& style, std::ostream& out) : style_(style), out_(out) {}

  std::ostream& out() { return out_; }
  std::size_t columns() const { return style_.columns; }

  /// A text in a colour, if the style has colours.
  std::string Colored(std::string_view color, const std::string& text) const;

  /// Prints a line behind a label. What does not fit into a line of the terminal goes on in lines
  /// behind an indent.
  void PrintLine(std::string_view label, std::string_view text, std::string_view color = "");

  /// Prints a snippet, breaking lines at blanks and between wide characters, and within what takes
  /// more than a line, such as a URL. The first line begins behind `begin` cells, which the caller
  /// has written, and the others behind an indent. A line has room for 20 cells at least. The text
  /// leads to `address`, if that is one of the web and the style has links.
  void PrintWrapped(const Snippet& snippet, std::string_view color, std::size_t begin,
                    std::size_t indent, std::string_view address = "");

 private:
  std::size_t CellsOf(const Snippet& snippet, std::size_t begin, std::size_t end) const;
  void BeginMark();
  void EndMark(std::string_view color);

  Style style_;
  std::ostream& out_;
};

}  // namespace dssearch::cli
