#include "indexer/fields/date_forms.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <vector>

#include "indexer/ascii.h"
#include "searcher/format/calendar.h"

namespace dssearch::indexer {
namespace {

// The month that a word names, "02" for "Feb"; nullopt for another word.
std::optional<std::string> MonthNamed(std::string_view word) {
  constexpr std::array<std::string_view, 12> kMonths = {
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  std::string lower = LowerAscii(word);
  if (lower == "sept") lower = "sep";
  if (lower.size() < 3) return std::nullopt;
  for (std::size_t i = 0; i < kMonths.size(); ++i)
    if (kMonths[i].starts_with(lower)) return (i < 9 ? "0" : "") + std::to_string(i + 1);
  return std::nullopt;
}

// The runs of digits and of letters in a text.
std::vector<std::string_view> RunsIn(std::string_view text) {
  std::vector<std::string_view> runs;
  for (std::size_t i = 0; i < text.size();) {
    const auto same = IsAsciiDigit(text[i])    ? IsAsciiDigit
                      : IsAsciiLetter(text[i]) ? IsAsciiLetter
                                               : nullptr;
    std::size_t end = i + 1;
    while (same != nullptr && end < text.size() && same(text[end])) ++end;
    if (same != nullptr) runs.push_back(text.substr(i, end - i));
    i = end;
  }
  return runs;
}

// A date as format::FormatDate() writes it; nullopt where the calendar has no such day.
std::optional<std::string> NormalizedDate(const std::string& date) {
  const auto days = format::ParseDate(date);
  if (!days) return std::nullopt;
  return format::FormatDate(*days);
}

std::string TwoDigits(std::string_view number) {
  return number.size() == 1 ? "0" + std::string(number) : std::string(number);
}

// 2024/2/5, 2024-02-05T08:00:00Z, 20240205: the year first, then numbers.
std::optional<std::string> YearFirst(std::string_view text) {
  const std::size_t year_size =
      std::min(static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), IsAsciiDigit) -
                                        text.begin()),
               text.size());
  if (year_size == 8 && (text.size() == 8 || !IsAsciiLetter(text[8])))
    return NormalizedDate(std::string(text.substr(0, 4)) + '-' + std::string(text.substr(4, 2)) +
                          '-' + std::string(text.substr(6, 2)));
  if (year_size != 4) return std::nullopt;
  std::string date(text.substr(0, 4));
  text.remove_prefix(4);
  int numbers = 0;  // Behind the year: a month and a day.
  for (; numbers < 2 && !text.empty(); ++numbers) {
    if (text.front() != '-' && text.front() != '/' && text.front() != '.') break;
    const auto end = std::find_if_not(text.begin() + 1, text.end(), IsAsciiDigit);
    const auto number = text.substr(1, static_cast<std::size_t>(end - text.begin()) - 1);
    if (number.size() > 2) return std::nullopt;
    if (number.empty() && text.size() > 1 && IsAsciiLetter(text[1])) return std::nullopt;
    // "2024//", "2024-00-00": not known.
    if (number.empty() || number == "00" || number == "0") {
      text = {};
      break;
    }
    date += '-' + TwoDigits(number);
    text.remove_prefix(number.size() + 1);
  }
  // Behind a day may stand a time, or a slash and a season.
  constexpr std::string_view kBehindDay = "T /";
  if (!text.empty() && (numbers < 2 || kBehindDay.find(text.front()) == std::string_view::npos))
    return std::nullopt;
  return NormalizedDate(date);
}

