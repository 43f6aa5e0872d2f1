#include "searcher/cli/printer.h"

#include <algorithm>
#include <array>
#include <iomanip>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dssearch/display_width.h"
#include "dssearch/field.h"

namespace dssearch::cli {
namespace {

constexpr std::size_t kIndent = 4;
constexpr std::size_t kBarCells = 24;
constexpr std::size_t kLabelCells = 40;
// Rows of a facet that are shown; --json has all values.
constexpr std::size_t kMaxFacetRows = 12;
constexpr std::array<std::string_view, 9> kLevels = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};

constexpr std::string_view kBold = "\033[1m";
constexpr std::string_view kDim = "\033[2m";
constexpr std::string_view kMark = "\033[1;33m";
constexpr std::string_view kBar = "\033[36m";
constexpr std::string_view kReset = "\033[0m";

std::string Fixed(double number, int digits) {
  std::ostringstream out;
  out << std::fixed << std::setprecision(digits) << number;
  return out.str();
}

// Rows of columns that are aligned by their display width: the first columns to the right, the
// others to the left.
class Table {
 public:
  explicit Table(std::size_t right_aligned) : right_aligned_(right_aligned) {}

  void Add(std::vector<std::string> row) {
    widths_.resize(std::max(widths_.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths_[i] = std::max(widths_[i], DisplayWidth(row[i]));
    rows_.push_back(std::move(row));
  }

  void Print(const std::string& indent, std::ostream& out) const {
    for (const std::vector<std::string>& row : rows_) {
      std::string line = indent;
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string room(widths_[i] - DisplayWidth(row[i]), ' ');
        line += (i > 0 ? "  " : "") + (i < right_aligned_ ? room + row[i] : row[i] + room);
      }
      line.erase(line.find_last_not_of(' ') + 1);
      out << line << '\n';
    }
  }

 private:
  std::size_t right_aligned_;  // The number of right-aligned columns.
  std::vector<std::size_t> widths_;
  std::vector<std::vector<std::string>> rows_;
};

// A text that a person typed, as one line of a terminal can show it: blanks stand for control
// characters, and what takes more than `cells` cells is cut.
std::string OneLine(std::string_view text, std::size_t cells = 200) {
  const std::string_view shown = CutToWidth(text, cells);
  std::string line;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    const auto c = static_cast<unsigned char>(shown[i]);
    // The controls of ASCII, and those of Latin-1: C2 80 to C2 9F.
    const bool latin =
        c == 0xC2 && i + 1 < shown.size() && static_cast<unsigned char>(shown[i + 1]) < 0xA0;
    if (latin) ++i;
    line += latin || c < 0x20 || c == 0x7F ? ' ' : shown[i];
  }
  return shown.size() < text.size() ? line + "…" : line;
}

class Printer {
 public:
  Printer(const Style& style, std::ostream& out) : style_(style), out_(out) {}

  void Print(const SearchResponse& response) {
    const SearchRequest& request = response.request;
    std::string head =
        std::to_string(response.total) + (response.total == 1 ? " paper" : " papers");
    if (!request.query.empty()) head += " for " + OneLine(request.query, 60);
    out_ << Colored(kBold, head);
    if (!response.hits.empty() && response.hits.size() < response.total)
      out_ << " (" << request.offset + 1 << " to " << request.offset + response.hits.size() << ")";
    out_ << '\n';
    if (!response.tree.empty()) out_ << "understood as: " << OneLine(response.tree) << '\n';
    if (!response.dates.empty()) out_ << Colored(kDim, "dates: " + response.dates) << '\n';
    for (const Note& note : response.notes)
      out_ << Colored(kDim, "note: " + OneLine(note.text())) << '\n';
    if (!response.translations.empty())
      out_ << Colored(kDim, "also: " + OneLine(TranslationLine(response.translations))) << '\n';
    if (!response.suggestion.empty() && !response.corrected)
      out_ << "did you mean: " << OneLine(response.suggestion) << '\n';
    for (std::size_t i = 0; i < response.hits.size(); ++i)
      Print(response.hits[i], request.offset + i + 1);
    for (const Facet& facet : response.facets) Print(facet);
  }

 private:
  // The translations as one line: "联邦学习 = federated learning, fl; 隐私 = privacy".
  static std::string TranslationLine(const std::vector<TermExpansion>& translations) {
    std::string line;
    for (const TermExpansion& translation : translations) {
      line += (line.empty() ? "" : "; ") + translation.term + " = ";
      for (const std::string& added : translation.added)
        line += (&added == translation.added.data() ? "" : ", ") + added;
    }
    return line;
  }

