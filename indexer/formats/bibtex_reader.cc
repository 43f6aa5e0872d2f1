#include "indexer/formats/bibtex_reader.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "indexer/ascii.h"
#include "indexer/fields/author_names.h"
#include "indexer/formats/tex_text.h"

namespace dssearch::indexer {
namespace {

constexpr std::string_view kBlank = " \t\r\n";
constexpr const char* kFormHint = "an entry is @article{key, title = {...}, year = 2024}";

// The month "02" of "feb", "February" or "2"; nullopt for anything else.
std::optional<std::string> Month(std::string_view text) {
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::string month = LowerAscii(Trim(text));
  for (std::size_t i = 0; i < kMonths.size(); ++i) {
    const std::string number = std::to_string(i + 1);
    const std::string padded = number.size() == 1 ? "0" + number : number;
    if (month.starts_with(kMonths[i]) || month == number || month == padded) return padded;
  }
  return std::nullopt;
}

// The names in a list: " and " outside of braces stands between them.
std::vector<std::string_view> SplitAtAnd(std::string_view names) {
  std::vector<std::string_view> split;
  std::size_t depth = 0;
  std::size_t begin = 0;
  const auto blank = [names](std::size_t i) {
    return i < names.size() && kBlank.find(names[i]) != std::string_view::npos;
  };
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == '{') ++depth;
    if (names[i] == '}' && depth > 0) --depth;
    if (depth > 0 || !blank(i) || !names.substr(i + 1).starts_with("and") || !blank(i + 4))
      continue;
    split.push_back(names.substr(begin, i - begin));
    begin = i + 4;
    i += 3;
  }
  split.push_back(names.substr(begin));
  return split;
}

std::vector<std::string> Names(std::string_view tex) {
  std::vector<std::string> names;
  const std::vector<std::string_view> split = SplitAtAnd(tex);
  for (const std::string_view name : split) {
    const std::string_view raw = Trim(name);
    const std::string text = TextOfTex(raw);
    if (text.empty() || text == "others") continue;
    if (raw.starts_with('{') && raw.ends_with('}')) {
      names.push_back(text);  // A group, whose commas and blanks are its own.
    } else if (split.size() == 1) {
      for (std::string& spoken : NamesOf(text)) names.push_back(std::move(spoken));
    } else {
      names.push_back(SpokenName(text));
    }
  }
  return names;
}

// A URL, a DOI or the like has no TeX but what keeps TeX from reading it: \_, {\%}.
std::string Address(std::string_view tex) {
  std::string address(tex);
  std::erase_if(address, [](char c) { return c == '\\' || c == '{' || c == '}'; });
  return address;
}

// Reads the entries of a text that begins with one. Its macros hold for later texts as well.
class BibtexParser {
 public:
  BibtexParser(const std::string& file, const RecordSink& sink) : file_(file), sink_(sink) {}

  void Read(std::string_view text, std::size_t line) {
    all_ = text;
    rest_ = text;
    first_line_ = line;
    while (true) {
      const std::size_t at = rest_.find('@');
      if (at == std::string_view::npos) return;
      rest_.remove_prefix(at);
      const Location where{file_, Line()};
      rest_.remove_prefix(1);
      const std::string type = LowerAscii(TakeName());
      SkipBlank();
      if (type.empty() || (!rest_.starts_with('{') && !rest_.starts_with('('))) continue;
      if (type == "comment" || type == "preamble") {
        TakeValue();
        continue;
      }
      close_ = rest_.front() == '{' ? '}' : ')';
      rest_.remove_prefix(1);
      if (const char* reason = ReadEntry(type, where)) {
        sink_.on_reject({where, reason, kFormHint});
        return;
      }
    }
  }

 private:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  std::size_t Line() const {
    const auto taken = all_.substr(0, all_.size() - rest_.size());
    return first_line_ + static_cast<std::size_t>(std::count(taken.begin(), taken.end(), '\n'));
  }

  void SkipBlank() { rest_.remove_prefix(std::min(rest_.find_first_not_of(kBlank), rest_.size())); }

  // A type, a key's or a field's name, or a macro.
  std::string_view TakeName() {
    SkipBlank();
    const std::size_t size = std::min(rest_.find_first_of("{}()\",=#@ \t\r\n"), rest_.size());
    const std::string_view name = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return name;
  }

