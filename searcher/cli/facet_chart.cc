#include "searcher/cli/facet_chart.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/display_width.h"
#include "dssearch/field.h"
#include "searcher/cli/bars.h"

namespace dssearch::cli {
namespace {

// The widest bar of a facet, and the narrowest on a small terminal.
constexpr std::size_t kBarCells = 24;
constexpr std::size_t kLeastBarCells = 6;
constexpr std::size_t kLabelCells = 40;
// Rows of a facet that are shown; --json has all values.
constexpr std::size_t kMaxFacetRows = 12;

std::string LabelOf(const FacetCount& count) {
  if (count.value.empty()) return "undated";
  return OneLine(count.label.empty() ? count.value : count.label, kLabelCells);
}

// A row a value: the first kMaxFacetRows of them, and those that are selected. Labels and bars
// share what the margin, the blanks between and the numbers leave of a line.
void PrintBars(const Facet& facet, Terminal& terminal) {
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
  const std::size_t room = std::max(terminal.columns(), taken + 2 * kLeastBarCells) - taken;
  width = std::min(width, room - kLeastBarCells);
  const std::size_t cells = std::min(kBarCells, room - width);
  for (const FacetCount* count : rows) {
    const std::string label = CutTo(LabelOf(*count), width);
    const std::string bar = BarOf(count->count, highest, cells);
    terminal.out() << (count->selected ? "  * " : "    ") << label
                   << std::string(width - DisplayWidth(label) + 2, ' ')
                   << terminal.Colored(kCyan, bar) << (bar.empty() ? "" : " ") << count->count
                   << '\n';
  }
  if (rows.size() < facet.values)
    terminal.out() << "    and " << facet.values - rows.size() << " more\n";
}

// The dates of a facet by day, month or year.
struct Histogram {
  std::size_t digits;               // The length of the buckets' names: 10, 7 or 4.
  std::vector<FacetCount> columns;  // In the order of time.
  std::size_t left_out = 0;         // Those before the first of them.
  std::vector<FacetCount> beside;   // Less exact dates, and undated papers.
};

Histogram HistogramOf(const Facet& facet, std::size_t digits) {
  Histogram histogram{.digits = digits, .columns = {}, .beside = {}};
  for (const FacetCount& count : facet.counts) {
    if (count.value.size() < digits) {
      histogram.beside.push_back(count);
    } else if (std::vector<FacetCount>& columns = histogram.columns;
               !columns.empty() && count.value.starts_with(columns.back().value)) {
      columns.back().count += count.count;
      columns.back().selected = columns.back().selected || count.selected;
    } else {
      columns.push_back({.value = count.value.substr(0, digits),
                         .count = count.count,
                         .selected = count.selected});
    }
  }
  return histogram;
}

// The cells of a line beside the columns: the indent, and the names of the first and the last one.
std::size_t CellsBeside(const Histogram& histogram) { return kIndent + 2 * (histogram.digits + 2); }

// How many less exact dates stand beside a histogram; more would be taken for the counts of whole
// years, and fill the screen.
constexpr std::ptrdiff_t kMostBeside = 3;

// The finest histogram of which the columns fit into a line and have nearly all dates; else the
// last years.
Histogram FittingHistogram(const Facet& facet, std::size_t cells) {
  constexpr std::size_t kYearDigits = 4;
  std::size_t digits = 0;
  for (const FacetCount& count : facet.counts) digits = std::max(digits, count.value.size());
  for (;; digits -= 3) {
    Histogram histogram = HistogramOf(facet, digits);
    const std::size_t room = std::max<std::size_t>(cells, 30) - CellsBeside(histogram);
    std::vector<FacetCount>& columns = histogram.columns;
    const auto beside = std::count_if(histogram.beside.begin(), histogram.beside.end(),
                                      [](const FacetCount& count) { return !count.value.empty(); });
    if ((columns.size() > room || beside > kMostBeside) && digits != kYearDigits) continue;
    histogram.left_out = columns.size() > room ? columns.size() - room : 0;
    columns.erase(columns.begin(),
                  columns.begin() + static_cast<std::ptrdiff_t>(histogram.left_out));
    return histogram;
  }
}

// What a less exact date lacks, so that nobody takes its count for that of all of the time.
std::string_view LessExact(const FacetCount& date) {
  constexpr std::size_t kYearDigits = 4;
  if (date.value.empty()) return "";
  return date.value.size() == kYearDigits ? ", no month" : ", no day";
}

// A column a day, month or year. Under selected columns stands ^.
void PrintHistogram(const Facet& facet, Terminal& terminal) {
  const Histogram histogram = FittingHistogram(facet, terminal.columns());
  const std::vector<FacetCount>& columns = histogram.columns;
  const auto highest =
      std::max_element(columns.begin(), columns.end(),
                       [](const FacetCount& a, const FacetCount& b) { return a.count < b.count; });
  std::vector<std::uint64_t> counts;
  std::string selected;
  for (const FacetCount& column : columns) {
    counts.push_back(column.count);
    selected += column.selected ? '^' : ' ';
  }
  const std::string most = "most: " + std::to_string(highest->count) + " in " + highest->value;
  const bool fits = CellsBeside(histogram) + columns.size() + 3 + most.size() <= terminal.columns();
  std::ostream& out = terminal.out();
  out << "    " << columns.front().value << "  " << terminal.Colored(kCyan, ColumnsOf(counts))
      << "  " << columns.back().value << (fits ? "   " + most : "") << '\n';
  selected.erase(selected.find_last_not_of(' ') + 1);
  if (!selected.empty())
    out << std::string(kIndent + columns.front().value.size() + 2, ' ') << selected << '\n';
  if (!fits) out << "    " << most << '\n';
  if (histogram.left_out > 0) out << "    and " << histogram.left_out << " earlier\n";
  for (const FacetCount& count : histogram.beside)
    out << "    " << LabelOf(count) << LessExact(count) << "  " << count.count << '\n';
}

}  // namespace

void PrintFacet(const Facet& facet, Terminal& terminal) {
  if (facet.counts.empty()) return;
  terminal.out() << '\n' << terminal.Colored(kBold, facet.field) << '\n';
  const FacetField* field = FindFacetField(facet.field);
  const bool dates = field != nullptr && field->values == FacetField::Values::kDates;
  if (dates && facet.counts.size() > kMaxFacetRows) {
    PrintHistogram(facet, terminal);
  } else {
    PrintBars(facet, terminal);
  }
}

}  // namespace dssearch::cli
