#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace dssearch::server {

/// A piece of markup that stands in the source code as a literal: "<p>"_html. It cannot be made of
/// a text that is known at run time only.
class Markup {
 public:
  std::string_view text() const { return text_; }

 private:
  explicit consteval Markup(std::string_view text) : text_(text) {}
  friend consteval Markup operator""_html(const char* text, std::size_t size);
  std::string_view text_;
};

consteval Markup operator""_html(const char* text, std::size_t size) {
  return Markup(std::string_view(text, size));
}

/// HTML or XML that is being written. Only literals with _html are markup; every other text is
/// escaped, so that nothing in a paper or a URL can become an element, an attribute or a script:
///
///   html << "<p title=\""_html << paper.venue << "\">"_html << paper.title << "</p>"_html;
///
/// Attributes must be quoted with '"'. Characters that XML forbids become blanks.
class Html {
 public:
  Html& operator<<(Markup markup) {
    text_ += markup.text();
    return *this;
  }
  Html& operator<<(const Html& html) {
    text_ += html.text_;
    return *this;
  }
  Html& operator<<(std::string_view text);
  Html& operator<<(std::integral auto number) {
    text_ += std::to_string(number);
    return *this;
  }

  bool empty() const { return text_.empty(); }
  const std::string& text() const& { return text_; }
  std::string text() && { return std::move(text_); }

 private:
  std::string text_;
};

/// A number as readers see it, with commas: "12,345".
std::string GroupDigits(std::uint64_t number);

/// Whether a URL of a paper may become a link: it begins with https:// or http://. A URL such as
/// javascript:alert(1) would run a script.
inline bool IsWebAddress(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://");
}

}  // namespace dssearch::server
