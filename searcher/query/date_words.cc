#include "searcher/query/date_words.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/format/calendar.h"
#include "searcher/format/schema.h"
#include "searcher/query/date_range.h"
#include "searcher/query/glued_dates.h"
#include "searcher/query/notes.h"
#include "searcher/text/normalizer.h"

namespace dssearch {
namespace {

using Kind = QueryAst::Kind;

bool IsPlainText(const QueryAst& query) {
  return query.kind == Kind::kText && query.field == nullptr;
}

std::size_t CountLeaves(const QueryAst& query) {
  if (query.children.empty()) return 1;
  std::size_t leaves = 0;
  for (const QueryAst& child : query.children) leaves += CountLeaves(child);
  return leaves;
}

class DateWordReader {
 public:
  DateWordReader(ParsedQuery& parsed, int today)
      : notes_(parsed.notes), today_(today), leaves_(CountLeaves(parsed.root)) {}

  void Read(QueryAst& query) {
    if (IsPlainText(query)) {
      std::vector<QueryAst> clauses;
      clauses.push_back(std::move(query));
      ReadClauses(clauses);
      query = clauses.size() == 1 ? std::move(clauses.front())
                                  : QueryAst{.kind = Kind::kAnd, .children = std::move(clauses)};
      return;
    }
    const bool is_not = query.kind == Kind::kNot;
    for (QueryAst& child : query.children) {
      const bool is_clause = IsPlainText(child) && (is_not || query.kind == Kind::kAnd);
      if (!is_clause) Read(child);
    }
    if (query.kind != Kind::kAnd) return;
    ReadClauses(query.children);
    if (query.children.size() == 1) query = QueryAst(std::move(query.children.front()));
  }

 private:
  void ReadClauses(std::vector<QueryAst>& clauses) {
    Cut(clauses);
    for (std::size_t i = 0; i < clauses.size(); ++i) ReadAt(i, clauses);
  }

  // Cuts words before and behind the dates that stand in them without a blank.
  void Cut(std::vector<QueryAst>& clauses) {
    std::vector<QueryAst> cut;
    for (QueryAst& clause : clauses) {
      std::vector<std::string_view> parts;
      if (IsPlainText(clause)) parts = PartsAroundDates(clause.text, today_);
      if (parts.size() < 2 || leaves_ + parts.size() - 1 > kMaxQueryLeaves) {
        cut.push_back(std::move(clause));
        continue;
      }
      leaves_ += parts.size() - 1;
      for (const std::string_view part : parts)
        cut.push_back(
            {.kind = Kind::kText,
             .text = std::string(part),
             .begin = clause.begin + static_cast<std::size_t>(part.data() - clause.text.data())});
    }
    clauses = std::move(cut);
  }

  // Replaces the clauses from the i-th on that are dates, if any, by their limit.
  void ReadAt(std::size_t i, std::vector<QueryAst>& clauses) {
    constexpr std::size_t kMostWords = 4;
    std::string words;
    std::optional<format::DayRange> days;
    std::size_t end = i;
    for (std::size_t j = i; j < std::min(clauses.size(), i + kMostWords); ++j) {
      if (!IsPlainText(clauses[j])) break;
      words += (j == i ? "" : " ") + text::Fold(clauses[j].text);
      std::string_view plain = words;
      while (plain.ends_with(',') || plain.ends_with(';') || plain.ends_with('.'))
        plain.remove_suffix(1);
      if (const auto longer = DateWords(plain, today_)) {
        days = longer;
        end = j + 1;
      }
    }
    if (!days || HasYearBeyond(*days, clauses, i, end)) return;
    std::string typed = clauses[i].text;
    for (std::size_t j = i + 1; j < end; ++j) typed += ' ' + clauses[j].text;
    QueryAst& filter = clauses[i];
    filter.kind = Kind::kFilter;
    filter.field = &format::kDateField;
    filter.text = FormatDateRange(*days);
    AddOnce({Note::Kind::kWordIsDates, {typed, filter.text}}, notes_);
    const auto begin = clauses.begin() + static_cast<std::ptrdiff_t>(i) + 1;
    clauses.erase(begin, clauses.begin() + static_cast<std::ptrdiff_t>(end));
  }

  // Whether a year beside the clauses [first, end) is out of their range.
  static bool HasYearBeyond(format::DayRange days, const std::vector<QueryAst>& clauses,
                            std::size_t first, std::size_t end) {
    for (std::size_t i = 0; i < clauses.size(); ++i) {
      if ((i >= first && i < end) || !IsPlainText(clauses[i]) || !IsYear(clauses[i].text)) continue;
      if (!format::Overlap(days, *format::ParseDate(clauses[i].text))) return true;
    }
    return false;
  }

  std::vector<Note>& notes_;
  int today_;
  std::size_t leaves_;
};

}  // namespace

void ReadDateWords(ParsedQuery& parsed, int today) {
  if (!parsed.is_citation) DateWordReader(parsed, today).Read(parsed.root);
}

}  // namespace dssearch