  void Print(const Hit& hit, std::size_t number) {
    const Paper& paper = hit.paper;
    std::string label = std::to_string(number) + ". ";
    if (label.size() < kIndent) label.insert(0, kIndent - label.size(), ' ');
    out_ << '\n' << label;
    const std::string& title = paper.title.empty() ? paper.id : paper.title;
    PrintWrapped(SnippetOf(hit, "title", title), kBold, label.size());
    if (!paper.title_zh.empty()) {
      out_ << std::string(kIndent, ' ');
      PrintWrapped(SnippetOf(hit, "title_zh", paper.title_zh), "", kIndent);
    }
    std::string about = paper.date;
    if (!paper.venue.empty()) about += (about.empty() ? "" : " · ") + OneLine(paper.venue);
    for (const std::string& domain : hit.domains) about += (about.empty() ? "" : " · ") + domain;
    about += (about.empty() ? "" : " · ") + (paper.url.empty() ? paper.id : paper.url);
    // Mostly it is the end of the address.
    if (!paper.doi.empty() && !paper.url.ends_with(paper.doi) && paper.id != paper.doi)
      about += " · https://doi.org/" + paper.doi;
    out_ << std::string(kIndent, ' ') << Colored(kDim, about) << '\n';
    if (hit.also)
      out_ << std::string(kIndent, ' ')
           << Colored(kDim, "other record: " + OneLine(hit.also->title + " · " + hit.also->id))
           << '\n';
    for (const Snippet& snippet : hit.snippets) {
      if (snippet.field == "title" || snippet.field == "title_zh") continue;
      out_ << std::string(kIndent, ' ');
      PrintWrapped(snippet, "", kIndent);
    }
    Print(hit.evidence);
  }

  // The evidence of a hit as a table, each with its share of the score.
  void Print(const std::vector<Evidence>& evidence) {
    double sum = 0;
    for (const Evidence& part : evidence) sum += part.score;
    Table table(2);
    for (const Evidence& part : evidence) {
      std::string where;
      for (const Occurrences& in : part.where)
        where += (where.empty() ? "" : ", ") + in.field + " " + std::to_string(in.count);
      table.Add({Fixed(100 * part.score / sum, 0) + " %", Fixed(part.score, 2), part.form,
                 part.text, where});
    }
    table.Print(std::string(kIndent, ' '), out_);
  }

  void Print(const Facet& facet) {
    if (facet.counts.empty()) return;
    out_ << '\n' << Colored(kBold, facet.field) << '\n';
    const FacetField* field = FindFacetField(facet.field);
    const bool dates = field != nullptr && field->values == FacetField::Values::kDates;
    if (dates && facet.counts.size() > kMaxFacetRows) {
      PrintHistogram(facet);
    } else {
      PrintBars(facet);
    }
  }

  // A row a value: the first kMaxFacetRows of them, and those that are selected.
  void PrintBars(const Facet& facet) {
    std::vector<const FacetCount*> rows;
    std::uint64_t highest = 1;
    std::size_t width = 0;
    for (const FacetCount& count : facet.counts) {
      if (rows.size() >= kMaxFacetRows && !count.selected) continue;
      rows.push_back(&count);
      highest = std::max(highest, count.count);
      width = std::max(width, DisplayWidth(LabelOf(count)));
    }
    for (const FacetCount* count : rows) {
      const std::string label = LabelOf(*count);
      std::string bar;
      if (count->count > 0)
        for (std::size_t i = std::max<std::size_t>(1, count->count * kBarCells / highest); i > 0;
             --i)
          bar += "█";
      out_ << (count->selected ? "  * " : "    ") << label
           << std::string(width - DisplayWidth(label) + 2, ' ') << Colored(kBar, bar)
           << (bar.empty() ? "" : " ") << count->count << '\n';
    }
    if (rows.size() < facet.values) out_ << "    and " << facet.values - rows.size() << " more\n";
  }

  // A column a day, month or year, the finest for which the columns fit into a line. Under selected
  // columns stands ^.
  void PrintHistogram(const Facet& facet) {
    std::size_t digits = 0;  // The length of the finest buckets' names: 4, 7 or 10.
    for (const FacetCount& count : facet.counts) digits = std::max(digits, count.value.size());
    std::vector<FacetCount> columns;
    std::vector<FacetCount> beside;  // Less exact dates, and undated papers.
    const std::size_t room = style_.columns > 60 ? style_.columns - 30 : 30;
    for (;; digits -= 3) {
      columns.clear();
      beside.clear();
      for (const FacetCount& count : facet.counts) {
        if (count.value.size() < digits) {
          beside.push_back(count);
        } else if (!columns.empty() && count.value.starts_with(columns.back().value)) {
          columns.back().count += count.count;
          columns.back().selected = columns.back().selected || count.selected;
        } else {
          columns.push_back({.value = count.value.substr(0, digits),
                             .count = count.count,
                             .selected = count.selected});
        }
      }
      if (columns.size() <= room || digits == 4) break;
    }
    const std::size_t left_out = columns.size() > room ? columns.size() - room : 0;
    columns.erase(columns.begin(), columns.begin() + static_cast<std::ptrdiff_t>(left_out));
    const auto highest = std::max_element(
        columns.begin(), columns.end(),
        [](const FacetCount& a, const FacetCount& b) { return a.count < b.count; });
    std::string line;
    std::string selected;
    for (const FacetCount& column : columns) {
      line +=
          kLevels[column.count == 0 ? 0
                                    : 1 + (column.count * (kLevels.size() - 2) / highest->count)];
      selected += column.selected ? '^' : ' ';
    }
    out_ << "    " << columns.front().value << "  " << Colored(kBar, line) << "  "
         << columns.back().value << "   most: " << highest->count << " in " << highest->value
         << '\n';
    selected.erase(selected.find_last_not_of(' ') + 1);
    if (!selected.empty())
      out_ << std::string(4 + columns.front().value.size() + 2, ' ') << selected << '\n';
    if (left_out > 0) out_ << "    and " << left_out << " earlier\n";
    for (const FacetCount& count : beside)
      out_ << "    " << LabelOf(count) << "  " << count.count << '\n';
  }

