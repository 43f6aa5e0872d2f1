#include "indexer/paper_fields.h"

#include <algorithm>
#include <array>
#include <optional>
#include <regex>
#include <string_view>
#include <unordered_set>

#include "indexer/author_names.h"
#include "indexer/date_forms.h"
#include "indexer/markup.h"
#include "searcher/format/calendar.h"
#include "searcher/format/record.h"
#include "searcher/text/code_points.h"

namespace dssearch::indexer {
namespace {

constexpr const char* kTextHint = "index summaries, not whole texts";
constexpr std::size_t kMaxIdBytes = 1000;
constexpr std::size_t kMaxTextBytes = 1'000'000;  // A summary has a thousandth of it.
constexpr std::size_t kMaxListed = 10'000;        // The longest list there is has 5,154.

// What a record says, and what helps where it says too little.
struct Draft {
  Paper paper = {};
  std::string doi = {};
  std::string eprint = {};         // An arXiv id, perhaps.
  std::string first_version = {};  // When arXiv got it; its update_date is often years later.
  std::string no_date = {};        // What stands for a date and is none.
  bool has_parsed_authors = false;
};

// A name of a field, in lower case with _ for blanks and -, and where its text
// goes. `abstract` and the like go to the half of their language.
struct Alias {
  std::string_view name;
  std::string Paper::*text = nullptr;
  std::vector<std::string> Paper::*list = nullptr;
  std::string Draft::*other = nullptr;
};
constexpr std::array kAliases = {
    Alias{"id", &Paper::id},
    Alias{"arxiv_id", &Paper::id},
    Alias{"paper_id", &Paper::id},
    Alias{"paperid", &Paper::id},
    Alias{"key", &Paper::id},
    Alias{"编号", &Paper::id},
    Alias{"title", &Paper::title},
    Alias{"标题", &Paper::title},
    Alias{"题名", &Paper::title},
    Alias{"篇名", &Paper::title},
    Alias{"title_zh", &Paper::title_zh},
    Alias{"中文标题", &Paper::title_zh},
    Alias{"date", &Paper::date},
    Alias{"published", &Paper::date},
    Alias{"year", &Paper::date},
    Alias{"update_date", &Paper::date},
    Alias{"issued", &Paper::date},
    Alias{"issued.raw", &Paper::date},
    Alias{"issued.literal", &Paper::date},
    Alias{"publication_date", &Paper::date},
    Alias{"publicationdate", &Paper::date},
    Alias{"published_date", &Paper::date},
    Alias{"publication_year", &Paper::date},
    Alias{"日期", &Paper::date},
    Alias{"年", &Paper::date},
    Alias{"年份", &Paper::date},
    Alias{"发表时间", &Paper::date},
    Alias{"出版时间", &Paper::date},
    Alias{"url", &Paper::url},
    Alias{"link", &Paper::url},
    Alias{"链接", &Paper::url},
    Alias{"venue", &Paper::venue},
    Alias{"journal", &Paper::venue},
    Alias{"booktitle", &Paper::venue},
    Alias{"journaltitle", &Paper::venue},
    Alias{"container_title", &Paper::venue},
    Alias{"publication_title", &Paper::venue},
    Alias{"publicationtitle", &Paper::venue},
    Alias{"source_title", &Paper::venue},
    Alias{"journal_ref", &Paper::venue},
    Alias{"conference", &Paper::venue},
    Alias{"期刊", &Paper::venue},
    Alias{"会议", &Paper::venue},
    Alias{"刊名", &Paper::venue},
    Alias{"来源", &Paper::venue},
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
    Alias{"authors_parsed", nullptr, &Paper::authors},
    Alias{"creators", nullptr, &Paper::authors},
    Alias{"作者", nullptr, &Paper::authors},
    Alias{"domain", nullptr, &Paper::domains},
    Alias{"domains", nullptr, &Paper::domains},
    Alias{"category", nullptr, &Paper::domains},
    Alias{"categories", nullptr, &Paper::domains},
    Alias{"field", nullptr, &Paper::domains},
    Alias{"primaryclass", nullptr, &Paper::domains},
    Alias{"fieldsofstudy", nullptr, &Paper::domains},
    Alias{"领域", nullptr, &Paper::domains},
    Alias{"学科", nullptr, &Paper::domains},
    Alias{"keywords_zh", nullptr, &Paper::keywords_zh},
    Alias{"keywords_en", nullptr, &Paper::keywords_en},
    Alias{"doi", nullptr, nullptr, &Draft::doi},
    Alias{"eprint", nullptr, nullptr, &Draft::eprint},
    Alias{"versions.created", nullptr, nullptr, &Draft::first_version},
};
constexpr std::array<std::string_view, 5> kSummaryAliases = {"abstract", "summary", "摘要",
                                                             "abstract_note", "abstractnote"};
constexpr std::array<std::string_view, 6> kKeywordAliases = {
    "keywords", "keyword", "关键词", "author_keywords", "manual_tags", "automatic_tags"};

template <std::size_t kCount>
bool IsAmong(const std::array<std::string_view, kCount>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

const Alias* FindAlias(std::string_view name) {
  for (const Alias& alias : kAliases)
    if (alias.name == name) return &alias;
  return nullptr;
}

// "Publication Year" and "journal-ref" as the table has them.
std::string TableName(std::string_view name) {
  while (name.ends_with(' ')) name.remove_suffix(1);
  while (name.starts_with(' ')) name.remove_prefix(1);
  std::string out(name);
  for (char& c : out) {
    if (c == ' ' || c == '-') c = '_';
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  }
  return out;
}

// Whether a text is to be read as Chinese: more than one letter in five is Han.
bool IsChinese(std::string_view text) {
  std::size_t han = 0;
  std::size_t letters = 0;
  for (std::size_t i = 0; i < text.size();) {
    if (const char c = text[i]; static_cast<unsigned char>(c) < 0x80) {  // As below, but fast.
      letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      ++i;
      continue;
    }
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
    // Most of English: a run of visible characters and blanks behind one.
    std::size_t end = i;
    while (end < text.size() && text[end] >= (kept == 0 ? '!' : ' ') && text[end] <= '~') ++end;
    if (end > i) {
      const std::string_view run = text.substr(i, end - i);
      const std::size_t last = run.find_last_not_of(' ');
      if (last != std::string_view::npos) kept = out.size() + last + 1;
      out += run;
      before = static_cast<unsigned char>(run.back());
      i = end;
      continue;
    }
    char32_t c = text::Next(text, i);
    if (c == '\r' && i < text.size() && text[i] == '\n') continue;
    if (c == '\t' || c == '\r') c = ' ';
    if ((c < 0x20 && c != '\n') || (c >= 0x7F && c < 0xA0)) continue;
    if (IsBlank(c) && kept == 0) continue;
    if (c == '\n' && text::IsUnspaced(before) && text::StartsUnspaced(text.substr(i))) continue;
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

// The same of text that may have markup.
std::string JoinedText(std::vector<std::string> values) {
  for (std::string& value : values) value = WithoutMarkup(value);
  return Joined(values);
}

void AppendText(std::string& text, const std::string& more) {
  if (!text.empty() && !more.empty()) text += '\n';
  text += more;
}

// Of dates there is one: the most exact (a year and a day).
void AssignDate(Draft& draft, const std::string& text) {
  // What reference managers write where there is no date yet.
  constexpr std::array<std::string_view, 4> kNone = {"n.d.", "in press", "forthcoming",
                                                     "to appear"};
  const std::optional<std::string> date = DateIn(text);
  if (!date && IsAmong(kNone, text)) return;
  if (!date) {
    draft.no_date = text;
  } else if (date->size() > draft.paper.date.size()) {
    draft.paper.date = *date;
  }
}

// Summaries that stand in several places go together. Of a name or an address
// there is one: the first.
void AssignText(Draft& draft, std::string Paper::*member, std::string text) {
  if (text.empty()) return;
  if (member == &Paper::date) return AssignDate(draft, text);
  const bool one = member == &Paper::id || member == &Paper::title || member == &Paper::title_zh ||
                   member == &Paper::url || member == &Paper::venue;
  std::string& old = draft.paper.*member;
  if (!one) {
    AppendText(old, text);
  } else if (old.empty()) {
    old = std::move(text);
  }
}

// A name has one line, and a list's value does: it stands in a facet.
std::string OneLine(const std::string& text) {
  std::string line;
  line.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\n') {
      line += text[i];
      continue;
    }
    // Where lines were filled and indented, one blank was meant.
    while (line.ends_with(' ')) line.pop_back();
    line += ' ';
    while (i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\n')) ++i;
  }
  return line;
}

// Adds a value, unless it is there: a record may name its domain in two fields.
void AddItem(const std::string& value, std::vector<std::string>& list) {
  if (list.size() > kMaxListed) return;
  std::string item = OneLine(Cleaned(value));
  if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end())
    list.push_back(std::move(item));
}

// The parts of a text between any of `separators`, of which each is a character.
std::vector<std::string> SplitAt(std::string_view text, std::u32string_view separators) {
  std::vector<std::string> parts(1);
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    if (separators.find(text::Next(text, i)) != std::u32string_view::npos) {
      parts.emplace_back();
    } else {
      parts.back() += text.substr(begin, i - begin);
    }
  }
  return parts;
}

// "cs.CL", "hep-th": a category of arXiv.
bool IsArxivCategory(std::string_view text) {
  constexpr std::array<std::string_view, 11> kWithoutDot = {
      "hep-ph",  "hep-th",  "hep-ex",  "hep-lat",  "gr-qc",   "quant-ph",
      "nucl-th", "nucl-ex", "math-ph", "astro-ph", "cond-mat"};
  if (IsAmong(kWithoutDot, text)) return true;
  const std::size_t dot = text.find('.');
  if (dot == 0 || dot == std::string_view::npos || dot + 1 == text.size()) return false;
  const auto letters = [](std::string_view part) {
    return std::all_of(part.begin(), part.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    });
  };
  return letters(text.substr(0, dot)) && letters(text.substr(dot + 1));
}

// A list that is written as one text.
std::vector<std::string> DomainsOf(std::string_view text) {
  std::vector<std::string> words = SplitAt(text, U" \n");
  if (std::all_of(words.begin(), words.end(), IsArxivCategory)) return words;
  return SplitAt(text, U";；|");
}

std::vector<std::string> KeywordsOf(std::string_view text) {
  std::vector<std::string> parts = SplitAt(text, U";；|\n");
  return parts.size() > 1 ? parts : SplitAt(text, U",，、");
}

void AddAuthors(const std::vector<std::string>& values, std::vector<std::string>& authors) {
  if (values.size() > 1) {
    // Thousands of them are compared with each other only once they are counted.
    for (const std::string& value : values) {
      if (authors.size() > kMaxListed) return;
      std::string name = OneLine(Cleaned(WithoutMarkup(value)));
      if (!name.empty()) authors.push_back(std::move(name));
    }
  } else if (!values.empty()) {
    for (const std::string& name : NamesOf(Cleaned(WithoutMarkup(values.front())))) {
      if (authors.size() > kMaxListed) return;
      authors.push_back(OneLine(name));
    }
  }
}

void AddToList(std::vector<std::string> values, std::vector<std::string> Paper::*member,
               Paper& paper) {
  std::vector<std::string>& list = paper.*member;
  if (member == &Paper::authors) return AddAuthors(values, list);
  for (std::string& value : values) value = WithoutMarkup(value);
  if (values.size() == 1)
    values = member == &Paper::domains ? DomainsOf(values.front()) : KeywordsOf(values.front());
  for (const std::string& value : values) AddItem(value, list);
}

void Assign(Draft& draft, const std::string& name, const std::vector<std::string>& values) {
  Paper& paper = draft.paper;
  if (const Alias* alias = FindAlias(name)) {
    if (alias->list != nullptr) {
      if (draft.has_parsed_authors && alias->list == &Paper::authors && name != "authors_parsed")
        return;
      AddToList(values, alias->list, paper);
    } else if (alias->other != nullptr) {
      std::string& other = draft.*alias->other;
      if (other.empty()) other = Joined(values);
    } else if (alias->text == &Paper::id || alias->text == &Paper::url ||
               alias->text == &Paper::date) {
      AssignText(draft, alias->text, Joined(values));
    } else {
      AssignText(draft, alias->text, JoinedText(values));
    }
  } else if (IsAmong(kSummaryAliases, name)) {
    const std::string text = JoinedText(values);
    AppendText(IsChinese(text) ? paper.summary_zh : paper.summary_en, text);
  } else if (IsAmong(kKeywordAliases, name)) {
    std::vector<std::string> words = values;
    for (std::string& word : words) word = WithoutMarkup(word);
    if (words.size() == 1) words = KeywordsOf(words.front());
    for (const std::string& word : words)
      AddItem(word, IsChinese(word) ? paper.keywords_zh : paper.keywords_en);
  }
}

// A name that is written twice counts once.
void KeepFirstOfEach(std::vector<std::string>& names) {
  std::unordered_set<std::string> seen;
  std::erase_if(names, [&seen](const std::string& name) { return !seen.insert(name).second; });
}

// "10.1000/xyz" of "https://doi.org/10.1000/XYZ"; empty for what is no DOI.
std::string PlainDoi(std::string_view text) {
  const std::size_t begin = text.find("10.");
  if (begin == std::string_view::npos || text.find('/', begin) == std::string_view::npos) return {};
  std::string doi(
      text.substr(begin, std::min(text.find_first_of(" \n", begin), text.size()) - begin));
  for (char& c : doi)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
  return doi;
}

// "2402.03300" of "https://arxiv.org/pdf/2402.03300v2.pdf" and of itself,
// "hep-th/9901001" likewise; empty for anything else.
std::string ArxivId(std::string_view text) {
  static const std::regex kPattern(
      R"((?:^|arxiv\.org/(?:abs|pdf|html)/|arxiv:)((?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}))(?:v\d+)?(?:\.pdf)?$)",
      std::regex::icase | std::regex::optimize);
  constexpr std::size_t kLongest = 100;  // A regular expression recurses.
  std::match_results<std::string_view::const_iterator> found;
  if (text.size() > kLongest || !std::regex_search(text.begin(), text.end(), found, kPattern))
    return {};
  return found[1].str();
}

// Where no field is an id: the DOI, arXiv's id, what the format has for one, or
// the hash of title and year, which stays when a file is exported anew.
std::string MadeUpId(const RawRecord& record, const Draft& draft) {
  const Paper& paper = draft.paper;
  if (!draft.doi.empty()) return draft.doi;
  if (std::string id = ArxivId(draft.eprint); !id.empty()) return id;
  if (std::string id = ArxivId(paper.url); !id.empty()) return id;
  if (!record.needs_no_id) return {};
  if (!record.key.empty()) return Cleaned(record.key);
  const std::string& title = !paper.title.empty()        ? paper.title
                             : !paper.title_zh.empty()   ? paper.title_zh
                             : !paper.summary_zh.empty() ? paper.summary_zh
                                                         : paper.summary_en;
  if (title.empty()) return {};
  return "title-" + format::HexHash(title + '\n' + paper.date.substr(0, 4));
}

void CompleteUrl(Draft& draft, bool of_arxiv) {
  std::string& url = draft.paper.url;
  if (!url.empty()) return;
  std::string arxiv = ArxivId(draft.eprint);
  if (arxiv.empty() && of_arxiv) arxiv = ArxivId(draft.paper.id);
  if (!arxiv.empty()) {
    url = "https://arxiv.org/abs/" + arxiv;
  } else if (!draft.doi.empty()) {
    url = "https://doi.org/" + draft.doi;
  }
}

}  // namespace

