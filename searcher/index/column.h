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

/// A number for each document, in one, two or four bytes: as many as the largest needs.
class PackedArray {
 public:
  PackedArray() = default;
  explicit PackedArray(const std::vector<std::uint32_t>& numbers);

  /// 0 for a document that none was given for.
  std::uint32_t operator[](Xapian::docid doc) const {
    if (doc >= size_) return 0;
    return width_ == 1 ? Read<1>(doc) : width_ == 2 ? Read<2>(doc) : Read<4>(doc);
  }

  /// How many of `docs` have each of the numbers below `end`. Requires that all numbers are.
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

/// The values that each document has of a field. Every set of values that some document has gets
/// an ordinal, so that counting looks at a document's ordinal and no further; a million papers in
/// one to three of 170 domains take 3 MB. Immutable once built.
class ValueColumn {
 public:
  /// One value. Values that fold alike are one: Math, MATH.
  struct Value {
    std::string text;  ///< As the first document writes it.
    std::string folded;
  };

  /// Takes the documents in any order.
  class Builder {
   public:
    explicit Builder(std::function<std::string(std::string_view)> fold) : fold_(std::move(fold)) {}

    /// `joined` has format::kValueSeparator between the values.
    void Add(Xapian::docid doc, const std::string& joined);
    ValueColumn Build() &&;

   private:
    std::uint32_t OrdinalOf(const std::string& joined);

    std::function<std::string(std::string_view)> fold_;
    std::vector<std::uint32_t> ordinal_of_doc_;
    std::unordered_map<std::string, std::uint32_t> ordinal_of_joined_;
    std::unordered_map<std::string, std::uint32_t> value_of_folded_;
    std::vector<std::vector<std::uint32_t>> values_of_ordinal_{{}};
    std::vector<Value> values_;
  };

  /// The ordinal of the document's set of values.
  std::uint32_t OrdinalOf(Xapian::docid doc) const { return ordinals_[doc]; }

  /// How many of `docs` have each ordinal.
  std::vector<std::uint32_t> Count(const DocBitSet& docs) const {
    return ordinals_.Count(docs, ordinal_count());
  }
  std::size_t ordinal_count() const { return begins_.size() - 1; }

  /// Indices into values(). Ordinal 0 has none.
  std::span<const std::uint32_t> ValuesOf(std::uint32_t ordinal) const {
    return std::span(members_).subspan(begins_[ordinal], begins_[ordinal + 1] - begins_[ordinal]);
  }

  const std::vector<Value>& values() const { return values_; }
  std::size_t bytes() const;

 private:
  PackedArray ordinals_;
  std::vector<std::uint32_t> begins_{0, 0};  ///< Where an ordinal's values begin in members_.
  std::vector<std::uint32_t> members_;
  std::vector<Value> values_;
};

/// The days of each document's date; every date that some document has gets an ordinal.
class DateColumn {
 public:
  class Builder {
   public:
    void Add(Xapian::docid doc, format::DayRange days);
    DateColumn Build() &&;

   private:
    std::vector<std::uint32_t> ordinal_of_doc_;
    std::map<std::pair<int, int>, std::uint32_t> ordinal_of_days_;
    std::vector<format::DayRange> days_{{}};
  };

  std::uint32_t OrdinalOf(Xapian::docid doc) const { return ordinals_[doc]; }

  /// How many of `docs` have each ordinal.
  std::vector<std::uint32_t> Count(const DocBitSet& docs) const {
    return ordinals_.Count(docs, days_.size());
  }

  /// By ordinal. Ordinal 0 is that of documents without a date: both days 0.
  const std::vector<format::DayRange>& days() const { return days_; }

  std::size_t bytes() const { return ordinals_.bytes() + days_.capacity() * sizeof days_[0]; }

  /// For each ordinal, whether its days overlap a range.
  std::vector<bool> Overlapping(format::DayRange range) const;

 private:
  PackedArray ordinals_;
  std::vector<format::DayRange> days_{{}};
};

/// All documents.
std::shared_ptr<const DocBitSet> AllDocs(const IndexReader& reader);

/// The values of a field that has a slot of them. Throws Xapian::Error, as do all three.
std::shared_ptr<const ValueColumn> ValuesOf(const format::Field& field, const IndexReader& reader);

std::shared_ptr<const DateColumn> DatesOf(const IndexReader& reader);

/// Calls `visit(Xapian::docid, const std::string&)` for each document that has a value in a slot.
template <typename Visit>
void ForEachInSlot(const Xapian::Database& database, Xapian::valueno slot, const Visit& visit) {
  for (auto it = database.valuestream_begin(slot); it != database.valuestream_end(slot); ++it)
    visit(it.get_docid(), *it);
}

}  // namespace dssearch
