#include "indexer/formats/bibtex_reader.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/ascii.h"
#include "indexer/formats/bibtex_entry.h"
#include "indexer/formats/bibtex_inheritance.h"

namespace dssearch::indexer {
namespace {

constexpr std::string_view kBlank = " \t\r\n";
constexpr const char* kFormHint = "an entry is @article{key, title = {...}, year = 2024}";

// Reads the entries of a text that begins with one. Its macros hold for later texts as well.
class BibtexParser {
 public:
  BibtexParser(const std::string& file, const RecordSink& sink)
      : file_(file),
        sink_(sink),
        inheritance_([&sink](BibtexEntry entry) { sink.on_record(RecordOf(std::move(entry))); }) {}

  // `is_last` says that the file ends with this text, and perhaps in the middle of an entry.
  void Read(std::string_view text, std::size_t line, bool is_last) {
    is_last_ = is_last;
    all_ = text;
    rest_ = text;
    first_line_ = line;
    while (true) {
      const std::size_t at = rest_.find('@');
      if (at == std::string_view::npos) return;
      rest_.remove_prefix(at);
      if (IsInComment()) {
        SkipLine();
        continue;
      }
      const Location where{file_, Line()};
      rest_.remove_prefix(1);
      const std::string type = LowerAscii(TakeName());
      SkipBlank();
      if (type.empty() || (!rest_.starts_with('{') && !rest_.starts_with('('))) continue;
      if (type == "comment" || type == "preamble") {
        TakeValue(Braces::kAll);
        continue;
      }
      close_ = rest_.front() == '{' ? '}' : ')';
      rest_.remove_prefix(1);
      if (const char* reason = ReadEntry({.where = where, .type = type, .key = {}, .fields = {}})) {
        sink_.on_reject({where, reason, kFormHint});
        return;
      }
    }
  }

  // At the end of the file.
  void Finish() { inheritance_.Finish(); }

 private:
  // Which braces count: BibTeX counts all, but what programs write into names of files, \{, has no
  // brace that closes it.
  enum class Braces { kAll, kUnescaped };

  std::size_t Line() const {
    const auto taken = all_.substr(0, all_.size() - rest_.size());
    return first_line_ + static_cast<std::size_t>(std::count(taken.begin(), taken.end(), '\n'));
  }

  // Whether the line begins with a %.
  bool IsInComment() const {
    const std::string_view taken = all_.substr(0, all_.size() - rest_.size());
    const std::size_t line = taken.rfind('\n');
    return Trim(taken.substr(line == std::string_view::npos ? 0 : line)).starts_with('%');
  }

  void SkipLine() { rest_.remove_prefix(std::min(rest_.find('\n'), rest_.size())); }

  void SkipBlank() { rest_.remove_prefix(std::min(rest_.find_first_not_of(kBlank), rest_.size())); }

  // Skips what stands between fields, with comments up to the ends of their lines.
  void SkipToField() {
    while (true) {
      rest_.remove_prefix(std::min(rest_.find_first_not_of(", \t\r\n"), rest_.size()));
      if (!rest_.starts_with('%')) return;
      SkipLine();
    }
  }

  // A type, a key's or a field's name, or a macro.
  std::string_view TakeName() {
    SkipBlank();
    const std::size_t size = std::min(rest_.find_first_of("{}()\",=#@% \t\r\n"), rest_.size());
    const std::string_view name = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return name;
  }

  // Takes a value's text within braces or quotes; nothing if it is not closed.
  std::optional<std::string_view> TakeValue(Braces braces) {
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
      } else if (c == '\\' && braces == Braces::kUnescaped) {
        ++i;
      }
    }
    rest_ = {};
    return std::nullopt;
  }

