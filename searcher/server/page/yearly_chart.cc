#include "searcher/server/page/yearly_chart.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "dssearch/display_width.h"
#include "dssearch/field.h"
#include "dssearch/note.h"
#include "searcher/present/language.h"
#include "searcher/server/page/chart_scale.h"
#include "searcher/server/page/facet_labels.h"

namespace dssearch::server {
namespace {

// The places in units of the SVG, which scales as a whole.
constexpr double kWidth = 900;
constexpr double kHeight = 500;
constexpr double kMargin = 32;
constexpr double kTop = 112;
constexpr double kBottom = 412;
constexpr double kWidestLabel = 206;  // Where there are many years, which have the other room.
constexpr double kWidestYear = 170;
constexpr double kLeastWidth = 260;  // Of all years together.
constexpr double kWidestBar = 96;
constexpr double kLeader = 34;       // From the last year to the labels of lines.
constexpr double kLabelIndent = 12;  // From the marker of a label to its text.
constexpr double kLabelDistance = 36;
constexpr double kMarkerDistance = 14;
constexpr double kDodge = 7;  // Between markers of one year, where there is room.
constexpr std::uint64_t kTicks = 5;

// A cell of a terminal takes at most about so much of the size of a font, in letters and in Han.
constexpr double kCell = 0.57;
constexpr double kBoldCell = 0.68;

double WidthOf(std::string_view text, double size) {
  return static_cast<double>(DisplayWidth(text)) * kCell * size;
}

// A text that takes at most `width` in a font of this size.
std::string Shortened(std::string_view text, double width, double size, double cell = kCell) {
  const auto cells = static_cast<std::size_t>(std::max(width / (cell * size), 1.0));
  if (DisplayWidth(text) <= cells) return std::string(text);
  return std::string(CutToWidth(text, cells - 1)) + "…";
}

// The colours of Okabe and Ito, which all readers tell apart: those that show on a light ground and
// those that show on a dark one, which stand in the style sheet below. Each has a marker of its
// own.
struct LineStyle {
  Markup group;   // The beginning of the element of what has the colour.
  Markup marker;  // The path of the marker around 0, 0.
};
constexpr std::array<LineStyle, 6> kLineStyles = {{
    {"<g class=\"d0\" fill=\"#0072b2\" stroke=\"#0072b2\">"_html,
     "M-4,0a4,4 0 1,0 8,0a4,4 0 1,0 -8,0z"_html},
    {"<g class=\"d1\" fill=\"#d55e00\" stroke=\"#d55e00\">"_html, "M-3.6,-3.6h7.2v7.2h-7.2z"_html},
    {"<g class=\"d2\" fill=\"#009e73\" stroke=\"#009e73\">"_html, "M0,-5l4.8,8.4h-9.6z"_html},
    {"<g class=\"d3\" fill=\"#cc79a7\" stroke=\"#cc79a7\">"_html,
     "M0,-5.4l5.4,5.4l-5.4,5.4l-5.4,-5.4z"_html},
    {"<g class=\"d4\" fill=\"#e69f00\" stroke=\"#e69f00\">"_html, "M0,5l4.8,-8.4h-9.6z"_html},
    {"<g class=\"d5\" fill=\"#1d1e22\" stroke=\"#1d1e22\">"_html,
     "M-1.7,-4.8h3.4v3.1h3.1v3.4h-3.1v3.1h-3.4v-3.1h-3.1v-3.4h3.1z"_html},
}};
static_assert(kLineStyles.size() >= kChartLimits.domains);

constexpr Markup kStyle =
    "<style>@media (prefers-color-scheme: dark) {"
    ".paper { fill: #16171a } .halo { stroke: #16171a } .ink { fill: #e7e5e1 } "
    ".soft { fill: #a3a5ad } .grid { stroke: #34373e } .bar { fill: #39456b } "
    ".open { stroke: #7f90c4 } "
    ".d0 { fill: #56b4e9; stroke: #56b4e9 } .d1 { fill: #e69f00; stroke: #e69f00 } "
    ".d2 { fill: #1fb98a; stroke: #1fb98a } .d3 { fill: #e59ac6; stroke: #e59ac6 } "
    ".d4 { fill: #f0e442; stroke: #f0e442 } .d5 { fill: #e7e5e1; stroke: #e7e5e1 } "
    "}</style>\n"_html;

// A place, with one digit behind the point.
std::string At(double place) {
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), place,
                                          std::chars_format::fixed, 1);
  return error == std::errc() ? std::string(digits.data(), end) : "0";
}

