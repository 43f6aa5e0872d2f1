#include "indexer/formats/markdown_notes.h"

#include <cmark.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "indexer/ascii.h"
#include "searcher/format/identifier.h"

namespace dssearch::indexer {
namespace {

// A text without carriage returns in its lines, which end a line for CommonMark and for nobody
// else.
std::string WithoutLoneReturns(std::string_view text) {
  std::string out(text);
  for (std::size_t i = 0; i < out.size(); ++i)
    if (out[i] == '\r' && (i + 1 == out.size() || out[i + 1] != '\n')) out[i] = ' ';
  return out;
}

// The lines of a text, each with its end.
std::vector<std::string_view> LinesOf(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    lines.push_back(text.substr(0, std::min(text.find('\n'), text.size() - 1) + 1));
    text.remove_prefix(lines.back().size());
  }
  return lines;
}

// The content of a heading "## ...", without the marks that may close it.
std::string_view ContentOfHeading(std::string_view line) {
  std::string_view content = Trim(line);
  content = Trim(content.substr(std::min(content.find_first_not_of('#'), content.size())));
  const std::size_t end = content.find_last_not_of('#');
  if (end == std::string_view::npos) return {};
  return content[end] == ' ' || content[end] == '\t' ? Trim(content.substr(0, end)) : content;
}

// The address of the link that a text is.
std::optional<std::string_view> AddressOfLink(std::string_view text) {
  const std::size_t begin = text.rfind("](");
  if (!text.starts_with('[') || !text.ends_with(')') || begin == std::string_view::npos)
    return std::nullopt;
  return Trim(text.substr(begin + 2, text.size() - begin - 3), "<> \t");
}

// What the content of a heading calls a paper.
std::string IdOf(std::string_view content) {
  if (const auto address = AddressOfLink(content))
    if (const auto found = format::ParseIdentifier(*address)) return found->text;
  // "10.1000/x #28faff" is the id of a paper beside another one.
  if (const auto found = format::TakeIdentifier(content);
      found && !Trim(content.substr(found->size)).starts_with('#'))
    return found->identifier.text;
  return std::string(content);
}

// The tags of a line that has them: " a, b" of "tags: a, b".
std::optional<std::string> TagsIn(std::string_view line) {
  constexpr std::array<std::string_view, 6> kNames = {"tags:", "tag:",  "tags：",
                                                      "tag：", "标签:", "标签："};
  line = Trim(line);
  const auto name = std::find_if(kNames.begin(), kNames.end(), [line](std::string_view one) {
    return format::StartsWith(line, one);
  });
  if (name == kNames.end()) return std::nullopt;
  std::string_view tags = Trim(line.substr(name->size()));
  if (tags.starts_with('[') && tags.ends_with(']'))
    tags = tags.substr(1, std::max(tags.size(), std::size_t{2}) - 2);
  return std::string(tags);
}

// Cuts a text into the notes in it.
class NotesInMarkdown {
 public:
  NotesInMarkdown(const std::string& file, std::string_view content, const RecordSink& sink)
      : file_(file), lines_(LinesOf(content)), sink_(sink) {}

  // Takes the next block of the text, which is not within another one.
  void Take(cmark_node* block) {
    const std::size_t line = FirstLine(block);
    if (const int level = LevelOf(block); level == 1 || level == 2) {
      EndNote(line);
      below_no_paper_ = false;
      if (level == 2) heading_ = line;
    } else if (!heading_ && !below_no_paper_ && IsText(block)) {
      below_no_paper_ = true;
      sink_.on_reject({{file_, line + 1},
                       "the text is below no paper",
                       "a heading '## ID' begins the note on a paper"});
    }
  }

  // Ends the note that was begun, before the line with this index.
  void EndNote(std::size_t end) {
    if (!heading_) return;
    const std::size_t heading = *std::exchange(heading_, std::nullopt);
    RawRecord record{{file_, heading + 1}, {}};
    std::string id = IdOf(ContentOfHeading(lines_[heading]));
    if (id.empty()) {
      sink_.on_reject({record.where, "the heading names no paper",
                       "the id of the paper stands behind '##': ## 2402.03300"});
      return;
    }
    record.fields.push_back({"id", {std::move(id)}});
    std::size_t line = heading + 1;
    for (; line < end; ++line) {
      if (Trim(lines_[line]).empty()) continue;
      std::optional<std::string> tags = TagsIn(lines_[line]);
      if (!tags) break;
      record.fields.push_back({"tags", {*std::move(tags)}});
    }
    std::string text;
    for (; line < end; ++line) text += lines_[line];
    record.fields.push_back({"note", {std::move(text)}});
    sink_.on_record(std::move(record));
  }

  std::size_t line_count() const { return lines_.size(); }

 private:
  std::size_t FirstLine(cmark_node* block) const {
    const int line = cmark_node_get_start_line(block);
    return std::min(static_cast<std::size_t>(std::max(line, 1)), lines_.size()) - 1;
  }

  // The level of a heading that begins with '#'; 0 for other blocks.
  int LevelOf(cmark_node* block) const {
    if (cmark_node_get_type(block) != CMARK_NODE_HEADING) return 0;
    return Trim(lines_[FirstLine(block)]).starts_with('#') ? cmark_node_get_heading_level(block)
                                                           : 0;
  }

  static bool IsText(cmark_node* block) {
    const cmark_node_type type = cmark_node_get_type(block);
    return type != CMARK_NODE_HTML_BLOCK && type != CMARK_NODE_THEMATIC_BREAK;
  }

  const std::string& file_;
  const std::vector<std::string_view> lines_;
  const RecordSink& sink_;
  std::optional<std::size_t> heading_;  // The index of the line that began the current note.
  bool below_no_paper_ = false;         // Whether that was said of the current text.
};

}  // namespace

void ReadMarkdownNotes(const std::string& file, std::string_view content, const RecordSink& sink) {
  const std::string text = WithoutLoneReturns(content);
  NotesInMarkdown notes(file, text, sink);
  const std::unique_ptr<cmark_node, decltype(&cmark_node_free)> document(
      cmark_parse_document(text.data(), text.size(), CMARK_OPT_DEFAULT), cmark_node_free);
  for (cmark_node* block = cmark_node_first_child(document.get()); block != nullptr;
       block = cmark_node_next(block))
    notes.Take(block);
  notes.EndNote(notes.line_count());
}

}  // namespace dssearch::indexer
