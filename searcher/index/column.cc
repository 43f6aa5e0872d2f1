#include "searcher/index/column.h"

#include <algorithm>
#include <utility>

#include "searcher/format/schema.h"

namespace dssearch {
namespace {

void SetCell(std::vector<std::uint32_t>& cells, Xapian::docid paper, std::uint32_t cell) {
  if (paper >= cells.size()) cells.resize(std::max<std::size_t>(paper + 1, cells.size() * 3 / 2));
  cells[paper] = cell;
}

}  // namespace

CellArray::CellArray(const std::vector<std::uint32_t>& cells) : size_(cells.size()) {
  const std::uint32_t largest = cells.empty() ? 0 : *std::max_element(cells.begin(), cells.end());
  width_ = largest < 0x100 ? 1 : largest < 0x10000 ? 2 : 4;
  bytes_.reserve(size_ * width_);
  for (const std::uint32_t cell : cells)
    for (unsigned i = 0; i < width_; ++i)
      bytes_.push_back(static_cast<std::uint8_t>(cell >> 8 * i));
}

template <unsigned kWidth>
std::vector<std::uint32_t> CellArray::CountOf(const DocSet& papers, std::size_t numbers) const {
  std::vector<std::uint32_t> counts(numbers);
  papers.ForEach([&](Xapian::docid paper) { ++counts[paper < size_ ? Read<kWidth>(paper) : 0]; });
  return counts;
}

std::vector<std::uint32_t> CellArray::Count(const DocSet& papers, std::size_t numbers) const {
  // The width is looked at once, not for each paper.
  return width_ == 1   ? CountOf<1>(papers, numbers)
         : width_ == 2 ? CountOf<2>(papers, numbers)
                       : CountOf<4>(papers, numbers);
}

void ValueColumn::Builder::Add(Xapian::docid paper, const std::string& joined) {
  if (!joined.empty()) SetCell(cell_of_paper_, paper, CellOf(joined));
}

std::uint32_t ValueColumn::Builder::CellOf(const std::string& joined) {
  const auto [known, is_new] = cell_of_joined_.try_emplace(joined, 0);
  if (!is_new) return known->second;
  std::vector<std::uint32_t> values;
  format::ForEachValue(joined, [&](std::string_view text) {
    std::string folded = fold_(text);
    const auto next = static_cast<std::uint32_t>(values_.size());
    const auto [value, added] = value_of_folded_.try_emplace(folded, next);
    if (added) values_.push_back({std::string(text), std::move(folded)});
    values.push_back(value->second);
  });
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  known->second = static_cast<std::uint32_t>(values_of_cell_.size());
  values_of_cell_.push_back(std::move(values));
  return known->second;
}

ValueColumn ValueColumn::Builder::Build() && {
  ValueColumn column;
  column.cells_ = CellArray(cell_of_paper_);
  column.begins_.assign(1, 0);
  for (const std::vector<std::uint32_t>& values : values_of_cell_) {
    column.members_.insert(column.members_.end(), values.begin(), values.end());
    column.begins_.push_back(static_cast<std::uint32_t>(column.members_.size()));
  }
  column.values_ = std::move(values_);
  return column;
}

std::size_t ValueColumn::bytes() const {
  std::size_t bytes = cells_.bytes();
  bytes += (begins_.capacity() + members_.capacity()) * sizeof(std::uint32_t);
  bytes += values_.capacity() * sizeof(Value);
  for (const Value& value : values_) bytes += value.text.capacity() + value.folded.capacity();
  return bytes;
}

void DateColumn::Builder::Add(Xapian::docid paper, format::DayRange days) {
  if (days.first == 0) return;
  const auto next = static_cast<std::uint32_t>(days_.size());
  const auto [cell, added] = cell_of_days_.try_emplace({days.first, days.last}, next);
  if (added) days_.push_back(days);
  SetCell(cell_of_paper_, paper, cell->second);
}

DateColumn DateColumn::Builder::Build() && {
  DateColumn column;
  column.cells_ = CellArray(cell_of_paper_);
  column.days_ = std::move(days_);
  return column;
}

}  // namespace dssearch
