#include "searcher/server/page/date_histogram.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <string>
#include <vector>

#include "searcher/present/yearly_counts.h"

namespace dssearch::server {
namespace {

// Bars that can still be told apart and clicked; more months become years.
constexpr std::size_t kMaxMonths = 60;
constexpr std::size_t kMaxYears = 120;
constexpr std::size_t kYearSize = 4;  // Of "2024" in "2024-03".
constexpr int kHeight = 48;
constexpr int kWidth = 240;

// The buckets that become bars: months, or years where months were too many bars or where some
// papers have no month, which no bar of a month could hold.
std::vector<FacetCount> HistogramBuckets(const Facet& facet) {
  std::vector<FacetCount> months;
  std::copy_if(facet.counts.begin(), facet.counts.end(), std::back_inserter(months),
               [](const FacetCount& count) { return !count.value.empty(); });
  const bool all_months = std::all_of(months.begin(), months.end(), [](const FacetCount& count) {
    return count.value.size() > kYearSize;
  });
  if (all_months && months.size() <= kMaxMonths) return months;
  std::vector<FacetCount> years;
  for (const FacetCount& month : months) {
    const std::string year = month.value.substr(0, kYearSize);
    // A year without papers has its place, too.
    while (!years.empty() && years.back().value < year && years.size() < kMaxYears)
      years.push_back({.value = YearText(std::stoi(years.back().value) + 1)});
    if (years.empty() || years.back().value != year) years.push_back({.value = year});
    years.back().count += month.count;
    years.back().selected = years.back().selected || month.selected;
  }
  return years;
}

}  // namespace

Html DateHistogram(const PageContext& context, const Facet& facet, const Url& undated) {
  Html html;
  const std::vector<FacetCount> buckets = HistogramBuckets(facet);
  if (buckets.size() < 2) return html;
  const Messages& messages = context.messages();
  std::uint64_t highest = 1;
  for (const FacetCount& bucket : buckets) highest = std::max(highest, bucket.count);
  const auto n = static_cast<int>(buckets.size());
  const auto selected = std::count_if(buckets.begin(), buckets.end(),
                                      [](const FacetCount& bucket) { return bucket.selected; });
  html << "<svg class=\"bars\" viewBox=\"0 0 "_html << kWidth << " "_html << kHeight
       << "\" preserveAspectRatio=\"none\" role=\"group\" aria-label=\""_html
       << messages.histogram_help << "\">"_html;
  for (int i = 0; i < n; ++i) {
    const FacetCount& bucket = buckets[static_cast<std::size_t>(i)];
    const int left = i * kWidth / n;
    const int width = std::max((i + 1) * kWidth / n - left - 1, 1);
    // Heights grow with the square root, so that few papers beside many are still seen.
    const double share =
        std::sqrt(static_cast<double>(bucket.count) / static_cast<double>(highest));
    const int height =
        bucket.count == 0 ? 1 : std::max(3, static_cast<int>(std::lround(share * kHeight)));
    const Url to = bucket.selected && selected == 1
                       ? undated
                       : undated.With("since", bucket.value).With("until", bucket.value);
    html << "<a href=\""_html << to.text() << "\" data-value=\""_html << bucket.value
         << "\" aria-label=\""_html << bucket.value << ": "_html
         << PaperCount(messages, bucket.count) << "\""_html
         << (bucket.selected ? " aria-current=\"true\""_html : ""_html) << " class=\""_html
         << (selected > 0 && !bucket.selected ? "off"_html : "on"_html) << "\"><title>"_html
         << bucket.value << ": "_html << GroupDigits(bucket.count)
         << "</title><rect class=\"reach\" x=\""_html << left << "\" y=\"0\" width=\""_html
         << width + 1 << "\" height=\""_html << kHeight << "\"/><rect class=\"bar\" x=\""_html
         << left << "\" y=\""_html << kHeight - height << "\" width=\""_html << width
         << "\" height=\""_html << height << "\"/></a>"_html;
  }
  return html << "</svg><p class=\"ends\"><span>"_html << buckets.front().value
              << "</span><span>"_html << buckets.back().value << "</span></p>"_html;
}

}  // namespace dssearch::server