  static std::string LabelOf(const FacetCount& count) {
    if (count.value.empty()) return "undated";
    return OneLine(count.label.empty() ? count.value : count.label, kLabelCells);
  }

  // The snippet of a field, or the text of the field as a snippet without marks.
  static Snippet SnippetOf(const Hit& hit, std::string_view field, const std::string& text) {
    for (const Snippet& snippet : hit.snippets)
      if (snippet.field == field) return snippet;
    return {std::string(field), text, {}};
  }

  // Prints a snippet, breaking lines at blanks and between wide characters. All lines begin behind
  // `indent` cells, which the caller has written for the first one.
  void PrintWrapped(const Snippet& snippet, std::string_view base, std::size_t indent) {
    const std::size_t room = style_.columns > indent + 20 ? style_.columns - indent : 20;
    std::size_t used = 0;
    std::size_t i = 0;
    std::size_t mark = 0;
    const std::string_view text = snippet.text;
    Begin(base);
    while (i < text.size()) {
      const std::size_t end = WordEnd(text, i);
      std::size_t cells = DisplayWidth(text.substr(i, end - i));
      if (!style_.color) {
        for (const Span& span : snippet.marks) {
          if (span.begin >= i && span.begin < end) cells += 2;
          if (span.end > i && span.end <= end) cells += 2;
        }
      }
      if (used > 0 && used + cells > room) {
        out_ << '\n' << std::string(indent, ' ');
        used = 0;
        if (text[i] == ' ') {
          ++i;
          continue;
        }
      }
      for (; i < end; ++i) {
        if (mark < snippet.marks.size() && i == snippet.marks[mark].begin) BeginMark();
        out_ << text[i];
        if (mark < snippet.marks.size() && i + 1 == snippet.marks[mark].end) {
          EndMark(base);
          ++mark;
        }
      }
      used += cells;
    }
    End(base);
    out_ << '\n';
  }

  // The end of the part at `i` that a line break must not divide: a word with the blank before it,
  // or one wide character, each with the punctuation behind it, which must not begin a line.
  static std::size_t WordEnd(std::string_view text, std::size_t i) {
    const auto next = [text](std::size_t at) {
      do ++at;
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
      return at;
    };
    const std::size_t first = next(i);
    const auto closes = [&](std::size_t at) {
      static constexpr std::string_view kClosing = "，。、；：！？）》」』”’…";
      return at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80 &&
             kClosing.find(text.substr(at, next(at) - at)) != std::string_view::npos;
    };
    std::size_t end = first;
    if (DisplayWidth(text.substr(i, first - i)) == 2) {
      while (closes(end)) end = next(end);
      return end;
    }
    while (end < text.size() && text[end] != ' ' &&
           DisplayWidth(text.substr(end, next(end) - end)) != 2)
      end = next(end);
    while (closes(end)) end = next(end);
    return end;
  }

  std::string Colored(std::string_view color, const std::string& text) const {
    if (!style_.color || text.empty()) return text;
    return std::string(color) + text + std::string(kReset);
  }
  void Begin(std::string_view base) {
    if (style_.color) out_ << base;
  }
  void End(std::string_view base) {
    if (style_.color && !base.empty()) out_ << kReset;
  }
  void BeginMark() { out_ << (style_.color ? kMark : "【"); }
  void EndMark(std::string_view base) {
    if (style_.color) {
      out_ << kReset << base;
    } else {
      out_ << "】";
    }
  }

  const Style& style_;
  std::ostream& out_;
};

}  // namespace

void Print(const SearchResponse& response, const Style& style, std::ostream& out) {
  Printer(style, out).Print(response);
}

void Print(const Verdict& verdict, const Style& style, std::ostream& out) {
  const auto bold = [&style](const std::string& text) {
    return style.color ? std::string(kBold) + text + std::string(kReset) : text;
  };
  if (!verdict.known) {
    out << bold("the index has no paper " + OneLine(verdict.id)) << '\n';
    return;
  }
  out << bold(OneLine(verdict.id) + (verdict.found ? " is found" : " is not found")) << '\n';
  if (verdict.match == Match::kAny) out << "of the words, one is enough\n";
  Table table(0);
  for (const Condition& condition : verdict.conditions)
    table.Add({condition.holds ? "yes" : "no", OneLine(condition.text)});
  table.Print("  ", out);
}

void Print(const AnalyzedText& text, const Style& style, std::ostream& out) {
  const std::string head = "folded: " + OneLine(text.folded);
  out << (style.color ? std::string(kBold) + head + std::string(kReset) : head) << "\n\n";
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
  table.Print("", out);
}

}  // namespace dssearch::cli
