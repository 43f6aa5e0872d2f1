#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "searcher/format/identifier.h"

namespace dssearch {

/// Reads the signs and words of a query, which must outlive it, from the front to the end. A method
/// that takes a thing moves behind it, or returns nothing and stays. Blanks are skipped before
/// operators, and stay before anything else. Any bytes are a query.
class QueryLexer {
 public:
  explicit QueryLexer(std::string_view text) : text_(text) {}

  /// Whether nothing but blanks follows.
  bool AtEnd();
  /// Whether a bracket follows, full width or not.
  bool AtClosingBracket();
  bool TakeOpeningBracket();
  bool TakeClosingBracket();

  /// Whether OR or | follows.
  bool AtOr();
  bool TakeOr();
  /// Takes an operator word: in upper case, before a blank, an opening bracket or the end.
  bool TakeOperator(std::string_view word);
  /// Takes the minus of -word, but not a dash between blanks and not that of --option.
  bool TakeMinus();

  /// Takes an opening quote. Returns the characters that close it.
  std::optional<std::u32string_view> TakeOpeningQuote();
  /// Takes the words up to one of `closers`, and this.
  std::optional<std::string_view> TakeQuoted(std::u32string_view closers);

  /// The name before a colon, which may be a field: title of title:word.
  struct Name {
    std::string_view text;
    bool followed = false;      ///< Whether something other than a blank is behind the colon, ...
    bool before_slash = false;  ///< ... a slash, as in http://, or ...
    bool at_end = false;        ///< ... nothing but blanks.
  };
  /// What stands before the first colon of the next word.
  std::optional<Name> PeekName() const;
  /// Moves behind a name and its colon.
  void Take(const Name& name);
  void SkipBlanks();

  /// Whether an identifier stands at the beginning of the rest, in full width digits as well:
  /// ２４０２．０３３００. Takes it with the comma before another one.
  struct TypedIdentifier {
    std::string_view typed;
    format::Identifier identifier;
  };
  std::optional<TypedIdentifier> TakeIdentifier();

  /// How far a word reaches: up to the next blank or quote, and ...
  struct WordEnd {
    bool at_bracket = false;     ///< ... a bracket that closes none of the word: of (f(x)) f(x).
    bool at_identifier = false;  ///< ... an identifier behind a Chinese character.
  };
  /// Takes a word, which may be empty. A line break that a PDF put into it does not end it.
  std::string_view TakeWord(WordEnd end);

  /// Where a text that was taken begins, in bytes.
  std::size_t OffsetOf(std::string_view taken) const {
    return static_cast<std::size_t>(taken.data() - text_.data());
  }
  /// Begins anew.
  void Rewind() { i_ = 0; }

 private:
  bool AtOperator(std::string_view word) const;
  bool AtIdentifierAfter(char32_t before) const;
  char32_t PeekAt(std::size_t i) const;
  std::size_t After(std::size_t i) const;

  std::string_view text_;
  std::size_t i_ = 0;
};

}  // namespace dssearch