// Draws one chart.
class Chart {
 public:
  Chart(const PageContext& context, const YearlyCounts& counts, std::string_view today)
      : messages_(context.messages()), chinese_(context.prefers_chinese()), counts_(counts) {
    const std::uint64_t highest =
        counts.counts.empty() ? 0 : *std::max_element(counts.counts.begin(), counts.counts.end());
    tick_ = RoundStep(std::max<std::uint64_t>(highest, 1), kTicks);
    top_tick_ = (std::max<std::uint64_t>(highest, 1) + tick_ - 1) / tick_ * tick_;
    left_ = kMargin + WidthOf(GroupDigits(top_tick_), 12) + 10;
    const auto years = static_cast<double>(std::max<std::size_t>(counts.counts.size(), 1));
    double label = 0;
    for (const DomainYears& domain : counts.domains)
      label = std::max({label, WidthOf(domain.NameIn(chinese_), 13),
                        WidthOf(PaperCount(messages_, domain.total), 12)});
    const double beside = kLeader + kLabelIndent + std::min(label, kWidestLabel);
    const double right = kWidth - kMargin - (counts.domains.empty() ? 0 : beside);
    width_ = std::min(right - left_, std::max(years * kWidestYear, kLeastWidth));
    year_ = width_ / years;
    const int last = counts.last_year();
    is_open_ = !counts.counts.empty() && today.starts_with(std::to_string(last) + "-");
  }

  std::string Draw(const FacetLabels& labels) {
    svg_ << "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 "_html << At(kWidth)
         << " "_html << At(kHeight) << "\" width=\""_html << At(kWidth) << "\" height=\""_html
         << At(kHeight) << "\" lang=\""_html << messages_.code
         << "\" role=\"img\" aria-labelledby=\"title desc\" font-family=\"system-ui, "
            "-apple-system, 'Segoe UI', 'Noto Sans', 'PingFang SC', 'Hiragino Sans GB', "
            "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', sans-serif\">\n"
            "<title id=\"title\">"_html
         << Title() << ": "_html << PaperCount(messages_, counts_.response.total)
         << "</title>\n<desc id=\"desc\">"_html << Description() << "</desc>\n"_html << kStyle
         << "<rect class=\"paper\" fill=\"#ffffff\" width=\"100%\" height=\"100%\"/>\n"_html;
    Heading(labels);
    if (counts_.counts.empty()) {
      svg_
          << "<text class=\"soft\" fill=\"#5a5d66\" font-size=\"16\" text-anchor=\"middle\" x=\""_html
          << At(kWidth / 2) << "\" y=\""_html << At((kTop + kBottom) / 2) << "\">"_html
          << (counts_.response.total == 0 ? messages_.nothing : messages_.chart_no_dates)
          << "</text>\n"_html;
    } else {
      Axis();
      Bars();
      Lines();
      Numbers();
      Years();
      Footnote();
    }
    svg_ << "</svg>\n"_html;
    return std::move(svg_).text();
  }

 private:
  double CenterOf(std::size_t i) const { return left_ + (static_cast<double>(i) + 0.5) * year_; }
  double HeightOf(std::uint64_t count) const {
    return (kBottom - kTop) * static_cast<double>(count) / static_cast<double>(top_tick_);
  }
  double YOf(std::uint64_t count) const { return kBottom - HeightOf(count); }
  int YearOf(std::size_t i) const { return counts_.first_year + static_cast<int>(i); }

