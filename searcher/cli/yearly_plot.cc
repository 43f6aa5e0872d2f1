#include "searcher/cli/yearly_plot.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "dssearch/display_width.h"
#include "searcher/cli/bars.h"
#include "searcher/cli/printer.h"

namespace dssearch::cli {
namespace {

// A row a year: more are no longer seen at once.
constexpr std::size_t kMaxYears = 60;
constexpr std::size_t kLeastYears = 5;
constexpr std::size_t kYearCells = 4;
constexpr std::size_t kMaxBarCells = 60;
constexpr std::size_t kLeastBarCells = 6;
constexpr std::size_t kLabelCells = 40;
constexpr std::size_t kLeastLabelCells = 6;
constexpr std::size_t kNumberCells = 7;  // Of a domain with a million papers.

// The cells of a line that are left of a terminal beside `taken` ones, `least` at least.
std::size_t RoomBeside(std::size_t taken, std::size_t least, const Terminal& terminal) {
  return std::max(terminal.columns(), taken + least) - taken;
}

void PrintYears(const YearlyCounts& counts, Terminal& terminal) {
  const std::uint64_t highest = *std::max_element(counts.counts.begin(), counts.counts.end());
  const std::size_t taken = kIndent + kYearCells + 2 + 1 + std::to_string(highest).size();
  const std::size_t cells = std::min(kMaxBarCells, RoomBeside(taken, kLeastBarCells, terminal));
  std::ostream& out = terminal.out();
  out << '\n' << terminal.Colored(kBold, "year") << '\n';
  int year = counts.first_year;
  for (const std::uint64_t count : counts.counts) {
    const std::string bar = BarOf(count, highest, cells);
    out << std::string(kIndent, ' ') << YearText(year++) << "  " << terminal.Colored(kCyan, bar)
        << (bar.empty() ? "" : " ") << count << '\n';
  }
  if (counts.earlier > 0)
    out << "    and " << counts.earlier << " from " << counts.earliest_year << " to "
        << counts.first_year - 1 << '\n';
  if (counts.later > 0)
    out << "    and " << counts.later << " from " << counts.last_year() + 1 << " to "
        << counts.latest_year << '\n';
}

void PrintDomains(const YearlyCounts& counts, Terminal& terminal) {
  std::size_t width = 0;
  std::size_t digits = 0;
  for (const DomainYears& domain : counts.domains) {
    width = std::max(width, DisplayWidth(OneLine(domain.label, kLabelCells)));
    digits = std::max(digits, std::to_string(domain.total).size());
  }
  const std::size_t taken = kIndent + 2 + counts.counts.size() + 2 + digits;
  width = std::min(width, RoomBeside(taken, kLeastLabelCells, terminal));
  std::ostream& out = terminal.out();
  out << '\n' << terminal.Colored(kBold, "domain") << '\n';
  for (const DomainYears& domain : counts.domains) {
    const std::string label = CutTo(OneLine(domain.label, kLabelCells), width);
    const std::string total = std::to_string(domain.total);
    out << std::string(kIndent, ' ') << label << std::string(width - DisplayWidth(label) + 2, ' ')
        << terminal.Colored(kCyan, ColumnsOf(domain.counts))
        << std::string(2 + digits - total.size(), ' ') << total << '\n';
  }
}

}  // namespace

YearlyLimits PlotLimits(const Style& style) {
  constexpr std::size_t kTaken = kIndent + kLeastLabelCells + 2 + 2 + kNumberCells;
  const std::size_t room = style.columns > kTaken ? style.columns - kTaken : 0;
  return {.years = std::clamp(room, kLeastYears, kMaxYears), .domains = YearlyLimits().domains};
}

void PrintPlot(const YearlyCounts& counts, const std::string& name, const Style& style,
               std::ostream& out) {
  Terminal terminal(style, out);
  PrintHead(counts.response, name, terminal);
  if (!counts.counts.empty()) {
    PrintYears(counts, terminal);
    if (counts.undated > 0) out << "    undated  " << counts.undated << '\n';
    if (!counts.domains.empty()) PrintDomains(counts, terminal);
  } else if (counts.response.total > 0) {
    out << "\nnone of them has a date\n";
  }
}

}  // namespace dssearch::cli
