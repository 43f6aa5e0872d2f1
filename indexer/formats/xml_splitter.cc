#include "indexer/formats/xml_splitter.h"

#include <algorithm>

namespace dssearch::indexer {

void XmlSplitter::Keep(std::string_view text) {
  if (depth_ == 0) return;
  if (text_.size() + text.size() > kMaxRecordBytes) {
    too_long_ = true;
  } else {
    text_ += text;
  }
}

bool XmlSplitter::TakeText() {
  for (std::string_view text; !(text = input_.Peek()).empty();) {
    const std::size_t end = std::min(text.find('<'), text.size());
    Keep(text.substr(0, end));
    const bool found = end < text.size();
    input_.Skip(end);
    if (found) return true;
  }
  return false;
}

// To be called when markup_ ends with '>'.
bool XmlSplitter::IsComplete() const {
  const std::string_view markup = markup_;
  if (markup.starts_with("<!--")) return markup.size() >= 7 && markup.ends_with("-->");
  if (markup.starts_with("<![CDATA[")) return markup.ends_with("]]>");
  if (markup.starts_with("<?")) return markup.ends_with("?>");
  if (markup.starts_with("<!")) return brackets_ == 0;
  return quote_ == '\0';
}

bool XmlSplitter::TakeMarkup() {
  markup_.clear();
  quote_ = '\0';
  brackets_ = 0;
  for (std::string_view text; !(text = input_.Peek()).empty();) {
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (markup_.size() < kMaxRecordBytes) markup_ += c;
      const bool tag = markup_.size() > 1 && markup_[1] != '!' && markup_[1] != '?';
      if (tag && (c == '"' || c == '\'') && (quote_ == '\0' || quote_ == c))
        quote_ = quote_ == '\0' ? c : '\0';
      if (!tag && c == '[') ++brackets_;
      if (!tag && c == ']' && brackets_ > 0) --brackets_;
      // A tag that is not closed ends before the next one, so that this is found.
      if (tag && quote_ == '\0' && c == '<' && markup_.size() > 1) {
        markup_.pop_back();
        input_.Skip(i);
        return true;
      }
      if (c != '>' || !IsComplete()) continue;
      input_.Skip(i + 1);
      return true;
    }
    input_.Skip(text.size());
  }
  return false;
}

XmlSplitter::Found XmlSplitter::Next() {
  text_.clear();
  depth_ = 0;
  too_long_ = false;
  while (TakeText()) {
    const std::size_t line = input_.line();
    if (!TakeMarkup()) break;
    const std::string_view markup = markup_;
    const bool tag = markup.size() > 2 && markup[1] != '!' && markup[1] != '?';
    const bool closes = tag && markup[1] == '/';
    const std::size_t begin = closes ? 2 : 1;
    const std::string_view name =
        tag ? LocalName(markup.substr(begin, markup.find_first_of(" \t\r\n/>", begin) - begin))
            : std::string_view();
    const bool empty = tag && markup.ends_with("/>");
    if (depth_ == 0) {
      if (closes || std::find(names_.begin(), names_.end(), name) == names_.end()) continue;
      name_ = name;
      line_ = line;
      depth_ = 1;
    } else if (name == name_ && !empty) {
      Keep(markup);
      depth_ = closes ? depth_ - 1 : depth_ + 1;
      if (depth_ == 0) return too_long_ ? Found::kTooLong : Found::kRecord;
      continue;
    }
    Keep(markup);
    if (empty && name == name_ && depth_ == 1 && text_.size() == markup.size()) {
      depth_ = 0;
      return Found::kRecord;
    }
  }
  return depth_ > 0 ? Found::kCutOff : Found::kNothing;
}

}  // namespace dssearch::indexer