  // Where the marker of a line stands in a year: beside those of the other lines.
  double XOf(std::size_t line, std::size_t i) const {
    const double middle = static_cast<double>(counts_.domains.size() - 1) / 2;
    return CenterOf(i) + (static_cast<double>(line) - middle) * std::min(kDodge, year_ / 16);
  }

  std::string Title() const {
    const SearchResponse& response = counts_.response;
    const std::string& query = response.corrected ? response.suggestion : response.request.query;
    return query.empty() ? std::string(messages_.chart_all) : query;
  }

  // What the chart shows, for those who do not see it.
  std::string Description() const {
    std::string text;
    for (std::size_t i = 0; i < counts_.counts.size(); ++i)
      text += std::to_string(YearOf(i)) + ": " + GroupDigits(counts_.counts[i]) + "; ";
    for (const DomainYears& domain : counts_.domains)
      text += domain.NameIn(chinese_) + ": " + GroupDigits(domain.total) + "; ";
    return text + (counts_.counts.empty() ? std::string(messages_.chart_no_dates)
                                          : std::string(messages_.chart_help));
  }

  // The query, and below it how many papers are of which time and by what filters.
  void Heading(const FacetLabels& labels) {
    const std::string title = Title();
    const double room = kWidth - 2 * kMargin;
    svg_ << "<text class=\"ink\" fill=\"#1d1e22\" font-size=\"20\" font-weight=\"600\" x=\""_html
         << At(kMargin) << "\" y=\"46\" lang=\""_html << LanguageTag(title) << "\">"_html
         << Shortened(title, room, 20, kBoldCell) << "</text>\n"_html;
    std::string line = PaperCount(messages_, counts_.response.total);
    const auto add = [&](std::string_view part) { line.append(" · ").append(part); };
    if (!counts_.response.dates.empty()) {
      add(counts_.response.dates);
    } else if (!counts_.counts.empty()) {
      const std::string first = std::to_string(counts_.first_year);
      const std::string last = std::to_string(counts_.last_year());
      add(first == last ? first : first + "–" + last);
    }
    const Filter* before = nullptr;
    for (const Filter& filter : counts_.response.request.filters) {
      const std::string_view label = labels.LabelOf(filter.field, filter.value);
      const bool goes_on =
          before != nullptr && before->field == filter.field && !before->exclude && !filter.exclude;
      before = &filter;
      if (goes_on) {
        line.append(", ").append(label);
        continue;
      }
      const FacetField& field = *FindFacetField(filter.field);
      std::string part(chinese_ ? field.heading_zh : field.heading);
      part.append(chinese_ ? "：" : ": ");
      if (filter.exclude) part.append(messages_.excluded).append(chinese_ ? "" : " ");
      add(part.append(label));
    }
    svg_ << "<text class=\"soft\" fill=\"#5a5d66\" font-size=\"14\" x=\""_html << At(kMargin)
         << "\" y=\"72\">"_html << Shortened(line, room, 14) << "</text>\n"_html;
  }

  void Axis() {
    svg_ << "<g class=\"grid\" stroke=\"#e5e2dc\">"_html;
    for (std::uint64_t count = 0; count <= top_tick_; count += tick_)
      svg_ << "<path d=\"M"_html << At(left_) << ","_html << At(YOf(count)) << "h"_html
           << At(width_) << "\"/>"_html;
    svg_ << "</g>\n<g class=\"soft\" fill=\"#5a5d66\" font-size=\"12\" text-anchor=\"end\">"_html;
    for (std::uint64_t count = 0; count <= top_tick_; count += tick_)
      svg_ << "<text x=\""_html << At(left_ - 8) << "\" y=\""_html << At(YOf(count) + 4)
           << "\">"_html << GroupDigits(count) << "</text>"_html;
    svg_ << "</g>\n"_html;
  }

