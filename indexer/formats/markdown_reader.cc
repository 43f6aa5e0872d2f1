#include "indexer/formats/markdown_reader.h"

#include <cmark.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>

#include "indexer/ascii.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

constexpr const char* kFormHint = "corpus/README.md shows what a record looks like";
constexpr const char* kQuotesHint =
    "a value with ': ' in it stands in quotes: title: \"LoRA: a survey\"";

struct Heading {
  std::string_view text;
  std::string_view field;
};
constexpr std::array kHeadings = {
    Heading{"摘要", "summary_zh"},
    Heading{"创新点", "contribution_zh"},
    Heading{"summary", "summary_en"},
    Heading{"abstract", "summary_en"},
    Heading{"contribution", "contribution_en"},
    Heading{"contributions", "contribution_en"},
    Heading{"note", "note"},
    Heading{"notes", "note"},
    Heading{"笔记", "note"},
};

// The field that a heading announces; nothing for any other heading.
std::optional<std::string> FieldOfHeading(std::string_view text) {
  const std::string heading = LowerAscii(text);
  for (const Heading& known : kHeadings)
    if (known.text == heading) return std::string(known.field);
  return std::nullopt;
}

struct FrontMatter {
  std::string_view yaml;
  std::string_view body;
};

std::string_view TakeLine(std::string_view& rest) {
  const std::size_t end = rest.find('\n');
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  while (line.ends_with('\r') || line.ends_with(' ')) line.remove_suffix(1);
  return line;
}

std::optional<FrontMatter> SplitFrontMatter(std::string_view content) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (content.starts_with(kByteOrderMark)) content.remove_prefix(kByteOrderMark.size());
  std::string_view rest = content;
  if (TakeLine(rest) != "---") return std::nullopt;
  const std::string_view yaml = rest;
  while (!rest.empty()) {
    const std::string_view before = rest;
    if (TakeLine(rest) == "---")
      return FrontMatter{yaml.substr(0, static_cast<std::size_t>(before.data() - yaml.data())),
                         rest};
  }
  return std::nullopt;
}

// Whether at `i` stands a character that is written without blanks beside it, or the punctuation
// of such text: 强, 。 and the full-width ｆ.
bool IsUnspacedOrItsPunctuation(std::string_view text, std::size_t i) {
  const char32_t c = text::Next(text, i);
  return text::IsUnspaced(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFFEF);
}

// Two lines of a paragraph are joined by a blank, except in the middle of
// Chinese, where none would be written.
void AppendSoftBreak(std::string& text, std::string_view next) {
  if (!text.empty() && !next.empty()) {
    const std::size_t last = text::CutToBytes(text, text.size() - 1).size();
    if (IsUnspacedOrItsPunctuation(text, last) && IsUnspacedOrItsPunctuation(next, 0)) return;
  }
  text += ' ';
}

// The plain text of a block: what is read, without the markup.
std::string PlainText(cmark_node* block) {
  std::string text;
  bool soft_break = false;
  const std::unique_ptr<cmark_iter, decltype(&cmark_iter_free)> iterator(cmark_iter_new(block),
                                                                         cmark_iter_free);
  for (cmark_event_type event; (event = cmark_iter_next(iterator.get())) != CMARK_EVENT_DONE;) {
    cmark_node* node = cmark_iter_get_node(iterator.get());
    if (event == CMARK_EVENT_EXIT) {
      const cmark_node_type type = cmark_node_get_type(node);
      if ((type == CMARK_NODE_PARAGRAPH || type == CMARK_NODE_HEADING) && node != block)
        text += '\n';
      continue;
    }
    switch (cmark_node_get_type(node)) {
      case CMARK_NODE_TEXT:
      case CMARK_NODE_CODE:
      case CMARK_NODE_CODE_BLOCK: {
        const std::string_view literal = cmark_node_get_literal(node);
        if (soft_break) AppendSoftBreak(text, literal);
        soft_break = false;
        text += literal;
        break;
      }
      case CMARK_NODE_SOFTBREAK:
        soft_break = true;
        break;
      case CMARK_NODE_LINEBREAK:
        text += '\n';
        break;
      default:
        break;
    }
  }
  return text;
}

// Cuts the title off the first block of a text that has no front matter: a heading, or a line.
std::string TakeTitle(cmark_node* block, std::string& text) {
  const bool heading = cmark_node_get_type(block) == CMARK_NODE_HEADING;
  const std::size_t end = heading ? text.size() : std::min(text.find('\n'), text.size());
  std::string title = text.substr(0, end);
  text.erase(0, end);
  return title;
}

void ReadBody(std::string_view body, bool has_title, RawRecord& record) {
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(
      cmark_parse_document(body.data(), body.size(), CMARK_OPT_DEFAULT), cmark_node_free);
  std::string field = "summary";
  for (cmark_node* block = cmark_node_first_child(document.get()); block != nullptr;
       block = cmark_node_next(block)) {
    std::string text = PlainText(block);
    if (has_title && !text.empty()) {
      has_title = false;
      record.fields.push_back({"title", {TakeTitle(block, text)}});
    }
    if (cmark_node_get_type(block) == CMARK_NODE_HEADING) {
      if (std::optional<std::string> named = FieldOfHeading(text)) {
        field = *std::move(named);
        continue;
      }
      field = "summary";
    }
    if (!text.empty()) record.fields.push_back({field, {std::move(text)}});
  }
}

}  // namespace

void ReadMarkdown(const std::string& file, std::string_view content, const std::string& key,
                  const RecordSink& sink) {
  RawRecord record{{file, 1}, {}};
  record.key = key;
  const std::optional<FrontMatter> parts = SplitFrontMatter(content);
  if (!parts) {
    const std::size_t begin = content.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos) {
      sink.on_reject({{file, 0}, "the file is empty", "the first line is the title"});
      return;
    }
    if (content.substr(begin).starts_with("---")) {
      sink.on_reject(
          {{file, 1}, "the file has no front matter between two lines '---'", kFormHint});
      return;
    }
    record.needs_no_id = true;
    ReadBody(content, true, record);
    sink.on_record(std::move(record));
    return;
  }
  try {
    const YAML::Node front = YAML::Load(std::string(parts->yaml));
    if (!front.IsMap()) {
      sink.on_reject({{file, 2}, "the front matter is not a list of 'name: value'", kFormHint});
      return;
    }
    for (const auto& entry : front) {
      std::vector<std::string> values;
      if (entry.second.IsSequence()) {
        for (const YAML::Node& item : entry.second)
          if (item.IsScalar()) values.push_back(item.as<std::string>());
      } else if (entry.second.IsScalar()) {
        values.push_back(entry.second.as<std::string>());
      }
      if (!entry.second.IsMap())
        record.fields.emplace_back(entry.first.as<std::string>(), std::move(values));
    }
  } catch (const YAML::Exception& e) {
    // The mark counts lines from 0 and the front matter begins on line 2.
    const std::size_t line = e.mark.is_null() ? 2 : static_cast<std::size_t>(e.mark.line) + 2;
    sink.on_reject({{file, line},
                    "the front matter does not parse: " + e.msg,
                    e.msg == "illegal map value" ? kQuotesHint : kFormHint});
    return;
  }
  ReadBody(parts->body, false, record);
  sink.on_record(std::move(record));
}

}  // namespace dssearch::indexer