  // {...}, "...", 2024, or a macro; several joined by #.
  std::optional<std::string> TakeExpression(Braces braces) {
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

  // Reads an entry behind its opening brace. Returns what is wrong with it, or nullptr.
  const char* ReadEntry(BibtexEntry entry) {
    if (entry.type != "string") {
      const std::size_t end = rest_.find_first_of(close_ == '}' ? ",}=" : ",)=");
      if (end == std::string_view::npos) return "the entry is not closed";
      if (rest_[end] != '=') {
        entry.key = Trim(rest_.substr(0, end));
        rest_.remove_prefix(end);
      }
    }
    const std::string_view begin = rest_;
    const char* reason = ReadFields(Braces::kAll, entry);
    if (reason != nullptr) {
      rest_ = begin;
      if (ReadFields(Braces::kUnescaped, entry) != nullptr) {
        rest_ = begin;
        std::vector<Reject> losses;
        if (!ReadFieldsThatCanBe(entry, losses) || entry.fields.empty()) return reason;
        if (sink_.on_loss)
          for (Reject& loss : losses) sink_.on_loss(std::move(loss));
      }
    }
    if (entry.type == "string") {
      for (auto& [name, value] : entry.fields) Define(name, std::move(value));
    } else if (entry.type != "set") {
      inheritance_.Add(std::move(entry));
    }
    return nullptr;
  }

  // Reads fields up to the end of the entry. Returns what is wrong with one, or nullptr.
  const char* ReadFields(Braces braces, BibtexEntry& entry) {
    entry.fields.clear();
    while (true) {
      SkipToField();
      if (rest_.empty()) return "the entry is not closed";
      if (rest_.starts_with(close_)) break;
      if (const char* reason = ReadField(braces, entry)) return reason;
    }
    rest_.remove_prefix(1);
    return nullptr;
  }

  const char* ReadField(Braces braces, BibtexEntry& entry) {
    std::string name = LowerAscii(TakeName());
    SkipBlank();
    if (name.empty() || !rest_.starts_with('='))
      return rest_.empty() ? "the entry is not closed" : "a field of the entry has no '='";
    rest_.remove_prefix(1);
    std::optional<std::string> value = TakeExpression(braces);
    if (!value) return "the entry is not closed";
    entry.fields.emplace_back(std::move(name), *std::move(value));
    return nullptr;
  }

  // Reads an entry of which a field is broken: that one is lost, and those that follow are not.
  // False where the file is cut off in the entry.
  bool ReadFieldsThatCanBe(BibtexEntry& entry, std::vector<Reject>& losses) {
    entry.fields.clear();
    while (true) {
      SkipToField();
      if (rest_.starts_with(close_)) {
        rest_.remove_prefix(1);
        return true;
      }
      if (rest_.empty() && is_last_) return false;
      const std::string_view begin = rest_;
      const std::size_t line = Line();
      const char* reason =
          rest_.empty() ? "the entry is not closed" : ReadField(Braces::kUnescaped, entry);
      if (reason == nullptr) continue;
      losses.push_back({{file_, line}, reason, kFormHint});
      if (begin.empty()) return true;
      rest_ = begin.substr(1);
      SkipToNextField();
      if (rest_.empty()) return !is_last_;
    }
  }

  // Skips up to a comma or line break behind which a name and '=' stand.
  void SkipToNextField() {
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

  void Define(const std::string& name, std::string value) {
    macro_bytes_ += name.size() + value.size();
    if (macro_bytes_ <= kMaxRecordBytes) macros_[name] = std::move(value);
  }

  std::string file_;
  const RecordSink& sink_;
  BibtexInheritance inheritance_;
  std::map<std::string, std::string> macros_;
  std::size_t macro_bytes_ = 0;  // The bytes of all macros, bounded as a record is.
  std::string_view all_;
  std::string_view rest_;
  std::size_t first_line_ = 1;
  char close_ = '}';
  bool is_last_ = false;
};

}  // namespace

bool BeginsBibtexEntry(std::string_view line) {
  line = Trim(line);
  if (!line.starts_with('@')) return false;
  const std::size_t end = line.find_first_of("{(");
  if (end == std::string_view::npos) return false;
  const std::string_view type = Trim(line.substr(1, end - 1));
  return !type.empty() && std::all_of(type.begin(), type.end(), IsAsciiLetter);
}

void ReadBibtex(TextInput& input, const RecordSink& sink) {
  BibtexParser parser(input.name(), sink);
  std::string text;  // The text from a line that begins an entry to the next one.
  std::size_t begin = 1;
  const auto read = [&](bool is_last) {
    if (text.size() > kMaxRecordBytes) {
      sink.on_reject({{input.name(), begin}, "the entry is longer than 16 MB", kTooLongHint});
    } else {
      parser.Read(text, begin, is_last);
    }
    text.clear();
  };
  std::string line;
  for (std::size_t number = input.line(); input.TakeLine(line); number = input.line()) {
    if (BeginsBibtexEntry(line)) {
      read(false);
      begin = number;
    }
    if (text.empty() && line.find('@') == std::string::npos) continue;
    if (text.empty()) begin = number;
    if (text.size() <= kMaxRecordBytes) text.append(line).append("\n");
  }
  read(true);
  parser.Finish();
}

}  // namespace dssearch::indexer