  // The last year has an outline alone where it is not over.
  void Bars() {
    const double width = std::min(kWidestBar, std::max(year_ * 0.72, 1.0));
    svg_ << "<g class=\"bar\" fill=\"#d3daea\">"_html;
    for (std::size_t i = 0; i < counts_.counts.size(); ++i) {
      const bool open = is_open_ && i + 1 == counts_.counts.size();
      svg_ << "<rect x=\""_html << At(CenterOf(i) - width / 2) << "\" y=\""_html
           << At(YOf(counts_.counts[i])) << "\" width=\""_html << At(width) << "\" height=\""_html
           << At(HeightOf(counts_.counts[i])) << "\""_html
           << (open ? " class=\"open\" fill-opacity=\".45\" stroke=\"#7f90c4\" "
                      "stroke-dasharray=\"3 3\""_html
                    : ""_html)
           << "><title>"_html << YearOf(i) << ": "_html << GroupDigits(counts_.counts[i])
           << "</title></rect>"_html;
    }
    svg_ << "</g>\n"_html;
  }

  // The numbers of the bars, where all have room. They stand before lines that pass.
  void Numbers() {
    if (WidthOf(GroupDigits(top_tick_), 12) + 6 > year_) return;
    svg_ << "<g class=\"soft\" fill=\"#5a5d66\" font-size=\"12\" text-anchor=\"middle\">"_html;
    for (std::size_t i = 0; i < counts_.counts.size(); ++i)
      if (counts_.counts[i] > 0)
        svg_ << "<text x=\""_html << At(CenterOf(i)) << "\" y=\""_html
             << At(YOf(counts_.counts[i]) - 7) << "\">"_html << GroupDigits(counts_.counts[i])
             << "</text>"_html;
    svg_ << "</g>\n"_html;
  }

  void Marker(const LineStyle& style, double x, double y, const std::string& title) {
    svg_ << "<path class=\"halo\" stroke=\"#ffffff\" transform=\"translate("_html << At(x)
         << ","_html << At(y) << ")\" d=\""_html << style.marker << "\">"_html;
    if (!title.empty()) svg_ << "<title>"_html << title << "</title>"_html;
    svg_ << "</path>"_html;
  }

