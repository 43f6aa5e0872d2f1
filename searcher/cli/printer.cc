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
#include "searcher/present/language.h"
#include "searcher/present/titles.h"

namespace dssearch::cli {
namespace {

constexpr std::size_t kIndent = 4;
// The widest bar of a facet, and the narrowest on a small terminal.
constexpr std::size_t kBarCells = 24;
constexpr std::size_t kLeastBarCells = 6;
constexpr std::size_t kLabelCells = 40;
// A hit names the first authors only.
constexpr std::size_t kNamedAuthors = 3;
constexpr std::size_t kNameCells = 80;
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

// A text that takes at most `cells` cells: where it is cut, an ellipsis is the last of them.
std::string CutTo(const std::string& text, std::size_t cells) {
  if (DisplayWidth(text) <= cells) return text;
  return std::string(CutToWidth(text, cells > 0 ? cells - 1 : 0)) + "…";
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

  // Prints the rows in lines of at most `columns` cells: a cell that does not fit begins a new line
  // behind a wider indent, and one that does not fit there either is cut.
  void Print(const std::string& indent, std::size_t columns, std::ostream& out) const {
    const std::string next_indent = indent + "  ";
    for (const std::vector<std::string>& row : rows_) {
      std::string line = indent;
      bool begins = true;
      const auto end_line = [&] {
        line.erase(line.find_last_not_of(' ') + 1);
        out << line << '\n';
      };
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::size_t width = DisplayWidth(row[i]);
        if (!begins && DisplayWidth(line) + 2 + width > columns) {
          end_line();
          line = next_indent;
          begins = true;
        }
        if (!begins) line += "  ";
        const std::size_t used = DisplayWidth(line);
        const std::string cell = CutTo(row[i], columns > used ? columns - used : 1);
        const std::string room(widths_[i] > width ? widths_[i] - width : 0, ' ');
        line += i < right_aligned_ ? room + cell : cell + room;
        begins = false;
      }
      end_line();
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
    std::string range;
    if (!response.hits.empty() && response.hits.size() < response.total)
      range = " (" + std::to_string(request.offset + 1) + " to " +
              std::to_string(request.offset + response.hits.size()) + ")";
    if (DisplayWidth(head + range) <= style_.columns) {
      out_ << Colored(kBold, head) << range << '\n';
    } else {
      PrintLine("", head + range, kBold);
    }
    if (!response.tree.empty()) PrintLine("understood as: ", response.tree);
    if (!response.dates.empty()) PrintLine("dates: ", response.dates, kDim);
    for (const Note& note : response.notes) PrintLine("note: ", note.text(), kDim);
    if (const std::string also = TranslationLine(response.translations); !also.empty())
      PrintLine("also: ", also, kDim);
    if (!response.suggestion.empty() && !response.corrected)
      PrintLine("did you mean: ", response.suggestion);
    for (std::size_t i = 0; i < response.hits.size(); ++i)
      Print(response.hits[i], request.offset + i + 1, request.prefer_chinese);
    for (const Facet& facet : response.facets) Print(facet);
  }

 private:
  // The translations as one line: "联邦学习 = federated learning, fl; 隐私 = privacy".
  static std::string TranslationLine(const std::vector<TermExpansion>& translations) {
    std::string line;
    for (const TermExpansion& translation : translations) {
      if (translation.added.empty()) continue;
      line += (line.empty() ? "" : "; ") + translation.term + " = ";
      for (const std::string& added : translation.added)
        line += (&added == translation.added.data() ? "" : ", ") + added;
    }
    return line;
  }

  // Prints a line behind a label. What does not fit into a line of the terminal goes on in lines
  // behind an indent.
  void PrintLine(std::string_view label, std::string_view text, std::string_view color = "") {
    constexpr std::size_t kContinuation = 2;
    PrintWrapped({{}, OneLine(std::string(label) + std::string(text)), {}}, color, 0,
                 kContinuation);
  }

  // The first authors of a paper, and those who match: "Zhihong Shao, Peiyi Wang, Qihao Zhu, …,
  // 【Daya Guo】 et al.".
  static Snippet AuthorsOf(const Hit& hit) {
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

  void Print(const Hit& hit, std::size_t number, bool prefer_chinese) {
    const Paper& paper = hit.paper;
    std::string label = std::to_string(number) + ". ";
    if (label.size() < kIndent) label.insert(0, kIndent - label.size(), ' ');
    out_ << '\n';
    std::string_view weight = kBold;
    for (const ShownTitle& title : TitlesOf(paper, prefer_chinese)) {
      out_ << label;
      PrintWrapped(SnippetOf(hit, title.field, title.text), weight, label.size(), label.size());
      label = std::string(kIndent, ' ');
      weight = "";
    }
    const auto print_part = [this](const Snippet& part) {
      if (part.text.empty()) return;
      out_ << std::string(kIndent, ' ');
      PrintWrapped(part, kDim, kIndent, kIndent);
    };
    print_part(AuthorsOf(hit));
    std::string about = paper.date;
    if (!paper.venue.empty()) about += (about.empty() ? "" : " · ") + OneLine(paper.venue);
    for (const std::string& domain : hit.domains) about += (about.empty() ? "" : " · ") + domain;
    about += (about.empty() ? "" : " · ") + (paper.url.empty() ? paper.id : paper.url);
    // Mostly it is the end of the address.
    if (!paper.doi.empty() && !paper.url.ends_with(paper.doi) && paper.id != paper.doi)
      about += " · https://doi.org/" + paper.doi;
    print_part({{}, about, {}});
    if (hit.also)
      print_part({{}, "other record: " + OneLine(hit.also->title + " · " + hit.also->id), {}});
    for (const Snippet& snippet : hit.snippets) {
      if (snippet.field.starts_with("title") || snippet.field == "author") continue;
      out_ << std::string(kIndent, ' ');
      PrintWrapped(snippet, "", kIndent, kIndent);
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
    table.Print(std::string(kIndent, ' '), style_.columns, out_);
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

  // A row a value: the first kMaxFacetRows of them, and those that are selected. Labels and bars
  // share what the margin, the blanks between and the numbers leave of a line.
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
    const std::size_t taken = kIndent + 2 + 1 + std::to_string(highest).size();
    const std::size_t room = std::max(style_.columns, taken + 2 * kLeastBarCells) - taken;
    width = std::min(width, room - kLeastBarCells);
    const std::size_t cells = std::min(kBarCells, room - width);
    for (const FacetCount* count : rows) {
      const std::string label = CutTo(LabelOf(*count), width);
      std::string bar;
      if (count->count > 0)
        for (std::size_t i = std::max<std::size_t>(1, count->count * cells / highest); i > 0; --i)
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
    std::size_t room = 0;  // Of a line, what the names of the first and the last bucket leave.
    for (;; digits -= 3) {
      room = std::max<std::size_t>(style_.columns, 30) - kIndent - 2 * (digits + 2);
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
    const std::string most = "most: " + std::to_string(highest->count) + " in " + highest->value;
    const bool fits =
        kIndent + 2 * (digits + 2) + columns.size() + 3 + most.size() <= style_.columns;
    out_ << "    " << columns.front().value << "  " << Colored(kBar, line) << "  "
         << columns.back().value << (fits ? "   " + most : "") << '\n';
    selected.erase(selected.find_last_not_of(' ') + 1);
    if (!selected.empty())
      out_ << std::string(4 + columns.front().value.size() + 2, ' ') << selected << '\n';
    if (!fits) out_ << "    " << most << '\n';
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

  // Prints a snippet, breaking lines at blanks and between wide characters, and within what takes
  // more than a line, such as a URL. The first line begins behind `begin` cells, which the caller
  // has written, and the others behind an indent.
  void PrintWrapped(const Snippet& snippet, std::string_view base, std::size_t begin,
                    std::size_t indent) {
    const auto room_behind = [this](std::size_t cells) {
      return style_.columns > cells + 20 ? style_.columns - cells : 20;
    };
    std::size_t room = room_behind(begin);
    std::size_t used = 0;
    std::size_t i = 0;
    std::size_t mark = 0;
    const std::string_view text = snippet.text;
    const auto break_line = [&] {
      out_ << '\n' << std::string(indent, ' ');
      room = room_behind(indent);
      used = 0;
    };
    Begin(base);
    while (i < text.size()) {
      const std::size_t end = WordEnd(text, i);
      const std::size_t cells = CellsOf(snippet, i, end);
      if (used > 0 && used + cells > room) {
        break_line();
        if (text[i] == ' ') {
          ++i;
          continue;
        }
      }
      while (i < end) {
        const std::size_t next = NextCharacter(text, i);
        const std::size_t taken = CellsOf(snippet, i, next);
        if (used > 0 && used + taken > room) break_line();
        if (mark < snippet.marks.size() && i == snippet.marks[mark].begin) BeginMark();
        out_ << text.substr(i, next - i);
        if (mark < snippet.marks.size() && next == snippet.marks[mark].end) {
          EndMark(base);
          ++mark;
        }
        used += taken;
        i = next;
      }
    }
    End(base);
    out_ << '\n';
  }

  // The cells that the bytes [begin, end) of a snippet take, with the marks at them.
  std::size_t CellsOf(const Snippet& snippet, std::size_t begin, std::size_t end) const {
    std::size_t cells = DisplayWidth(std::string_view(snippet.text).substr(begin, end - begin));
    if (style_.color) return cells;
    for (const Span& span : snippet.marks) {
      if (span.begin >= begin && span.begin < end) cells += 2;
      if (span.end > begin && span.end <= end) cells += 2;
    }
    return cells;
  }

  static std::size_t NextCharacter(std::string_view text, std::size_t i) {
    do ++i;
    while (i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80);
    return i;
  }

  // The end of the part at `i` that a line break must not divide: a word with the blank before it,
  // or one wide character, each with the punctuation behind it, which must not begin a line.
  static std::size_t WordEnd(std::string_view text, std::size_t i) {
    const auto next = [text](std::size_t at) { return NextCharacter(text, at); };
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
  table.Print("  ", style.columns, out);
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
  table.Print("", style.columns, out);
}

}  // namespace dssearch::cli
