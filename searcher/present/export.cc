#include "dssearch/export.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "searcher/present/json.h"
#include "searcher/present/language.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

constexpr std::array<std::pair<std::string_view, ExportFormat>, 7> kFormats = {{
    {"bibtex", ExportFormat::kBibtex},
    {"ris", ExportFormat::kRis},
    {"csl", ExportFormat::kCsl},
    {"gbt7714", ExportFormat::kGbt7714},
    {"jsonl", ExportFormat::kJsonl},
    {"csv", ExportFormat::kCsv},
    {"ids", ExportFormat::kIds},
}};

// GB/T 7714 names three authors, and then adds 等 or et al.
constexpr std::size_t kNamedAuthors = 3;

// What a paper was published as.
enum class Kind { kArticle, kInProceedings, kPreprint };

Kind KindOf(const Paper& paper) {
  if (paper.venue.empty()) return Kind::kPreprint;
  for (const char* word : {"Proc", "Conf", "Workshop", "Symposium", "会议", "论文集"})
    if (paper.venue.find(word) != std::string::npos) return Kind::kInProceedings;
  return Kind::kArticle;
}

// The family name and the given name of "Family, Given" or "Given Family". A Chinese name is not
// divided, nor is a single word, which more often names a group than a person.
std::pair<std::string, std::string> SplitName(const std::string& name) {
  if (const auto comma = name.find(", "); comma != std::string::npos)
    return {name.substr(0, comma), name.substr(comma + 2)};
  const auto blank = name.rfind(' ');
  if (blank == std::string::npos || IsChinese(name)) return {name, ""};
  return {name.substr(blank + 1), name.substr(0, blank)};
}

const std::string& TitleOf(const Paper& paper) {
  return paper.title.empty() ? paper.title_zh : paper.title;
}

const std::string& SummaryOf(const Paper& paper) {
  const bool chinese = paper.title.empty() || IsChinese(paper.title) || paper.summary_en.empty();
  return chinese && !paper.summary_zh.empty() ? paper.summary_zh : paper.summary_en;
}

std::string Joined(const std::vector<std::string>& parts, std::string_view with) {
  std::string joined;
  for (std::size_t i = 0; i < parts.size(); ++i) joined.append(i > 0 ? with : "").append(parts[i]);
  return joined;
}

std::vector<std::string> KeywordsOf(const Paper& paper) {
  std::vector<std::string> keywords = paper.keywords_en;
  keywords.insert(keywords.end(), paper.keywords_zh.begin(), paper.keywords_zh.end());
  return keywords;
}

std::string_view Year(const Paper& paper) { return std::string_view(paper.date).substr(0, 4); }

std::string OneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

// Escapes what TeX takes for markup, but not formulas: between two dollar signs a text is TeX
// already.
std::string TexEscaped(std::string_view text) {
  const bool formulas = std::count(text.begin(), text.end(), '$') % 2 == 0;
  std::string escaped;
  bool formula = false;
  for (const char c : text) {
    if (c == '$' && formulas) formula = !formula;
    if (formula || (c == '$' && formulas)) {
      escaped += c;
      continue;
    }
    switch (c) {
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
      case '{':
      case '}':
        escaped += '\\';
        escaped += c;
        break;
      case '~':
        escaped += "\\textasciitilde{}";
        break;
      case '^':
        escaped += "\\textasciicircum{}";
        break;
      case '\\':
        escaped += "\\textbackslash{}";
        break;
      default:
        escaped += c;
    }
  }
  return OneLine(std::move(escaped));
}

// The citation key of a paper: its id, with '-' for blanks and signs that BibTeX does not allow in
// a key.
std::string BibtexKey(const std::string& id) {
  std::string key;
  for (const char c : id)
    key += c == ' ' || std::string_view("\"#%'(),={}~\\\n\r\t").find(c) != std::string_view::npos
               ? '-'
               : c;
  return key;
}

// The arXiv id of a paper whose URL is one of arXiv; else empty.
std::string_view ArxivId(const Paper& paper) {
  constexpr std::string_view kPrefix = "arxiv.org/abs/";
  const auto at = paper.url.find(kPrefix);
  return at == std::string::npos ? "" : std::string_view(paper.url).substr(at + kPrefix.size());
}