  // A line for each domain, the most frequent one above the others, and its name beside the last
  // year: readers need no legend.
  void Lines() {
    const std::size_t last = counts_.counts.size() - 1;
    std::vector<std::size_t> order(counts_.domains.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return counts_.domains[a].counts[last] > counts_.domains[b].counts[last];
    });
    std::vector<double> places;
    places.reserve(order.size());
    for (const std::size_t line : order) places.push_back(YOf(counts_.domains[line].counts[last]));
    places = SpreadLabels(std::move(places), kLabelDistance, kTop, kBottom - 14);
    std::vector<double> label_of(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) label_of[order[i]] = places[i];
    for (std::size_t line = counts_.domains.size(); line-- > 0;) Line(line, label_of[line]);
  }

  void Line(std::size_t line, double label) {
    const DomainYears& domain = counts_.domains[line];
    const LineStyle& style = kLineStyles[line];
    const std::string& name = domain.NameIn(chinese_);
    const std::size_t last = domain.counts.size() - 1;
    const double x = left_ + width_ + kLeader;
    svg_ << style.group << "<path fill=\"none\" stroke-opacity=\".5\" d=\"M"_html
         << At(XOf(line, last)) << ","_html << At(YOf(domain.counts[last])) << "L"_html << At(x)
         << ","_html << At(label) << "\"/>"_html;
    if (last > 0) {
      svg_ << "<path fill=\"none\" stroke-width=\"2\" stroke-linejoin=\"round\" d=\""_html;
      // Years without papers are no line, so that those of few domains stay apart on the axis.
      bool draws = false;
      for (std::size_t i = 0; i <= last; ++i) {
        const bool begins = domain.counts[i] > 0 || (i < last && domain.counts[i + 1] > 0);
        if (begins || draws)
          svg_ << (draws ? "L"_html : "M"_html) << At(XOf(line, i)) << ","_html
               << At(YOf(domain.counts[i]));
        draws = domain.counts[i] > 0 || (begins && domain.counts[i] == 0);
      }
      svg_ << "\"/>"_html;
    }
    // The last year has a marker; others as far as they stand apart.
    const auto every = static_cast<std::size_t>(std::max(std::ceil(kMarkerDistance / year_), 1.0));
    for (std::size_t i = 0; i <= last; ++i)
      if (i == last || (domain.counts[i] > 0 && (last - i) % every == 0))
        Marker(style, XOf(line, i), YOf(domain.counts[i]),
               name + " " + std::to_string(YearOf(i)) + ": " + GroupDigits(domain.counts[i]));
    Marker(style, x, label, "");
    const double text = x + kLabelIndent;
    svg_ << "</g><text x=\""_html << At(text) << "\" y=\""_html << At(label + 4.5)
         << "\" class=\"ink\" fill=\"#1d1e22\" font-size=\"13\" lang=\""_html << LanguageTag(name)
         << "\">"_html << Shortened(name, kWidth - kMargin / 2 - text, 13)
         << "</text><text class=\"soft\" fill=\"#5a5d66\" font-size=\"12\" x=\""_html << At(text)
         << "\" y=\""_html << At(label + 20) << "\">"_html << PaperCount(messages_, domain.total)
         << "</text>\n"_html;
  }

  // The names of years, at round numbers where there is no room for all.
  void Years() {
    const int step = YearStep(year_, WidthOf("2024", 12) + 12);
    svg_ << "<g class=\"soft\" fill=\"#5a5d66\" font-size=\"12\" text-anchor=\"middle\">"_html;
    for (std::size_t i = 0; i < counts_.counts.size(); ++i)
      if (YearOf(i) % step == 0)
        svg_ << "<text x=\""_html << At(CenterOf(i)) << "\" y=\""_html << At(kBottom + 20)
             << "\">"_html << YearOf(i) << "</text>"_html;
    svg_ << "</g>\n"_html;
  }

  // How to read it, and what is not drawn.
  void Footnote() {
    std::string line;
    const auto add = [&](std::string_view part) {
      line.append(line.empty() ? "" : " · ").append(part);
    };
    if (!counts_.domains.empty()) add(messages_.chart_help);
    const auto add_filled = [&add](std::string_view pattern, std::vector<std::string> values) {
      add(Note{.about = std::move(values)}.text(pattern));
    };
    const std::string first = std::to_string(counts_.first_year);
    const std::string last = std::to_string(counts_.last_year());
    if (counts_.undated > 0) add_filled(messages_.chart_undated, {GroupDigits(counts_.undated)});
    if (counts_.earlier > 0)
      add_filled(messages_.chart_earlier, {GroupDigits(counts_.earlier), first});
    if (counts_.later > 0) add_filled(messages_.chart_later, {GroupDigits(counts_.later), last});
    if (is_open_) add_filled(messages_.chart_open, {last});
    svg_ << "<text class=\"soft\" fill=\"#5a5d66\" font-size=\"12\" x=\""_html << At(kMargin)
         << "\" y=\""_html << At(kHeight - 26) << "\">"_html
         << Shortened(line, kWidth - 2 * kMargin, 12) << "</text>\n"_html;
  }

  const Messages& messages_;
  const bool chinese_;
  const YearlyCounts& counts_;
  std::uint64_t tick_ = 1;
  std::uint64_t top_tick_ = 1;
  double left_ = 0;
  double width_ = 0;  // Of all years,
  double year_ = 0;   // and of one.
  bool is_open_ = false;
  Html svg_;
};

}  // namespace

std::string YearlyChart(const PageContext& context, const YearlyCounts& counts,
                        std::string_view today) {
  return Chart(context, counts, today).Draw(FacetLabels(counts.response, context.language()));
}

}  // namespace dssearch::server
