#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "searcher/format/calendar.h"
#include "searcher/index/doc_bit_set.h"

namespace dssearch {

/// A small number for each paper, in as few bytes as the largest needs.
class CellArray {
 public:
  CellArray() = default;
  explicit CellArray(const std::vector<std::uint32_t>& cells);

  /// 0 for a paper that none was given for.
  std::uint32_t operator[](Xapian::docid paper) const {
    if (paper >= size_) return 0;
    return width_ == 1 ? Read<1>(paper) : width_ == 2 ? Read<2>(paper) : Read<4>(paper);
  }

  /// How many of `papers` have each number below `numbers`, which is above all
  /// there are.
  std::vector<std::uint32_t> Count(const DocSet& papers, std::size_t numbers) const;

  std::size_t bytes() const { return bytes_.capacity(); }

 private:
  template <unsigned kWidth>
  std::uint32_t Read(Xapian::docid paper) const {
    std::uint32_t cell = 0;
    for (unsigned i = 0; i < kWidth; ++i)
      cell |= std::uint32_t{bytes_[std::size_t{paper} * kWidth + i]} << 8 * i;
    return cell;
  }
  template <unsigned kWidth>
  std::vector<std::uint32_t> CountOf(const DocSet& papers, std::size_t numbers) const;

  std::size_t size_ = 0;
  unsigned width_ = 1;
  std::vector<std::uint8_t> bytes_;
};

/// The values that each paper has of a field. Papers with the same values share
/// a cell, so that counting looks at a paper's cell and no further; a million
/// papers in one to three of 170 domains take 3 MB. Immutable once built.
class ValueColumn {
 public:
  /// One value. Values that fold alike are one: Math, MATH.
  struct Value {
    std::string text;  ///< As the first paper writes it.
    std::string folded;
  };

  /// Takes the papers in any order.
  class Builder {
   public:
    explicit Builder(std::function<std::string(std::string_view)> fold) : fold_(std::move(fold)) {}

    /// `joined` are values of format::kValueSeparator between them.
    void Add(Xapian::docid paper, const std::string& joined);
    ValueColumn Build() &&;

   private:
    std::uint32_t CellOf(const std::string& joined);

    std::function<std::string(std::string_view)> fold_;
    std::vector<std::uint32_t> cell_of_paper_;
    std::unordered_map<std::string, std::uint32_t> cell_of_joined_;
    std::unordered_map<std::string, std::uint32_t> value_of_folded_;
    std::vector<std::vector<std::uint32_t>> values_of_cell_{{}};
    std::vector<Value> values_;
  };

  std::uint32_t CellOf(Xapian::docid paper) const { return cells_[paper]; }

  /// How many of `papers` each cell has.
  std::vector<std::uint32_t> Count(const DocSet& papers) const {
    return cells_.Count(papers, cell_count());
  }
  std::size_t cell_count() const { return begins_.size() - 1; }

  /// Indices into values(). Cell 0 has none.
  std::span<const std::uint32_t> ValuesOf(std::uint32_t cell) const {
    return std::span(members_).subspan(begins_[cell], begins_[cell + 1] - begins_[cell]);
  }

  const std::vector<Value>& values() const { return values_; }
  std::size_t bytes() const;

 private:
  CellArray cells_;
  std::vector<std::uint32_t> begins_{0, 0};  ///< Where a cell's values begin in members_.
  std::vector<std::uint32_t> members_;
  std::vector<Value> values_;
};

/// The days of each paper's date; papers of the same date share a cell.
class DateColumn {
 public:
  class Builder {
   public:
    void Add(Xapian::docid paper, format::DayRange days);
    DateColumn Build() &&;

   private:
    std::vector<std::uint32_t> cell_of_paper_;
    std::map<std::pair<int, int>, std::uint32_t> cell_of_days_;
    std::vector<format::DayRange> days_{{}};
  };

  std::uint32_t CellOf(Xapian::docid paper) const { return cells_[paper]; }

  /// How many of `papers` each cell has.
  std::vector<std::uint32_t> Count(const DocSet& papers) const {
    return cells_.Count(papers, days_.size());
  }

  /// By cell. Cell 0 is that of papers without a date: both days 0.
  const std::vector<format::DayRange>& days() const { return days_; }
  std::size_t bytes() const { return cells_.bytes() + days_.capacity() * sizeof(format::DayRange); }

 private:
  CellArray cells_;
  std::vector<format::DayRange> days_{{}};
};

}  // namespace dssearch
