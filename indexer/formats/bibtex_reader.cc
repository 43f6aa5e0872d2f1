#include "indexer/formats/bibtex_reader.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/ascii.h"
#include "indexer/formats/bibtex_entry.h"
#include "indexer/formats/bibtex_inheritance.h"
#include "indexer/formats/bibtex_lexer.h"

namespace dssearch::indexer {
namespace {

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
    lexer_.Begin(text, line);
    while (true) {
      const std::size_t at = lexer_.rest().find('@');
      if (at == std::string_view::npos) return;
      lexer_.Skip(at);
      if (lexer_.IsInComment()) {
        lexer_.SkipLine();
        continue;
      }
      const Location where{file_, lexer_.Line()};
      lexer_.Skip(1);
      const std::string type = LowerAscii(lexer_.TakeName());
      lexer_.SkipBlank();
      if (type.empty() || (!lexer_.rest().starts_with('{') && !lexer_.rest().starts_with('(')))
        continue;
      if (type == "comment" || type == "preamble") {
        lexer_.TakeValue(TexBraces::kAll);
        continue;
      }
      close_ = lexer_.rest().front() == '{' ? '}' : ')';
      lexer_.Skip(1);
      if (const char* reason = ReadEntry({.where = where, .type = type, .key = {}, .fields = {}})) {
        sink_.on_reject({where, reason, kFormHint});
        return;
      }
    }
  }

  // At the end of the file.
  void Finish() { inheritance_.Finish(); }

 private:
  // Reads an entry behind its opening brace. Returns what is wrong with it, or nullptr.
  const char* ReadEntry(BibtexEntry entry) {
    if (entry.type != "string") {
      const std::size_t end = lexer_.rest().find_first_of(close_ == '}' ? ",}=" : ",)=");
      if (end == std::string_view::npos) return "the entry is not closed";
      if (lexer_.rest()[end] != '=') {
        entry.key = Trim(lexer_.rest().substr(0, end));
        lexer_.Skip(end);
      }
    }
    const std::string_view begin = lexer_.rest();
    const char* reason = ReadFields(TexBraces::kAll, entry);
    if (reason != nullptr) {
      lexer_.GoTo(begin);
      if (ReadFields(TexBraces::kUnescaped, entry) != nullptr) {
        lexer_.GoTo(begin);
        std::vector<Reject> losses;
        if (!ReadFieldsThatCanBe(entry, losses) || entry.fields.empty()) return reason;
        if (sink_.on_loss)
          for (Reject& loss : losses) sink_.on_loss(std::move(loss));
      }
    }
    if (entry.type == "string") {
      for (auto& [name, value] : entry.fields) lexer_.Define(name, std::move(value));
    } else if (entry.type != "set") {
      inheritance_.Add(std::move(entry));
    }
    return nullptr;
  }

  // Reads fields up to the end of the entry. Returns what is wrong with one, or nullptr.
  const char* ReadFields(TexBraces braces, BibtexEntry& entry) {
    entry.fields.clear();
    while (true) {
      lexer_.SkipToField();
      if (lexer_.rest().empty()) return "the entry is not closed";
      if (lexer_.rest().starts_with(close_)) break;
      if (const char* reason = ReadField(braces, entry)) return reason;
    }
    lexer_.Skip(1);
    return nullptr;
  }

  const char* ReadField(TexBraces braces, BibtexEntry& entry) {
    std::string name = LowerAscii(lexer_.TakeName());
    lexer_.SkipBlank();
    if (name.empty() || !lexer_.rest().starts_with('='))
      return lexer_.rest().empty() ? "the entry is not closed" : "a field of the entry has no '='";
    lexer_.Skip(1);
    std::optional<std::string> value = lexer_.TakeExpression(braces);
    if (!value) return "the entry is not closed";
    entry.fields.emplace_back(std::move(name), *std::move(value));
    return nullptr;
  }

  // Reads an entry of which a field is broken: that one is lost, and those that follow are not.
  // False where the file is cut off in the entry.
  bool ReadFieldsThatCanBe(BibtexEntry& entry, std::vector<Reject>& losses) {
    entry.fields.clear();
    while (true) {
      lexer_.SkipToField();
      if (lexer_.rest().starts_with(close_)) {
        lexer_.Skip(1);
        return true;
      }
      if (lexer_.rest().empty() && is_last_) return false;
      const std::string_view begin = lexer_.rest();
      const std::size_t line = lexer_.Line();
      const char* reason = lexer_.rest().empty() ? "the entry is not closed"
                                                 : ReadField(TexBraces::kUnescaped, entry);
      if (reason == nullptr) continue;
      losses.push_back({{file_, line}, reason, kFormHint});
      if (begin.empty()) return true;
      lexer_.GoTo(begin.substr(1));
      lexer_.SkipToNextField();
      if (lexer_.rest().empty()) return !is_last_;
    }
  }

  std::string file_;
  const RecordSink& sink_;
  BibtexInheritance inheritance_;
  BibtexLexer lexer_;
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
