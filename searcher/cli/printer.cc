#include "searcher/cli/printer.h"

#include <algorithm>
#include <iomanip>
#include <sstream>
#include <string_view>
#include <vector>

#include "dssearch/display_width.h"
#include "searcher/cli/facet_chart.h"
#include "searcher/cli/table.h"
#include "searcher/present/language.h"
#include "searcher/present/titles.h"

namespace dssearch::cli {
namespace {

// A hit names the first authors only.
constexpr std::size_t kNamedAuthors = 3;
constexpr std::size_t kNameCells = 80;

std::string Fixed(double number, int digits) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(digits) << number;
  return out.str();
}

// The option that asks for what the library only tells of; empty for notes of other kinds.
std::string_view OptionFor(Note::Kind kind) {
  switch (kind) {
    case Note::Kind::kMoreHaveSome:
      return " (--match any)";
    case Note::Kind::kFewHaveAll:
      return " (--match all)";
    case Note::Kind::kFolded:
      return " (--no-fold)";
    default:
      return "";
  }
}

// The translations as one line: "联邦学习 = federated learning, fl; 隐私 = privacy".
std::string TranslationLine(const std::vector<TermExpansion>& translations) {
  std::string line;
  for (const TermExpansion& translation : translations) {
    if (translation.added.empty()) continue;
    line += (line.empty() ? "" : "; ") + translation.term + " = ";
    for (const std::string& added : translation.added)
      line += (&added == translation.added.data() ? "" : ", ") + added;
  }
  return line;
}

// The first authors of a paper, and those who match: "Zhihong Shao, Peiyi Wang, Qihao Zhu, …,
// 【Daya Guo】 et al.".
Snippet AuthorsOf(const Hit& hit) {
  const std::vector<std::string>& authors = hit.paper.authors;
  Snippet shown;
  std::size_t named = 0;  // The number of the author who is named last.
  for (std::size_t i = 0; i < authors.size(); ++i) {
    const bool matches =
        std::any_of(hit.snippets.begin(), hit.snippets.end(), [&](const Snippet& snippet) {
          return snippet.field == "author" && snippet.text == authors[i];
        });
    if (i >= kNamedAuthors && !matches) continue;
    shown.text += i == 0 ? "" : i > named ? ", …, " : ", ";
    const std::size_t begin = shown.text.size();
    shown.text += OneLine(authors[i], kNameCells);
    if (matches) shown.marks.push_back({begin, shown.text.size()});
    named = i + 1;
  }
  if (named < authors.size()) shown.text += IsChinese(authors[0]) ? " 等" : " et al.";
  return shown;
}

// The date of a paper, where it appeared, its domains and its address: "2024-02 · arXiv · https:…";
// where hits are sorted by it, also the day on which it was added.
std::string AboutOf(const Hit& hit, Sort sort) {
  const Paper& paper = hit.paper;
  std::string about = paper.date;
  if (!paper.venue.empty()) about += (about.empty() ? "" : " · ") + OneLine(paper.venue);
  // Records of journals often have the journal as their domain, too.
  for (const std::string& domain : hit.domains)
    if (domain != paper.venue) about += (about.empty() ? "" : " · ") + domain;
  for (const std::string& tag : paper.tags) about += (about.empty() ? "#" : " · #") + OneLine(tag);
  about += (about.empty() ? "" : " · ") + (paper.url.empty() ? paper.id : paper.url);
  // Mostly it is the end of the address.
  if (!paper.doi.empty() && !paper.url.ends_with(paper.doi) && paper.id != paper.doi)
    about += " · https://doi.org/" + paper.doi;
  constexpr std::size_t kDay = std::string_view("YYYY-MM-DD").size();
  if (sort == Sort::kAdded) about += " · added " + hit.added.time.substr(0, kDay);
  return about;
}

// The snippet of a field, or the text of the field as a snippet without marks.
Snippet SnippetOf(const Hit& hit, std::string_view field, const std::string& text) {
  for (const Snippet& snippet : hit.snippets)
    if (snippet.field == field) return snippet;
  return {std::string(field), text, {}};
}

// Prints the evidence of a hit as a table, each with its share of the score.
void PrintEvidence(const std::vector<Evidence>& evidence, Terminal& terminal) {
  double sum = 0;
  for (const Evidence& part : evidence) sum += part.score;
  Table table(2);
  for (const Evidence& part : evidence) {
    std::string where;
    for (const Occurrences& in : part.where)
      where += (where.empty() ? "" : ", ") + in.field + " " + std::to_string(in.count);
    table.Add({Fixed(100 * part.score / sum, 0) + " %", Fixed(part.score, 2), part.form, part.text,
               where});
  }
  table.Print(std::string(kIndent, ' '), terminal);
}

void PrintHit(const Hit& hit, std::size_t number, const SearchRequest& request,
              Terminal& terminal) {
  std::string label = std::to_string(number) + ". ";
  if (label.size() < kIndent) label.insert(0, kIndent - label.size(), ' ');
  terminal.out() << '\n';
  std::string_view weight = kBold;
  const std::string address = hit.paper.url.empty() && !hit.paper.doi.empty()
                                  ? "https://doi.org/" + hit.paper.doi
                                  : hit.paper.url;
  for (const ShownTitle& title : TitlesOf(hit.paper, request.prefer_chinese)) {
    terminal.out() << label;
    terminal.PrintWrapped(SnippetOf(hit, title.field, title.text), weight, label.size(),
                          label.size(), address);
    label = std::string(kIndent, ' ');
    weight = "";
  }
  const auto print_part = [&terminal](const Snippet& part, std::string_view color) {
    terminal.out() << std::string(kIndent, ' ');
    terminal.PrintWrapped(part, color, kIndent, kIndent);
  };
  if (const Snippet authors = AuthorsOf(hit); !authors.text.empty()) print_part(authors, kDim);
  if (const std::string about = AboutOf(hit, request.sort); !about.empty())
    print_part({{}, about, {}}, kDim);
  if (hit.also)
    print_part({{}, "other record: " + OneLine(hit.also->title + " · " + hit.also->id), {}}, kDim);
  for (const Snippet& snippet : hit.snippets)
    if (!snippet.field.starts_with("title") && snippet.field != "author") print_part(snippet, "");
  PrintEvidence(hit.evidence, terminal);
}

}  // namespace

