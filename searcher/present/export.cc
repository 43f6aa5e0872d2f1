#include "dssearch/export.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "searcher/present/bibtex.h"
#include "searcher/present/json.h"
#include "searcher/present/known_identifiers.h"
#include "searcher/present/language.h"
#include "searcher/present/name_parts.h"
#include "searcher/present/publication.h"
#include "searcher/text/code_points.h"
#include "searcher/text/upper_case.h"

namespace dssearch {
namespace {

// GB/T 7714 names three authors, and then adds 等 or et al.
constexpr std::size_t kNamedAuthors = 3;

std::string_view Year(const Paper& paper) { return std::string_view(paper.date).substr(0, 4); }

std::string OneLine(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return text;
}

// Keywords in one text, between which `with` stands; semicolons where any of them has a comma.
std::string KeywordList(const std::vector<std::string>& keywords, const char* with) {
  const bool commas = std::any_of(keywords.begin(), keywords.end(), [](const std::string& keyword) {
    return keyword.find(',') != std::string::npos;
  });
  // A list of one has a semicolon behind it then.
  return JoinedBy(keywords, commas ? "; " : with) + (commas && keywords.size() == 1 ? ";" : "");
}

std::string Ris(const Paper& paper) {
  std::string record;
  const auto add = [&record](std::string_view tag, const std::string& value) {
    if (!value.empty()) record.append(tag).append("  - ").append(OneLine(value)).append("\n");
  };
  const PublicationKind kind = KindOf(paper);
  add("TY", kind == PublicationKind::kArticle         ? "JOUR"
            : kind == PublicationKind::kInProceedings ? "CPAPER"
                                                      : "UNPB");
  add("ID", paper.id);
  add("TI", MainTitleOf(paper));
  if (!paper.title.empty()) add("TT", paper.title_zh);
  for (const std::string& author : paper.authors) {
    const NameParts parts = PartsOf(author);
    std::string name = parts.FullFamily();
    if (!parts.given.empty()) name.append(", ").append(parts.given);
    if (!parts.suffix.empty()) name.append(", ").append(parts.suffix);
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
  add("UR", AddressOf(paper));
  const std::vector<std::string> keywords = AllKeywordsOf(paper);
  if (keywords.size() == 1) add("KW", KeywordList(keywords, "; "));
  if (keywords.size() > 1)
    for (const std::string& keyword : keywords) add("KW", keyword);
  add("AB", MainSummaryOf(paper));
  add("N2", OtherSummaryOf(paper));
  add("N1", paper.note);
  // Custom fields say themselves what they are: dsindex reads them so.
  const auto add_custom = [&add](const std::string& name, const std::string& value) {
    if (!value.empty()) add("C1", name + ": " + value);
  };
  add_custom("id", paper.id);
  for (const std::string& identifier : paper.identifiers) add_custom("identifiers", identifier);
  for (const std::string& domain : paper.domains) add_custom("domain", domain);
  for (const std::string& tag : paper.tags) add_custom("tags", tag);
  add_custom("contribution_zh", paper.contribution_zh);
  add_custom("contribution_en", paper.contribution_en);
  return record + "ER  - \n";
}

CslItem Csl(const Paper& paper) {
  const PublicationKind kind = KindOf(paper);
  CslItem item{.id = paper.id,
               .type = kind == PublicationKind::kArticle         ? "article-journal"
                       : kind == PublicationKind::kInProceedings ? "paper-conference"
                                                                 : "article",
               .title = MainTitleOf(paper),
               .venue = paper.venue,
               .doi = paper.doi,
               .url = AddressOf(paper),
               .abstract = MainSummaryOf(paper),
               .keywords = KeywordList(AllKeywordsOf(paper), ", "),
               .note = paper.note,
               .language = std::string(LanguageTag(MainTitleOf(paper)))};
  for (const std::string& author : paper.authors) item.authors.push_back(PartsOf(author));
  const auto add = [&item](const char* name, std::vector<std::string> values) {
    std::erase(values, "");
    if (!values.empty()) item.custom.emplace_back(name, std::move(values));
  };
  if (!paper.title.empty()) add("title_zh", {paper.title_zh});
  add(IsChineseFirst(paper) ? "summary_en" : "summary_zh", {OtherSummaryOf(paper)});
  add("contribution_zh", {paper.contribution_zh});
  add("contribution_en", {paper.contribution_en});
  add("domain", paper.domains);
  add("tags", paper.tags);
  add("identifiers", paper.identifiers);
  for (std::size_t at = 0; at < paper.date.size(); at += at == 0 ? 5 : 3) {
    int part = 0;
    std::from_chars(paper.date.data() + at, paper.date.data() + paper.date.size(), part);
    item.date.push_back(part);
  }
  return item;
}

// A name as GB/T 7714 writes it, the family name in capitals and the given names as initials: SHAO
// Z, VAN LOON P.
std::string GbtName(const std::string& name) {
  const NameParts parts = PartsOf(name);
  if (parts.IsWhole()) return parts.family;
  std::string text = text::UpperCase(parts.FullFamily());
  bool first = true;
  for (std::size_t i = 0; i < parts.given.size();) {
    const std::size_t begin = i;
    const char32_t c = text::Next(parts.given, i);
    const bool separates = c == ' ' || c == '-' || c == '.';
    if (first && !separates) text += ' ' + text::UpperCase(parts.given.substr(begin, i - begin));
    first = separates;
  }
  if (!parts.suffix.empty()) text += ' ' + parts.suffix;
  return text;
}

std::string Gbt7714(const Paper& paper, std::size_t number, std::string_view today) {
  const std::string& title = MainTitleOf(paper);
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
  if (!authors.empty()) entry += JoinedBy(authors, ", ") + ". ";
  entry += title;
  const std::string address = AddressOf(paper);
  const std::string online = address.empty() ? "" : "/OL";
  switch (KindOf(paper)) {
    case PublicationKind::kArticle:
      entry += "[J" + online + "]. " + paper.venue;
      if (!paper.date.empty()) entry.append(", ").append(Year(paper));
      break;
    case PublicationKind::kInProceedings:
      entry += "[C" + online + "]//" + paper.venue;
      if (!paper.date.empty()) entry.append(", ").append(Year(paper));
      break;
    case PublicationKind::kPreprint:
      entry += "[EB" + online + "]";
      if (!paper.date.empty()) entry += ". (" + paper.date + ")";
  }
  if (!address.empty() && !today.empty()) entry.append("[").append(today).append("]");
  if (!address.empty()) entry += ". " + address;
  if (!paper.doi.empty()) entry += ". DOI:" + paper.doi;
  if (!entry.ends_with('.')) entry += '.';
  return OneLine(std::move(entry)) + '\n';
}

// A cell that a spreadsheet would take for a formula begins with an apostrophe, which it does not
// show.
std::string CsvCell(const std::string& text) {
  constexpr std::string_view kBeginFormulas = "=+-@\t\r";
  const bool formula = !text.empty() && kBeginFormulas.find(text.front()) != std::string_view::npos;
  if (!formula && text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string cell = formula ? "\"'" : "\"";
  for (const char c : text) cell += c == '"' ? "\"\"" : std::string(1, c);
  return cell + '"';
}

constexpr const char* kCsvHeader =
    "id,title,titleZh,authors,date,domain,venue,url,doi,identifiers,keywordsZh,keywordsEn,"
    "summaryZh,contributionZh,summaryEn,contributionEn,tags,note\n";

std::string CsvRow(const Paper& paper) {
  std::vector<std::string> cells = {paper.id,
                                    paper.title,
                                    paper.title_zh,
                                    JoinedBy(paper.authors, "; "),
                                    paper.date,
                                    JoinedBy(paper.domains, "; "),
                                    paper.venue,
                                    paper.url,
                                    paper.doi,
                                    JoinedBy(paper.identifiers, "; "),
                                    KeywordList(paper.keywords_zh, "; "),
                                    KeywordList(paper.keywords_en, "; "),
                                    paper.summary_zh,
                                    paper.contribution_zh,
                                    paper.summary_en,
                                    paper.contribution_en,
                                    KeywordList(paper.tags, "; "),
                                    paper.note};
  for (std::string& cell : cells) cell = CsvCell(cell);
  return JoinedBy(cells, ",") + '\n';
}

// A cell has no control character, so that a line is a paper whatever its fields have.
std::string TsvRow(const Paper& paper) {
  std::vector<std::string> cells = {paper.id,
                                    paper.date,
                                    JoinedBy(paper.domains, "; "),
                                    MainTitleOf(paper),
                                    paper.title.empty() ? "" : paper.title_zh,
                                    JoinedBy(paper.authors, "; "),
                                    paper.venue,
                                    paper.url};
  for (std::string& cell : cells)
    std::replace_if(
        cell.begin(), cell.end(), [](unsigned char c) { return c < ' ' || c == 0x7F; }, ' ');
  return JoinedBy(cells, "\t") + '\n';
}

}  // namespace

struct Exporter::Impl {
  ExportFormat format;
  std::string today;
  std::size_t papers = 0;  ///< Added so far.
  BibtexWriter bibtex = {};

  /// The text of the next paper.
  std::string TextOf(const Paper& paper) {
    ++papers;
    switch (format) {
      case ExportFormat::kBibtex:
        return bibtex.EntryOf(paper);
      case ExportFormat::kRis:
        return Ris(paper);
      case ExportFormat::kCsl: {
        // The items of a list of one have the lines of a longer list.
        const std::string list = CslJson({Csl(paper)});
        return (papers == 1 ? "[\n" : ",\n") + list.substr(2, list.size() - 4);
      }
      case ExportFormat::kGbt7714:
        return Gbt7714(paper, papers, today);
      case ExportFormat::kJsonl:
        return RecordJson(paper) + '\n';
      case ExportFormat::kCsv:
        return (papers == 1 ? kCsvHeader : "") + CsvRow(paper);
      case ExportFormat::kTsv:
        return TsvRow(paper);
      case ExportFormat::kIds:
        return OneLine(paper.id) + '\n';
    }
    return {};
  }
};

Exporter::Exporter(ExportFormat format, std::string_view today)
    : impl_(std::make_unique<Impl>(Impl{format, std::string(today)})) {}
Exporter::~Exporter() = default;
Exporter::Exporter(Exporter&&) noexcept = default;
Exporter& Exporter::operator=(Exporter&&) noexcept = default;

std::string Exporter::Add(std::span<const Paper> papers) {
  std::string text;
  for (const Paper& paper : papers) text += impl_->TextOf(paper);
  return text;
}

std::string Exporter::Add(std::span<const Hit> hits) {
  std::string text;
  for (const Hit& hit : hits) text += impl_->TextOf(hit.paper);
  return text;
}

std::string Exporter::Finish() {
  if (impl_->format == ExportFormat::kCsl) return impl_->papers == 0 ? "[]\n" : "\n]\n";
  if (impl_->format == ExportFormat::kCsv && impl_->papers == 0) return kCsvHeader;
  return {};
}

std::string Export(const std::vector<Paper>& papers, ExportFormat format, std::string_view today) {
  Exporter exporter(format, today);
  std::string text = exporter.Add(papers);
  return text += exporter.Finish();
}

}  // namespace dssearch