// "5 February 2024", "Feb. 2024", "Mon, 2 Apr 2007 19:18:42 GMT".
std::optional<std::string> MonthInWords(std::string_view text) {
  std::string year;
  std::string month;
  std::string day;
  // Behind it, PubMed has volume and pages: "2018 Mar;25(3):1-9".
  for (const std::string_view word : RunsIn(text.substr(0, text.find(';')))) {
    if (!IsAsciiDigit(word.front())) {
      if (month.empty()) month = MonthNamed(word).value_or("");
    } else if (word.size() == 4 && year.empty()) {
      year = word;
    } else if (word.size() <= 2 && day.empty() && (year.empty() || !month.empty())) {
      day = TwoDigits(word);
    }
  }
  if (year.empty() || month.empty()) return std::nullopt;
  if (day.empty()) return NormalizedDate(year + '-' + month);
  return NormalizedDate(year + '-' + month + '-' + day);
}

// 25/12/2024 and 12/25/2024: which number is the day can be told by one beyond twelve, or where
// both are the same.
std::optional<std::string> YearLast(std::string_view text) {
  const std::vector<std::string_view> runs = RunsIn(text);
  constexpr std::size_t kSigns = 2;
  if (runs.size() != 3 || runs[0].size() > 2 || runs[1].size() > 2 || runs[2].size() != 4 ||
      text.size() != runs[0].size() + runs[1].size() + runs[2].size() + kSigns)
    return std::nullopt;
  const std::string first = TwoDigits(runs[0]);
  const std::string second = TwoDigits(runs[1]);
  const std::string year(runs[2]);
  if (first > "12" || first == second) return NormalizedDate(year + '-' + second + '-' + first);
  if (second > "12") return NormalizedDate(year + '-' + first + '-' + second);
  return std::nullopt;
}

// The number of a day in Excel, which counts from 1900 and takes that for a leap year. Only days
// from 1954 to 2064 have five digits that are no other number.
std::optional<std::string> ExcelDay(std::string_view text) {
  if (text.size() != 5 || !std::all_of(text.begin(), text.end(), IsAsciiDigit)) return std::nullopt;
  const int number = std::stoi(std::string(text));
  if (number < 20'000 || number > 60'000) return std::nullopt;
  const std::chrono::sys_days first{std::chrono::year{1899} / 12 / 30};
  const std::chrono::year_month_day day{first + std::chrono::days{number}};
  const std::string month = std::to_string(static_cast<unsigned>(day.month()));
  return std::to_string(static_cast<int>(day.year())) + '-' + TwoDigits(month) + '-' +
         TwoDigits(std::to_string(static_cast<unsigned>(day.day())));
}

constexpr std::size_t kLongest = 64;

}  // namespace

std::optional<std::string> DateIn(std::string_view text) {
  text = Trim(text);
  if (text.empty()) return std::nullopt;
  if (text.size() > kLongest) return std::nullopt;
  if (auto date = NormalizedDate(std::string(text))) return date;
  if (IsAsciiDigit(text.front())) {
    for (const auto parse : {YearFirst, YearLast, ExcelDay})
      if (auto date = parse(text)) return date;
  }
  return MonthInWords(text);
}

std::optional<std::string> DateWithin(std::string_view text) {
  constexpr std::array<std::string_view, 5> kUntil = {"/", "--", "–", "—", " to "};
  for (const std::string_view until : kUntil)
    if (const std::size_t end = text.find(until); end != std::string_view::npos)
      if (auto date = DateIn(text.substr(0, end))) return date;
  const auto is_year = [](std::string_view run) {
    return run.size() == 4 && run >= "1000" && run < "2200";
  };
  for (const std::string_view run : RunsIn(text))
    if (is_year(run)) return std::string(run);
  return std::nullopt;
}

bool SaysNoDate(std::string_view text) {
  constexpr std::array<std::string_view, 16> kNone = {
      "n.d.",     "n.d",           "n. d.", "nd",       "s.d.",      "no date",     "in press",
      "in-press", "inpress",       "press", "accepted", "submitted", "forthcoming", "to appear",
      "0000",     "ahead of print"};
  const std::string plain = LowerAscii(Trim(text, " \t\r\n[]()"));
  return std::find(kNone.begin(), kNone.end(), plain) != kNone.end();
}

}  // namespace dssearch::indexer
