#include "indexer/paper_fields.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "searcher/format/calendar.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

constexpr std::size_t kMaxIdBytes = 1000;
constexpr std::size_t kMaxTextBytes = 1'000'000;  // A summary has a thousandth of it.

// Alias → member. `abstract` and the like go to the half of their language.
struct Alias {
  std::string_view name;
  std::string Paper::*text = nullptr;
  std::vector<std::string> Paper::*list = nullptr;
};
constexpr std::array kAliases = {
    Alias{"id", &Paper::id},
    Alias{"arxiv_id", &Paper::id},
    Alias{"编号", &Paper::id},
    Alias{"title", &Paper::title},
    Alias{"标题", &Paper::title},
    Alias{"title_zh", &Paper::title_zh},
    Alias{"中文标题", &Paper::title_zh},
    Alias{"date", &Paper::date},
    Alias{"published", &Paper::date},
    Alias{"year", &Paper::date},
    Alias{"update_date", &Paper::date},
    Alias{"日期", &Paper::date},
    Alias{"url", &Paper::url},
    Alias{"link", &Paper::url},
    Alias{"链接", &Paper::url},
    Alias{"venue", &Paper::venue},
    Alias{"journal", &Paper::venue},
    Alias{"booktitle", &Paper::venue},
    Alias{"期刊", &Paper::venue},
    Alias{"会议", &Paper::venue},
    Alias{"summary_zh", &Paper::summary_zh},
    Alias{"abstract_zh", &Paper::summary_zh},
    Alias{"contribution_zh", &Paper::contribution_zh},
    Alias{"创新点", &Paper::contribution_zh},
    Alias{"summary_en", &Paper::summary_en},
    Alias{"abstract_en", &Paper::summary_en},
    Alias{"contribution_en", &Paper::contribution_en},
    Alias{"contribution", &Paper::contribution_en},
    Alias{"authors", nullptr, &Paper::authors},
    Alias{"author", nullptr, &Paper::authors},
    Alias{"作者", nullptr, &Paper::authors},
    Alias{"domain", nullptr, &Paper::domains},
    Alias{"domains", nullptr, &Paper::domains},
    Alias{"category", nullptr, &Paper::domains},
    Alias{"categories", nullptr, &Paper::domains},
    Alias{"field", nullptr, &Paper::domains},
    Alias{"领域", nullptr, &Paper::domains},
    Alias{"keywords_zh", nullptr, &Paper::keywords_zh},
    Alias{"keywords_en", nullptr, &Paper::keywords_en},
};
constexpr std::array<std::string_view, 3> kSummaryAliases = {"abstract", "summary", "摘要"};
constexpr std::array<std::string_view, 2> kKeywordAliases = {"keywords", "关键词"};

// Whether a text is to be read as Chinese: more than one letter in five is Han.
bool IsChinese(std::string_view text) {
  std::size_t han = 0;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size();) {
    const text::Script script = text::ScriptOf(text::Next(text, i));
    han += script == text::Script::kUnspaced;
    letters += script != text::Script::kNone && script != text::Script::kDigit;
  }
  return han * 5 > letters;
}

bool IsBlank(char32_t c) { return c == ' ' || c == '\n' || c == 0xA0 || c == 0x3000; }

// Without blanks at the ends and without control characters, which no one
// typed on purpose. Line breaks stay, but for one inside a run of characters:
// where lines were filled it parts words (语言模\n型).
std::string Cleaned(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t kept = 0;  // Up to the last character that is no blank.
  char32_t before = 0;
  for (std::size_t i = 0; i < text.size();) {
    char32_t c = text::Next(text, i);
    if (c == '\r' && i < text.size() && text[i] == '\n') continue;
    if (c == '\t' || c == '\r') c = ' ';
    if ((c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0)) continue;
    if (IsBlank(c) && kept == 0) continue;
    if (c == '\n' && text::IsUnspaced(before) && i < text.size()) {
      std::size_t next = i;
      if (text::IsUnspaced(text::Next(text, next))) continue;
    }
    before = c;
    text::Append(out, c);
    if (!IsBlank(c)) kept = out.size();
  }
  out.resize(kept);
  return out;
}

