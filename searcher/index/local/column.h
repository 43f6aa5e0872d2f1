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
#include "searcher/format/columns.h"
#include "searcher/format/schema.h"
#include "searcher/index/local/doc_bit_set.h"
#include "searcher/index/local/local_reader.h"

namespace dssearch {

/// An ordinal for each document of an index. What the columns of its segments say is read where it
/// is, memory-mapped, and translated to ordinals of the whole index: to make one takes as long as
/// there are distinct texts, however many documents have them. Immutable once built.
class OrdinalColumn {
 public:
  /// Adds the next segment: `ordinals` has an ordinal for each number of `column` with a text. The
  /// documents that have another number have the ordinal 0.
  void Add(const SegmentReader& segment, const format::Columns::Column& column,
           std::vector<std::uint32_t> ordinals);

  /// The ordinal of a document; 0 for a docid that there is not.
  std::uint32_t operator[](Xapian::docid doc) const {
    for (const Part& part : parts_)
      if (doc < part.end) return part.ordinals[part.NumberOf(part.column[doc - part.base])];
    return 0;
  }

  /// For each ordinal below `end`, how many of `docs` have it. Requires that all ordinals are below
  /// `end`.
  std::vector<std::uint32_t> Count(const DocBitSet& docs, std::size_t end) const;

 private:
  /// The column of a segment, which has the documents from `base` to before `end`.
  struct Part {
    Xapian::docid base;
    Xapian::docid end;
    std::shared_ptr<const format::Columns> columns;  ///< What `column` is a view of.
    format::Columns::Column column;
    std::vector<std::uint32_t> ordinals;  ///< By number of `column`; at least that of 0.

    /// `number` if it has an ordinal, else 0.
    std::uint32_t NumberOf(std::uint32_t number) const {
      return number < ordinals.size() ? number : 0;
    }
  };

  std::vector<Part> parts_;
};

/// The values that each document has in a field. Each distinct set of values in a segment has an
/// ordinal, so that counting a facet reads one ordinal a document. Immutable once built.
class ValueColumn {
 public:
  /// A value. Values that fold alike are one value: Math, MATH.
  struct Value {
    std::string text;  ///< The value as the first document with it spells it.
    std::string folded;
  };

  /// Numbers sets of values. The texts that it is given must outlive it.
  class Builder {
   public:
    explicit Builder(std::function<std::string(std::string_view)> fold) : fold_(std::move(fold)) {}

    /// A new ordinal, for the set of values that stand in `joined` with format::kValueSeparator
    /// between them.
    std::uint32_t Add(std::string_view joined);
    /// The column of documents with these ordinals.
    ValueColumn Build(OrdinalColumn ordinals) &&;

   private:
    std::uint32_t IndexOf(std::string_view text);

    std::function<std::string(std::string_view)> fold_;
    std::unordered_map<std::string_view, std::uint32_t> index_of_text_;
    std::unordered_map<std::string, std::uint32_t> index_of_folded_;
    std::vector<std::uint32_t> begins_{0, 0};
    std::vector<std::uint32_t> members_;
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

 private:
  OrdinalColumn ordinals_;
  /// Where the values of an ordinal begin in `members_`.
  std::vector<std::uint32_t> begins_{0, 0};
  std::vector<std::uint32_t> members_;
  std::vector<Value> values_;
};

/// The date of each document, as days. Each distinct date has an ordinal. Immutable once built.
class DateColumn {
 public:
  /// Numbers days.
  class Builder {
   public:
    /// The ordinal of days; 0 where `days.first` is 0 or `days.last` is earlier.
    std::uint32_t OrdinalOf(format::DayRange days);
    /// The column of documents with these ordinals.
    DateColumn Build(OrdinalColumn ordinals) &&;

   private:
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

  /// For each ordinal, whether its days overlap `range`; false for ordinal 0.
  std::vector<bool> Overlapping(format::DayRange range) const;

 private:
  OrdinalColumn ordinals_;
  std::vector<format::DayRange> days_{{}};
};

/// The documents of the index, cached in the snapshot. Throws Xapian::Error.
std::shared_ptr<const DocBitSet> AllDocs(const LocalReader& reader);

/// The values of a field, which must have a slot, cached in the snapshot. Throws
/// Xapian::Error.
std::shared_ptr<const ValueColumn> ValuesOf(const format::Field& field, const LocalReader& reader);

/// The dates of all documents, or the days in UTC of their runs in a field of FieldKind::kRun,
/// cached in the snapshot. Throws Xapian::Error.
std::shared_ptr<const DateColumn> DatesOf(const format::Field& field, const LocalReader& reader);

/// The number of the commit of each document's run in a field of FieldKind::kRun, 0 where it is not
/// known, cached in the snapshot. Throws Xapian::Error.
std::shared_ptr<const OrdinalColumn> CommitsOf(const format::Field& field,
                                               const LocalReader& reader);

}  // namespace dssearch