std::string Bibtex(const Paper& paper) {
  const Kind kind = KindOf(paper);
  std::string entry = kind == Kind::kArticle         ? "@article{"
                      : kind == Kind::kInProceedings ? "@inproceedings{"
                                                     : "@misc{";
  entry += BibtexKey(paper.id);
  const auto add = [&entry](std::string_view name, std::string_view value) {
    if (!value.empty()) entry.append(",\n  ").append(name).append(" = {").append(value).append("}");
  };
  // A second pair of braces keeps capitals, and names that have no parts.
  const std::string title = TexEscaped(TitleOf(paper));
  add("title", title.empty() ? "" : "{" + title + "}");
  std::vector<std::string> authors;
  for (const std::string& author : paper.authors) {
    const auto [family, given] = SplitName(author);
    authors.push_back(given.empty() ? "{" + TexEscaped(family) + "}"
                                    : TexEscaped(family) + ", " + TexEscaped(given));
  }
  add("author", Joined(authors, " and "));
  add("year", Year(paper));
  if (paper.date.size() >= 7) add("month", std::string_view(paper.date).substr(5, 2));
  add(kind == Kind::kInProceedings ? "booktitle" : "journal", TexEscaped(paper.venue));
  if (const std::string_view arxiv = ArxivId(paper); !arxiv.empty()) {
    add("eprint", arxiv);
    add("archiveprefix", "arXiv");
  }
  add("doi", paper.doi);
  add("url", paper.url);
  add("keywords", TexEscaped(Joined(KeywordsOf(paper), ", ")));
  add("abstract", TexEscaped(SummaryOf(paper)));
  return entry + "\n}\n";
}

std::string Ris(const Paper& paper) {
  std::string record;
  const auto add = [&record](std::string_view tag, const std::string& value) {
    if (!value.empty()) record.append(tag).append("  - ").append(OneLine(value)).append("\n");
  };
  const Kind kind = KindOf(paper);
  add("TY", kind == Kind::kArticle ? "JOUR" : kind == Kind::kInProceedings ? "CPAPER" : "UNPB");
  add("ID", paper.id);
  add("TI", TitleOf(paper));
  for (const std::string& author : paper.authors) {
    auto [name, given] = SplitName(author);
    if (!given.empty()) name.append(", ").append(given);
    add("AU", name);
  }
  add("PY", std::string(Year(paper)));
  if (!paper.date.empty()) {
    // RIS writes YYYY/MM/DD/, and leaves unknown parts empty.
    std::string date = paper.date;
    std::replace(date.begin(), date.end(), '-', '/');
    const auto slashes = static_cast<std::size_t>(std::count(date.begin(), date.end(), '/'));
    add("DA", date + std::string(3 - std::min<std::size_t>(slashes, 3), '/'));
  }
  add("T2", paper.venue);
  add("DO", paper.doi);
  add("UR", paper.url);
  for (const std::string& keyword : KeywordsOf(paper)) add("KW", keyword);
  add("AB", SummaryOf(paper));
  return record + "ER  - \n";
}

CslItem Csl(const Paper& paper) {
  const Kind kind = KindOf(paper);
  CslItem item{.id = paper.id,
               .type = kind == Kind::kArticle         ? "article-journal"
                       : kind == Kind::kInProceedings ? "paper-conference"
                                                      : "article",
               .title = TitleOf(paper),
               .venue = paper.venue,
               .doi = paper.doi,
               .url = paper.url,
               .abstract = SummaryOf(paper),
               .keywords = Joined(KeywordsOf(paper), ", "),
               .language = std::string(LanguageTag(TitleOf(paper)))};
  for (const std::string& author : paper.authors) item.authors.push_back(SplitName(author));
  for (std::size_t at = 0; at < paper.date.size(); at += at == 0 ? 5 : 3) {
    int part = 0;
    std::from_chars(paper.date.data() + at, paper.date.data() + paper.date.size(), part);
    item.date.push_back(part);
  }
  return item;
}

