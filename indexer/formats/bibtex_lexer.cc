#include "indexer/formats/bibtex_lexer.h"

#include <algorithm>
#include <utility>

#include "indexer/ascii.h"
#include "indexer/formats/text_input.h"

namespace dssearch::indexer {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

}  // namespace

void BibtexLexer::Begin(std::string_view text, std::size_t line) {
  all_ = text;
  rest_ = text;
  first_line_ = line;
}

std::size_t BibtexLexer::Line() const {
  const auto taken = all_.substr(0, all_.size() - rest_.size());
  return first_line_ + static_cast<std::size_t>(std::count(taken.begin(), taken.end(), '\n'));
}

bool BibtexLexer::IsInComment() const {
  const std::string_view taken = all_.substr(0, all_.size() - rest_.size());
  const std::size_t line = taken.rfind('\n');
  return Trim(taken.substr(line == std::string_view::npos ? 0 : line)).starts_with('%');
}

void BibtexLexer::SkipLine() { rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size())); }

void BibtexLexer::SkipBlank() {
  rest_.remove_prefix(std::min(rest_.find_first_not_of(kBlank), rest_.size()));
}

void BibtexLexer::SkipToField() {
  while (true) {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(", \t\r\n"), rest_.size()));
    if (!rest_.starts_with('%')) return;
    SkipLine();
  }
}

void BibtexLexer::SkipToNextField() {
  for (std::size_t i = 0; (i = rest_.find_first_of(",\n", i)) != std::string_view::npos; ++i) {
    std::string_view next = rest_.substr(i + 1);
    next.remove_prefix(std::min(next.find_first_not_of(kBlank), next.size()));
    const auto end = std::find_if_not(
        next.begin(), next.end(), [](char c) { return IsAsciiAlnum(c) || c == '-' || c == '_'; });
    const std::string_view behind =
        Trim(next.substr(static_cast<std::size_t>(end - next.begin())).substr(0, 32));
    if (end != next.begin() && behind.starts_with('=')) {
      rest_.remove_prefix(i);
      return;
    }
  }
  rest_ = {};
}

std::string_view BibtexLexer::TakeName() {
  SkipBlank();
  const std::size_t size = std::min(rest_.find_first_of("{}()\",=#@% \t\r\n"), rest_.size());
  const std::string_view name = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return name;
}

std::optional<std::string_view> BibtexLexer::TakeValue(TexBraces braces) {
  const char open = rest_.front();
  const char close = open == '{' ? '}' : open == '(' ? ')' : '"';
  std::size_t depth = 0;
  for (std::size_t i = 1; i < rest_.size(); ++i) {
    const char c = rest_[i];
    if (c == close && depth == 0) {
      const std::string_view value = rest_.substr(1, i - 1);
      rest_.remove_prefix(i + 1);
      return value;
    } else if (c == '{') {
      ++depth;
    } else if (c == '}' && depth > 0) {
      --depth;
    } else if (c == '\\' && braces == TexBraces::kUnescaped) {
      ++i;
    }
  }
  rest_ = {};
  return std::nullopt;
}

std::optional<std::string> BibtexLexer::TakeExpression(TexBraces braces) {
  std::string text;
  while (true) {
    SkipBlank();
    if (rest_.starts_with('{') || rest_.starts_with('"')) {
      const std::optional<std::string_view> value = TakeValue(braces);
      if (!value) return std::nullopt;
      text += *value;
    } else {
      const std::string_view name = TakeName();
      const auto macro = macros_.find(LowerAscii(name));
      text += macro == macros_.end() ? name : macro->second;
    }
    if (text.size() > kMaxRecordBytes) return std::nullopt;
    SkipBlank();
    if (!rest_.starts_with('#')) return text;
    rest_.remove_prefix(1);
  }
}

void BibtexLexer::Define(const std::string& name, std::string value) {
  macro_bytes_ += name.size() + value.size();
  if (macro_bytes_ <= kMaxRecordBytes) macros_[name] = std::move(value);
}

}  // namespace dssearch::indexer