std::string Joined(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values) {
    const std::string cleaned = Cleaned(value);
    if (!out.empty() && !cleaned.empty()) out += '\n';
    out += cleaned;
  }
  return out;
}

void AppendText(std::string& text, const std::string& more) {
  if (!text.empty() && !more.empty()) text += '\n';
  text += more;
}

// Summaries that stand in several places go together. Of a name, an address or
// a date there is one: the first, or the most exact date (a year and a day).
void AssignText(Paper& paper, std::string Paper::*member, std::string text) {
  const bool one = member == &Paper::id || member == &Paper::title || member == &Paper::title_zh ||
                   member == &Paper::url || member == &Paper::venue;
  std::string& old = paper.*member;
  if (member == &Paper::date) {
    if (text.size() > old.size()) old = std::move(text);
  } else if (!one) {
    AppendText(old, text);
  } else if (old.empty()) {
    old = std::move(text);
  }
}

// A value of a list has one line: it stands in a facet.
std::string OneLine(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

// Adds a value, unless it is there: a record may name its domain in two fields.
void AddItem(const std::string& value, std::vector<std::string>& list) {
  std::string item = OneLine(Cleaned(value));
  if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end())
    list.push_back(std::move(item));
}

void Assign(Paper& paper, const std::string& name, const std::vector<std::string>& values) {
  for (const Alias& alias : kAliases) {
    if (alias.name != name) continue;
    if (alias.text != nullptr) {
      AssignText(paper, alias.text, Joined(values));
    } else {
      for (const std::string& value : values) AddItem(value, paper.*alias.list);
    }
    return;
  }
  const auto among = [&name](const auto& names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (among(kSummaryAliases)) {
    const std::string text = Joined(values);
    AppendText(IsChinese(text) ? paper.summary_zh : paper.summary_en, text);
  } else if (among(kKeywordAliases)) {
    for (const std::string& value : values)
      AddItem(value, IsChinese(value) ? paper.keywords_zh : paper.keywords_en);
  }
}

}  // namespace

std::variant<Paper, Reject> ToPaper(const RawRecord& record) {
  const auto reject = [&record](std::string reason, std::string hint) {
    return Reject{record.where, std::move(reason), std::move(hint)};
  };
  Paper paper;
  for (const auto& [name, values] : record.fields) {
    for (const std::string& value : values)
      if (!text::IsValid(value))
        return reject("field '" + name + "' is not UTF-8", "convert it: iconv -t UTF-8");
    for (const std::string& value : values)
      if (value.size() > kMaxTextBytes)
        return reject("field '" + name + "' is longer than a million bytes",
                      "index summaries, not whole texts");
    Assign(paper, name, values);
  }
  paper.id = OneLine(std::move(paper.id));
  paper.title = OneLine(std::move(paper.title));
  paper.title_zh = OneLine(std::move(paper.title_zh));
  paper.url = OneLine(std::move(paper.url));
  paper.venue = OneLine(std::move(paper.venue));
  if (paper.id.empty())
    return reject("the record has no id", "add a line like 'id: \"2501.12948\"'");
  if (paper.id.size() > kMaxIdBytes)
    return reject("the id is longer than 1000 bytes", "give the record a shorter id");
  if (paper.title.empty()) std::swap(paper.title, paper.title_zh);
  const bool has_summary = !paper.summary_zh.empty() || !paper.summary_en.empty();
  if (paper.title.empty() && !has_summary)
    return reject("the record has neither title nor summary", "add a line 'title: ...'");
  if (!paper.date.empty() && !format::ParseDate(paper.date))
    return reject("'" + paper.date + "' is not a date", format::kDateHint);
  if (!paper.date.empty()) paper.date = format::FormatDate(*format::ParseDate(paper.date));
  return paper;
}

}  // namespace dssearch::indexer
