#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace dssearch::indexer {

/// Which braces count in a value: BibTeX counts all, but what programs write into names of files,
/// \{, has no brace that closes it.
enum class TexBraces { kAll, kUnescaped };

/// Walks through a text of BibTeX from token to token. Not thread-safe.
class BibtexLexer {
 public:
  /// Begins with a text whose first line has this number. The text must outlive its use here;
  /// macros hold for later texts as well.
  void Begin(std::string_view text, std::size_t line);

  /// What is still to be read.
  std::string_view rest() const { return rest_; }

  void Skip(std::size_t bytes) { rest_.remove_prefix(bytes); }

  /// Goes on with an end of the text, as rest() gave it before, or an end of that.
  void GoTo(std::string_view rest) { rest_ = rest; }

  /// The number of the line that rest() begins on.
  std::size_t Line() const;

  /// Whether this line begins with a %.
  bool IsInComment() const;

  void SkipLine();
  void SkipBlank();

  /// Skips what stands between fields, with comments up to the ends of their lines.
  void SkipToField();

  /// Skips up to a comma or line break behind which a name and '=' stand, or to the end.
  void SkipToNextField();

  /// Takes a type, the name of a field, or a macro; empty where there is none.
  std::string_view TakeName();

  /// Takes what is within braces, brackets or quotes, of which the first is the next character;
  /// nullopt, and all of the text, where it is not closed.
  std::optional<std::string_view> TakeValue(TexBraces braces);

  /// Takes {...}, "...", 2024, or a macro, of which the text is given; several joined by #. nullopt
  /// where one is not closed, or where all are longer than a record may be.
  std::optional<std::string> TakeExpression(TexBraces braces);

  /// Defines a macro, unless all of them are longer than a record may be.
  void Define(const std::string& name, std::string value);

 private:
  std::string_view all_;
  std::string_view rest_;
  std::size_t first_line_ = 1;
  std::map<std::string, std::string> macros_;
  std::size_t macro_bytes_ = 0;  // The bytes of all macros, bounded as a record is.
};

}  // namespace dssearch::indexer