bool IsFieldName(std::string_view name) {
  const std::string known = TableName(name);
  return FindAlias(known) != nullptr || IsAmong(kSummaryAliases, known) ||
         IsAmong(kKeywordAliases, known);
}

std::variant<Paper, Reject> ToPaper(const RawRecord& record) {
  const auto reject = [&record](std::string reason, std::string hint) {
    return Reject{record.where, std::move(reason), std::move(hint)};
  };
  Draft draft;
  draft.has_parsed_authors =
      std::any_of(record.fields.begin(), record.fields.end(),
                  [](const auto& field) { return field.first == "authors_parsed"; });
  for (const auto& [name, values] : record.fields) {
    for (const std::string& value : values)
      if (!text::IsValid(value))
        return reject("field '" + name + "' is not UTF-8", "convert it: iconv -t UTF-8");
    for (const std::string& value : values)
      if (value.size() > kMaxTextBytes)
        return reject("field '" + name + "' is longer than a million bytes", kTextHint);
    Assign(draft, TableName(name), values);
  }
  Paper& paper = draft.paper;
  paper.id = OneLine(paper.id);
  paper.title = OneLine(paper.title);
  paper.title_zh = OneLine(paper.title_zh);
  paper.url = OneLine(paper.url);
  paper.venue = OneLine(paper.venue);
  draft.doi = PlainDoi(draft.doi);
  if (paper.id.empty()) paper.id = MadeUpId(record, draft);
  const bool has_summary = !paper.summary_zh.empty() || !paper.summary_en.empty();
  if (paper.id.empty() && !record.needs_no_id)
    return reject("the record has no id", "add a line like 'id: \"2501.12948\"'");
  if (paper.id.size() > kMaxIdBytes)
    return reject("the id is longer than 1000 bytes", "give the record a shorter id");
  if (paper.title.empty()) std::swap(paper.title, paper.title_zh);
  if (paper.title.empty() && !has_summary)
    return reject("the record has neither title nor summary", "add a line 'title: ...'");
  for (const std::string* text : {&paper.title, &paper.summary_zh, &paper.summary_en,
                                  &paper.contribution_zh, &paper.contribution_en})
    if (text->size() > kMaxTextBytes)
      return reject("a text of the record is longer than a million bytes", kTextHint);
  if (paper.authors.size() > kMaxListed)
    return reject("the record has more than 10,000 authors", "name the collaboration instead");
  for (const auto* list : {&paper.domains, &paper.keywords_zh, &paper.keywords_en})
    if (list->size() > kMaxListed)
      return reject("the record has more than 10,000 domains or keywords", kTextHint);
  KeepFirstOfEach(paper.authors);
  if (const std::optional<std::string> date = DateIn(draft.first_version)) paper.date = *date;
  if (paper.date.empty() && !draft.no_date.empty())
    return reject("'" + draft.no_date + "' is not a date", format::kDateHint);
  CompleteUrl(draft, draft.has_parsed_authors || !draft.first_version.empty());
  return std::move(draft.paper);
}

}  // namespace dssearch::indexer