void PrintHead(const SearchResponse& response, const std::string& name, Terminal& terminal) {
  const SearchRequest& request = response.request;
  std::string head = name.empty() ? "" : OneLine(name, 60) + ": ";
  head += std::to_string(response.total) + (response.total == 1 ? " paper" : " papers");
  if (!request.query.empty()) head += " for " + OneLine(request.query, 60);
  std::string range;
  if (!response.hits.empty() && response.hits.size() < response.total)
    range = " (" + std::to_string(request.offset + 1) + " to " +
            std::to_string(request.offset + response.hits.size()) + ")";
  if (DisplayWidth(head + range) <= terminal.columns()) {
    terminal.out() << terminal.Colored(kBold, head) << range << '\n';
  } else {
    terminal.PrintLine("", head + range, kBold);
  }
  if (!response.tree.empty()) terminal.PrintLine("understood as: ", response.tree);
  if (!response.dates.empty()) terminal.PrintLine("dates: ", response.dates, kDim);
  for (const Note& note : response.notes)
    terminal.PrintLine("note: ", note.text() += OptionFor(note.kind), kDim);
  if (const std::string also = TranslationLine(response.translations); !also.empty())
    terminal.PrintLine("also: ", also, kDim);
  if (!response.suggestion.empty() && !response.corrected)
    terminal.PrintLine("did you mean: ", response.suggestion);
}

void Print(const SearchResponse& response, const std::string& name, const Style& style,
           std::ostream& out) {
  Terminal terminal(style, out);
  PrintHead(response, name, terminal);
  for (std::size_t i = 0; i < response.hits.size(); ++i)
    PrintHit(response.hits[i], response.request.offset + i + 1, response.request, terminal);
  for (const Facet& facet : response.facets) PrintFacet(facet, terminal);
}

void Print(const Verdict& verdict, const Style& style, std::ostream& out) {
  Terminal terminal(style, out);
  if (!verdict.known) {
    out << terminal.Colored(kBold, "the index has no paper " + OneLine(verdict.id)) << '\n';
    return;
  }
  const std::string head = OneLine(verdict.id) + (verdict.found ? " is found" : " is not found");
  out << terminal.Colored(kBold, head) << '\n';
  if (verdict.match == Match::kAny) out << "of the words, one is enough\n";
  Table table(0);
  for (const Condition& condition : verdict.conditions)
    table.Add({condition.holds ? "yes" : "no", OneLine(condition.text)});
  table.Print("  ", terminal);
}

void Print(const AnalyzedText& text, const Style& style, std::ostream& out) {
  Terminal terminal(style, out);
  out << terminal.Colored(kBold, "folded: " + OneLine(text.folded)) << "\n\n";
  Table table(2);
  table.Add({"bytes", "position", "kind", "term", "stem", "ranks"});
  const auto range = [](std::size_t begin, std::size_t end) {
    return std::to_string(begin) + "-" + std::to_string(end);
  };
  for (const AnalyzedTerm& term : text.terms)
    table.Add({range(term.span.begin, term.span.end),
               term.position_length == 1
                   ? std::to_string(term.position)
                   : range(term.position, term.position + term.position_length - 1),
               term.kind, OneLine(term.text), term.stem, term.scores ? "yes" : ""});
  table.Print("", terminal);
}

}  // namespace dssearch::cli
