#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/format/little_endian.h"
#include "searcher/format/mapped_file.h"

namespace dssearch::format {

/// The columns of a segment: for each document its length, its place in the order of titles, and
/// its values of each slot of schema.h but those of StoredValues. A file beside the database, which
/// has no values itself; memory-mapped, so that a search reads the columns that it needs and
/// nothing else of the documents. Immutable; may be shared by threads.
class Columns {
 public:
  /// A number for each document by docid, and perhaps a text for each number. A view of the
  /// columns.
  class Column {
   public:
    /// The numbers of documents as operator[] has them, for loops over many: their width is known
    /// when these are compiled.
    template <typename Int>
    class Numbers {
     public:
      std::uint32_t operator[](Xapian::docid doc) const {
        return doc < size_ ? LoadInt<Int>(numbers_ + std::size_t{doc} * sizeof(Int)) : 0;
      }

     private:
      friend class Column;

      Numbers(const unsigned char* numbers, std::size_t size) : numbers_(numbers), size_(size) {}

      const unsigned char* numbers_;
      std::size_t size_;
    };

    /// The same where each document has a number of its own, which is not stored.
    class OwnNumbers {
     public:
      std::uint32_t operator[](Xapian::docid doc) const { return doc < size_ ? doc : 0; }

     private:
      friend class Column;

      explicit OwnNumbers(std::size_t size) : size_(size) {}

      std::size_t size_;
    };

    /// What `visit(numbers)` returns, where `numbers` are those of an Int of the column's width.
    template <typename Visitor>
    auto Visit(const Visitor& visit) const {
      if (width_ == 0) return visit(OwnNumbers(size_));
      if (width_ == 1) return visit(Numbers<std::uint8_t>(numbers_, size_));
      if (width_ == 2) return visit(Numbers<std::uint16_t>(numbers_, size_));
      return visit(Numbers<std::uint32_t>(numbers_, size_));
    }

    /// The number of a document; 0 for a docid that there is not.
    std::uint32_t operator[](Xapian::docid doc) const {
      return Visit([doc](const auto& numbers) { return numbers[doc]; });
    }

    /// One more than the highest docid; 0 where there are no documents.
    std::size_t size() const { return size_; }

    /// One more than the highest number with a text; 0 where numbers stand for themselves. The text
    /// of 0 is empty, and each other one is that of some document: they are numbered in the order
    /// of the first documents that have them.
    std::uint32_t text_count() const { return text_count_; }
    std::string_view Text(std::uint32_t number) const;

    /// The text of a document: its value.
    std::string_view TextOf(Xapian::docid doc) const { return Text((*this)[doc]); }

   private:
    friend class Columns;

    const unsigned char* numbers_ = nullptr;
    std::size_t size_ = 0;
    unsigned width_ = 1;  ///< The bytes of a number: 1, 2, 4; 0 where it is the docid.
    const unsigned char* ends_ = nullptr;  ///< Where each text ends, in four bytes.
    std::uint32_t text_count_ = 0;
    std::uint32_t text_size_ = 0;  ///< The bytes of each text; 0 where `ends_` say it.
    std::string_view texts_;
  };

  /// The column that does not have the number of a slot: document lengths, as Xapian has them.
  static constexpr std::uint32_t kLengths = 1000;

  /// Opens the file. Throws Error kIndexCorrupt where it is none of columns, and kIo.
  static std::shared_ptr<const Columns> Map(const std::string& index, const std::string& segment);

  /// Reads them from memory. Throws Error kIndexCorrupt.
  explicit Columns(std::string bytes);

  /// The column of a slot, or kLengths; one without documents if there is none.
  Column Of(std::uint32_t id) const;

 private:
  explicit Columns(std::shared_ptr<const MappedFile> file);

  std::shared_ptr<const MappedFile> file_;
  std::map<std::uint32_t, Column> columns_;
};

/// Writes the file of Columns. In memory are one column and its texts. The stream must outlive it.
class ColumnsWriter {
 public:
  /// For documents from 1 on, so many of them.
  ColumnsWriter(std::ostream& file, std::size_t documents);
  ~ColumnsWriter();
  ColumnsWriter(const ColumnsWriter&) = delete;
  ColumnsWriter& operator=(const ColumnsWriter&) = delete;

  /// Adds a value, once a document. An empty one is none. Those of a slot come one after the other.
  void Add(unsigned slot, Xapian::docid doc, std::string_view value);

  /// Adds a column of numbers that stand for themselves, by docid from 0 on.
  void AddNumbers(std::uint32_t id, std::span<const std::uint32_t> numbers);

  /// Ends the file. No more may be added then.
  void Finish();

 private:
  class TextColumn;

  std::ostream& file_;
  std::size_t documents_;
  unsigned slot_ = 0;                 ///< That of
  std::unique_ptr<TextColumn> open_;  ///< the values that wait; null for none.
};

/// Writes the columns of a database that has the values itself. Throws Xapian::Error.
void WriteColumns(const Xapian::Database& database, std::ostream& file);

/// The name of the file in the folder of a segment.
inline constexpr const char* kColumnsFile = "columns";

}  // namespace dssearch::format