  // Takes a value's text within braces or quotes; nothing if it is not closed.
  std::optional<std::string_view> TakeValue() {
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
      }
    }
    rest_ = {};
    return std::nullopt;
  }

  // {...}, "...", 2024, or a macro; several joined by #.
  std::optional<std::string> TakeExpression() {
    std::string text;
    while (true) {
      SkipBlank();
      if (rest_.starts_with('{') || rest_.starts_with('"')) {
        const std::optional<std::string_view> value = TakeValue();
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
  const char* ReadEntry(const std::string& type, const Location& where) {
    std::string key;
    if (type != "string") {
      const std::size_t end = rest_.find_first_of(",})=");
      if (end == std::string_view::npos) return "the entry is not closed";
      if (rest_[end] == '=') return "the entry has no key";
      key = Trim(rest_.substr(0, end));
      rest_.remove_prefix(end);
    }
    Fields fields;
    while (true) {
      rest_.remove_prefix(std::min(rest_.find_first_not_of(", \t\r\n"), rest_.size()));
      if (rest_.empty()) return "the entry is not closed";
      if (rest_.starts_with(close_)) break;
      std::string name = LowerAscii(TakeName());
      SkipBlank();
      if (name.empty() || !rest_.starts_with('='))
        return rest_.empty() ? "the entry is not closed" : "a field of the entry has no '='";
      rest_.remove_prefix(1);
      std::optional<std::string> value = TakeExpression();
      if (!value) return "the entry is not closed";
      SkipBlank();
      if (!rest_.empty() && !rest_.starts_with(',') && !rest_.starts_with(close_))
        return "a field of the entry does not end with a comma";
      fields.emplace_back(std::move(name), *std::move(value));
    }
    rest_.remove_prefix(1);
    if (type == "string") {
      for (auto& [name, value] : fields) Define(name, std::move(value));
      return nullptr;
    }
    PassOn(std::move(key), fields, where);
    return nullptr;
  }

  void Define(const std::string& name, std::string value) {
    macro_bytes_ += name.size() + value.size();
    if (macro_bytes_ <= kMaxRecordBytes) macros_[name] = std::move(value);
  }

  void PassOn(std::string key, const Fields& fields, const Location& where) const {
    RawRecord record{where, {}};
    record.needs_no_id = true;
    record.key = std::move(key);
    std::string year;
    std::string month;
    for (const auto& [name, value] : fields) {
      if (name == "author") {
        record.fields.emplace_back("authors", Names(value));
      } else if (name == "year") {
        year = Trim(value);
      } else if (name == "month") {
        month = Month(value).value_or("");
      } else if (name == "url" || name == "doi" || name == "eprint") {
        record.fields.push_back({name, {Address(value)}});
      } else if (name != "key") {  // `key` is for sorting, and no id.
        record.fields.push_back({name, {TextOfTex(value)}});
      }
    }
    if (!year.empty()) {
      if (!month.empty()) year += '-' + month;
      record.fields.push_back({"year", {std::move(year)}});
    }
    sink_.on_record(std::move(record));
  }

  std::string file_;
  const RecordSink& sink_;
  std::map<std::string, std::string> macros_;
  std::size_t macro_bytes_ = 0;  // The bytes of all macros, bounded as a record is.
  std::string_view all_;
  std::string_view rest_;
  std::size_t first_line_ = 1;
  char close_ = '}';
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
  const auto read = [&] {
    if (text.size() > kMaxRecordBytes) {
      sink.on_reject({{input.name(), begin}, "the entry is longer than 16 MB", kTooLongHint});
    } else {
      parser.Read(text, begin);
    }
    text.clear();
  };
  std::string line;
  for (std::size_t number = input.line(); input.TakeLine(line); number = input.line()) {
    if (BeginsBibtexEntry(line)) {
      read();
      begin = number;
    }
    if (text.empty() && line.find('@') == std::string::npos) continue;
    if (text.empty()) begin = number;
    if (text.size() <= kMaxRecordBytes) text.append(line).append("\n");
  }
  read();
}

}  // namespace dssearch::indexer
