#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/formats/text_input.h"

namespace dssearch::indexer {

/// The name of an element without the prefix of its namespace: "mods" of "mods:mods".
constexpr std::string_view LocalName(std::string_view name) {
  return name.substr(name.rfind(':') + 1);  // npos + 1 is 0.
}

/// Finds the elements of an XML text that are records, so that one of them at a time is in memory.
/// Whether they are well-formed is for the parser to say. Not thread-safe.
class XmlSplitter {
 public:
  /// Elements with one of the local `names` are records. `input` must outlive the object.
  XmlSplitter(TextInput& input, std::vector<std::string_view> names)
      : input_(input), names_(std::move(names)) {}

  /// What Next() found.
  enum class Found { kRecord, kTooLong, kCutOff, kNothing };

  /// Finds the next record: text() is all of its element. kTooLong where it is longer than
  /// kMaxRecordBytes, kCutOff where the text ends within it.
  Found Next();

  const std::string& text() const { return text_; }
  std::size_t line() const { return line_; }  ///< That text() begins on.

 private:
  // Takes the text up to the next markup. Returns false at the end.
  bool TakeText();
  // Takes a tag, a comment or the like into markup_. Returns false where the text ends in it.
  bool TakeMarkup();
  bool IsComplete() const;
  void Keep(std::string_view text);

  TextInput& input_;
  std::vector<std::string_view> names_;
  std::string text_;
  std::string markup_;
  char quote_ = '\0';         // The quote that is open in a tag.
  std::size_t brackets_ = 0;  // Those that are open in a document type.
  std::size_t line_ = 0;
  std::size_t depth_ = 0;  // How many elements of the record's name are open; 0 outside.
  std::string name_;       // The record's name.
  bool too_long_ = false;
};

}  // namespace dssearch::indexer
