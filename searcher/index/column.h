#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "searcher/format/calendar.h"
#include "searcher/format/schema.h"
#include "searcher/index/doc_bit_set.h"
#include "searcher/index/index_reader.h"

namespace dssearch {

/// A number for each document, indexed by docid and packed in one, two or four bytes: the fewest
/// that hold the largest number. Immutable.
class PackedArray {
 public:
  PackedArray() = default;
  explicit PackedArray(const std::vector<std::uint32_t>& numbers);

  /// The number of a document; 0 for a docid beyond those that it was built from.
  std::uint32_t operator[](Xapian::docid doc) const {
    if (doc >= size_) return 0;
    return width_ == 1 ? Read<1>(doc) : width_ == 2 ? Read<2>(doc) : Read<4>(doc);
  }

  /// For each number below `end`, how many of `docs` have it. Requires that all numbers are below
  /// `end`.
  std::vector<std::uint32_t> Count(const DocBitSet& docs, std::size_t end) const;

  std::size_t bytes() const { return bytes_.capacity(); }

 private:
  template <unsigned kWidth>
  std::uint32_t Read(Xapian::docid doc) const {
    std::uint32_t number = 0;
    for (unsigned i = 0; i < kWidth; ++i)
      number |= std::uint32_t{bytes_[std::size_t{doc} * kWidth + i]} << 8 * i;
    return number;
  }
  template <unsigned kWidth>
  std::vector<std::uint32_t> CountWidth(const DocBitSet& docs, std::size_t end) const;

  std::size_t size_ = 0;
  unsigned width_ = 1;
  std::vector<std::uint8_t> bytes_;
};

/// The values that each document has in a field. Each distinct set of values has an ordinal, so
/// that counting a facet reads one ordinal a document: a million papers in one to three of 170
/// domains take 3 MB. Immutable once built.
class ValueColumn {
 public:
  /// A value. Values that fold alike are one value: Math, MATH.
  struct Value {
    std::string text;  ///< The value as the first document with it spells it.
    std::string folded;
  };

  /// Builds a column; documents may be added in any order.
  class Builder {
   public:
    explicit Builder(std::function<std::string(std::string_view)> fold) : fold_(std::move(fold)) {}

    /// The ordinal of a set of values, which stand in `joined` with format::kValueSeparator between
    /// them; 0 for none.
    std::uint32_t OrdinalOf(const std::string& joined);
    /// Gives an ordinal to a document. Called at most once a document.
    void Set(Xapian::docid doc, std::uint32_t ordinal);
    ValueColumn Build() &&;

   private:
    std::function<std::string(std::string_view)> fold_;
    std::vector<std::uint32_t> ordinal_of_doc_;
    std::unordered_map<std::string, std::uint32_t> ordinal_of_joined_{{"", 0}};
    std::unordered_map<std::string, std::uint32_t> value_of_folded_;
    std::vector<std::vector<std::uint32_t>> values_of_ordinal_{{}};
    std::vector<Value> values_;
  };

  /// The ordinal of a document's set of values.
  std::uint32_t OrdinalOf(Xapian::docid doc) const { return ordinals_[doc]; }

  /// For each ordinal, how many of `docs` have it.
  std::vector<std::uint32_t> Count(const DocBitSet& docs) const {
    return ordinals_.Count(docs, ordinal_count());
  }
  /// One more than the highest ordinal.
  std::size_t ordinal_count() const { return begins_.size() - 1; }

  /// The indices into values() of a set of values, ascending. Ordinal 0 is the empty set.
  std::span<const std::uint32_t> ValuesOf(std::uint32_t ordinal) const {
    return std::span(members_).subspan(begins_[ordinal], begins_[ordinal + 1] - begins_[ordinal]);
  }

  const std::vector<Value>& values() const { return values_; }
  std::size_t bytes() const;

 private:
  PackedArray ordinals_;
  /// Where the values of an ordinal begin in `members_`.
  std::vector<std::uint32_t> begins_{0, 0};
  std::vector<std::uint32_t> members_;
  std::vector<Value> values_;
};

/// The date of each document, as days. Each distinct date has an ordinal. Immutable once built.
class DateColumn {
 public:
  /// Builds a column; documents may be added in any order.
  class Builder {
   public:
    /// The ordinal of days; 0 where `days.first` is 0 or `days.last` is earlier.
    std::uint32_t OrdinalOf(format::DayRange days);
    /// Gives an ordinal to a document.
    void Set(Xapian::docid doc, std::uint32_t ordinal);
    DateColumn Build() &&;

   private:
    std::vector<std::uint32_t> ordinal_of_doc_;
    std::map<std::pair<int, int>, std::uint32_t> ordinal_of_days_;
    std::vector<format::DayRange> days_{{}};
  };

  /// The ordinal of a document's date.
  std::uint32_t OrdinalOf(Xapian::docid doc) const { return ordinals_[doc]; }

  /// For each ordinal, how many of `docs` have it.
  std::vector<std::uint32_t> Count(const DocBitSet& docs) const {
    return ordinals_.Count(docs, days_.size());
  }

  /// The days of each ordinal. Ordinal 0 is for documents without a date: both days are 0.
  const std::vector<format::DayRange>& days() const { return days_; }

  std::size_t bytes() const { return ordinals_.bytes() + days_.capacity() * sizeof days_[0]; }

  /// For each ordinal, whether its days overlap `range`; false for ordinal 0.
  std::vector<bool> Overlapping(format::DayRange range) const;

 private:
  PackedArray ordinals_;
  std::vector<format::DayRange> days_{{}};
};

/// The documents of the index, cached in the snapshot. Throws Xapian::Error.
std::shared_ptr<const DocBitSet> AllDocs(const IndexReader& reader);

/// The values of a field, which must have a slot, cached in the snapshot. Throws
/// Xapian::Error.
std::shared_ptr<const ValueColumn> ValuesOf(const format::Field& field, const IndexReader& reader);

/// The dates of all documents, or the days in UTC of their runs in a field of FieldKind::kRun,
/// cached in the snapshot. Throws Xapian::Error.
std::shared_ptr<const DateColumn> DatesOf(const format::Field& field, const IndexReader& reader);

/// The number of the commit of each document's run in a field of FieldKind::kRun, 0 where it is not
/// known, cached in the snapshot. Throws Xapian::Error.
std::shared_ptr<const PackedArray> CommitsOf(const format::Field& field, const IndexReader& reader);

}  // namespace dssearch