// A name as GB/T 7714 writes it, the family name in capitals and the given names as initials: SHAO
// Z. Letters beyond ASCII stay as they are, which the standard allows.
std::string GbtName(const std::string& name) {
  auto [family, given] = SplitName(name);
  if (given.empty()) return family;
  for (char& c : family)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  bool first = true;
  for (std::size_t i = 0; i < given.size();) {
    const std::size_t begin = i;
    const char32_t c = text::Next(given, i);
    const bool separates = c == ' ' || c == '-' || c == '.';
    if (first && !separates) family.append(" ").append(given, begin, i - begin);
    first = separates;
  }
  return family;
}

std::string Gbt7714(const Paper& paper, std::size_t number, std::string_view today) {
  const std::string& title = TitleOf(paper);
  const bool chinese = IsChinese(title);
  std::vector<std::string> authors;
  for (const std::string& author : paper.authors) {
    if (authors.size() == kNamedAuthors) {
      authors.emplace_back(chinese ? "等" : "et al");
      break;
    }
    authors.push_back(GbtName(author));
  }
  std::string entry = "[" + std::to_string(number) + "] ";
  if (!authors.empty()) entry += Joined(authors, ", ") + ". ";
  entry += title;
  const std::string online = paper.url.empty() ? "" : "/OL";
  switch (KindOf(paper)) {
    case Kind::kArticle:
      entry += "[J" + online + "]. " + paper.venue;
      if (!paper.date.empty()) entry.append(", ").append(Year(paper));
      break;
    case Kind::kInProceedings:
      entry += "[C" + online + "]//" + paper.venue;
      if (!paper.date.empty()) entry.append(", ").append(Year(paper));
      break;
    case Kind::kPreprint:
      entry += "[EB" + online + "]";
      if (!paper.date.empty()) entry += ". (" + paper.date + ")";
  }
  if (!paper.url.empty() && !today.empty()) entry.append("[").append(today).append("]");
  if (!paper.url.empty()) entry += ". " + paper.url;
  if (!paper.doi.empty()) entry += ". DOI:" + paper.doi;
  if (!entry.ends_with('.')) entry += '.';
  return OneLine(std::move(entry)) + '\n';
}

std::string CsvCell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string cell = "\"";
  for (const char c : text) cell += c == '"' ? "\"\"" : std::string(1, c);
  return cell + '"';
}

std::string CsvRow(const Paper& paper) {
  return Joined({CsvCell(paper.id), CsvCell(paper.title), CsvCell(paper.title_zh),
                 CsvCell(Joined(paper.authors, "; ")), CsvCell(paper.date),
                 CsvCell(Joined(paper.domains, "; ")), CsvCell(paper.venue), CsvCell(paper.url),
                 CsvCell(paper.doi)},
                ",") +
         '\n';
}

}  // namespace

std::optional<ExportFormat> ExportFormatNamed(std::string_view name) {
  for (const auto& [known, format] : kFormats)
    if (known == name) return format;
  return std::nullopt;
}

std::string Export(const std::vector<Paper>& papers, ExportFormat format, std::string_view today) {
  std::string text;
  switch (format) {
    case ExportFormat::kBibtex:
      for (const Paper& paper : papers) text += (text.empty() ? "" : "\n") + Bibtex(paper);
      break;
    case ExportFormat::kRis:
      for (const Paper& paper : papers) text += Ris(paper);
      break;
    case ExportFormat::kCsl: {
      std::vector<CslItem> items(papers.size());
      std::transform(papers.begin(), papers.end(), items.begin(), Csl);
      text = CslJson(items) + '\n';
      break;
    }
    case ExportFormat::kGbt7714:
      for (std::size_t i = 0; i < papers.size(); ++i) text += Gbt7714(papers[i], i + 1, today);
      break;
    case ExportFormat::kJsonl:
      for (const Paper& paper : papers) text += RecordJson(paper) + '\n';
      break;
    case ExportFormat::kCsv:
      text = "id,title,titleZh,authors,date,domain,venue,url,doi\n";
      for (const Paper& paper : papers) text += CsvRow(paper);
      break;
    case ExportFormat::kIds:
      for (const Paper& paper : papers) text += OneLine(paper.id) + '\n';
      break;
  }
  return text;
}

}  // namespace dssearch
