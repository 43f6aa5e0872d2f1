#include "searcher/present/bibtex.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "searcher/present/known_identifiers.h"
#include "searcher/present/name_parts.h"
#include "searcher/present/percent_encoding.h"
#include "searcher/present/publication.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

// Whether each brace of a text is closed by one behind it. Backslashes mean nothing here, as they
// mean nothing to BibTeX.
bool HasBalancedBraces(std::string_view text) {
  std::size_t open = 0;
  for (const char c : text) {
    if (c == '{') ++open;
    if (c == '}' && open-- == 0) return false;
  }
  return open == 0;
}

// Whether a text has formulas: each dollar sign has another one, and no brace leaves its formula.
bool HasFormulas(std::string_view text) {
  bool formula = false;
  while (true) {
    const std::size_t end = text.find('$');
    if (formula && (end == std::string_view::npos || !HasBalancedBraces(text.substr(0, end))))
      return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
    formula = !formula;
  }
}

// Escapes what TeX takes for markup, but not formulas: between two dollar signs a text is TeX
// already. A line break becomes an empty line, which is one in TeX.
std::string TexEscaped(std::string_view text) {
  const bool formulas = HasFormulas(text);
  const bool balanced = HasBalancedBraces(text);
  std::string escaped;
  bool formula = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '$' && formulas) formula = !formula;
    if (formula || (c == '$' && formulas)) {
      escaped += c == '\n' ? ' ' : c;
      continue;
    }
    switch (c) {
      case '{':
      case '}':
        if (!balanced) {
          escaped += c == '{' ? "\\textbraceleft{}" : "\\textbraceright{}";
          break;
        }
        [[fallthrough]];
      case '&':
      case '%':
      case '$':
      case '#':
      case '_':
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
      case '`':
        escaped += "\\textasciigrave{}";
        break;
      case '-':
      case '\'':
        // Two of them would be one sign.
        escaped += c;
        if (i + 1 < text.size() && text[i + 1] == c) escaped += "{}";
        break;
      case '\r':
        break;
      case '\n':
        if (!escaped.ends_with('\n')) escaped += "\n\n";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

// An address or a DOI, which is not TeX, without what would end its field.
std::string AddressEscaped(std::string_view address) {
  std::string escaped;
  for (const char c : address) {
    if (static_cast<unsigned char>(c) <= ' ' ||
        std::string_view("{}\\\"").find(c) != std::string_view::npos) {
      AppendPercentEncoded(escaped, c);
    } else {
      escaped += c;
    }
  }
  return escaped;
}

// A citation key: '-' for blanks and signs that BibTeX does not allow in one.
std::string KeyOf(std::string_view text) {
  std::string key;
  for (const char c : text)
    key += c == ' ' || std::string_view("\"#%'(),={}~\\\n\r\t").find(c) != std::string_view::npos
               ? '-'
               : c;
  return key;
}

// The key of the entry that a paper was read from, which a reader puts behind all other identifiers
// where the paper has a DOI or an arXiv id for an id.
std::string CitationKeyOf(const Paper& paper) {
  const auto is_number = [](std::string_view text) {
    return text.empty() || (text.front() >= '0' && text.front() <= '9') ||
           text.find('/') != std::string_view::npos || text.starts_with("PMID:");
  };
  const bool has_key =
      is_number(paper.id) && !paper.identifiers.empty() && !is_number(paper.identifiers.back());
  return KeyOf(has_key ? paper.identifiers.back() : paper.id);
}

// The arXiv id of an address of arXiv; else empty.
std::string_view ArxivId(std::string_view address) {
  constexpr std::string_view kPrefix = "arxiv.org/abs/";
  const auto at = address.find(kPrefix);
  if (at == std::string_view::npos) return {};
  const std::string_view id = address.substr(at + kPrefix.size());
  return id.substr(0, id.find_first_of("?#{}\\\" "));
}

std::string AuthorOf(const std::string& name) {
  const NameParts parts = PartsOf(name);
  // Braces keep names together that have no parts.
  if (parts.IsWhole()) return "{" + TexEscaped(parts.family) + "}";
  std::string author = TexEscaped(parts.FullFamily());
  if (!parts.suffix.empty()) author += ", " + TexEscaped(parts.suffix);
  if (!parts.given.empty()) author += ", " + TexEscaped(parts.given);
  return author;
}

// Keywords between commas; one that has a comma of its own is in braces.
std::string ListOf(std::vector<std::string> keywords) {
  for (std::string& keyword : keywords) {
    const bool group = keyword.find_first_of(",;") != std::string::npos;
    keyword = group ? "{" + TexEscaped(keyword) + "}" : TexEscaped(keyword);
  }
  std::string list = JoinedBy(keywords, ", ");
  // A list of one in braces of its own would be that list.
  if (list.starts_with('{') && keywords.size() == 1) list += ',';
  return list;
}

std::string TextOf(const Paper& paper, const std::string& key) {
  const PublicationKind kind = KindOf(paper);
  std::string entry = kind == PublicationKind::kArticle         ? "@article{"
                      : kind == PublicationKind::kInProceedings ? "@inproceedings{"
                                                                : "@misc{";
  entry += key;
  const auto add = [&entry](std::string_view name, std::string_view value) {
    if (!value.empty()) entry.append(",\n  ").append(name).append(" = {").append(value).append("}");
  };
  const auto add_text = [&add](std::string_view name, const std::string& text) {
    add(name, TexEscaped(text));
  };
  // A second pair of braces keeps capitals.
  const std::string title = TexEscaped(MainTitleOf(paper));
  add("title", title.empty() ? "" : "{" + title + "}");
  if (!paper.title.empty()) add_text("title_zh", paper.title_zh);
  std::vector<std::string> authors;
  for (const std::string& author : paper.authors) authors.push_back(AuthorOf(author));
  add("author", JoinedBy(authors, " and "));
  constexpr std::size_t kYear = 4;
  constexpr std::size_t kMonth = 7;
  constexpr std::array<std::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                        "jul", "aug", "sep", "oct", "nov", "dec"};
  add("year", std::string_view(paper.date).substr(0, kYear));
  if (paper.date.size() >= kMonth) {
    const auto month = static_cast<std::size_t>((paper.date[5] - '0') * 10 + paper.date[6] - '0');
    if (month >= 1 && month <= kMonths.size())
      entry.append(",\n  month = ").append(kMonths[month - 1]);
  }
  if (paper.date.size() > kMonth) add("date", paper.date);
  add_text(kind == PublicationKind::kInProceedings ? "booktitle" : "journal", paper.venue);
  const std::string address = AddressOf(paper);
  if (const std::string_view arxiv = ArxivId(address); !arxiv.empty()) {
    add("eprint", arxiv);
    add("archiveprefix", "arXiv");
  }
  add("doi", AddressEscaped(paper.doi));
  add("url", AddressEscaped(address));
  std::vector<std::string> identifiers = paper.identifiers;
  std::erase(identifiers, key);
  add_text("identifiers", JoinedBy(identifiers, "; "));
  add_text("domain", JoinedBy(paper.domains, "; "));
  add("keywords", ListOf(AllKeywordsOf(paper)));
  add("tags", ListOf(paper.tags));
  add_text("abstract", MainSummaryOf(paper));
  add_text(IsChineseFirst(paper) ? "abstract_en" : "abstract_zh", OtherSummaryOf(paper));
  add_text("contribution_zh", paper.contribution_zh);
  add_text("contribution_en", paper.contribution_en);
  add_text("annote", paper.note);  // Styles print a note in the list of references.
  return entry + "\n}\n";
}

}  // namespace

std::string BibtexWriter::EntryOf(const Paper& paper) {
  std::string key = CitationKeyOf(paper);
  if (keys_.contains(key)) key = KeyOf(paper.id);
  const std::string first = key;
  for (int i = 2; !keys_.insert(key).second; ++i) key = first + "-" + std::to_string(i);
  return (keys_.size() == 1 ? "" : "\n") + TextOf(paper, key);
}

}  // namespace dssearch
