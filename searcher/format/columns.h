#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "searcher/format/little_endian.h"
#include "searcher/format/mapped_file.h"

namespace dssearch::format {

/// The columns of a segment: for each document its length, its days, the values of each field that
/// is counted, and its runs. A file beside the database, which is memory-mapped, so that a search
/// reads the columns that it needs and nothing else of the documents. Immutable; may be shared by
/// threads.
class Columns {
 public:
  /// A number for each document by docid, in one, two or four bytes, and perhaps a text for each
  /// number. A view of the columns.
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

    /// What `visit(numbers)` returns, where `numbers` are those of an Int of the column's width.
    template <typename Visitor>
    auto Visit(const Visitor& visit) const {
      if (width_ == 1) return visit(Numbers<std::uint8_t>(numbers_, size_));
      if (width_ == 2) return visit(Numbers<std::uint16_t>(numbers_, size_));
      return visit(Numbers<std::uint32_t>(numbers_, size_));
    }

    /// The number of a document; 0 for a docid that there is not.
    std::uint32_t operator[](Xapian::docid doc) const {
      return Visit([doc](const auto& numbers) { return numbers[doc]; });
    }

    /// One more than the highest number with a text; 0 where numbers stand for themselves. The text
    /// of 0 is empty, and each other one is that of some document: they are numbered in the order
    /// of the first documents that have them.
    std::uint32_t text_count() const { return text_count_; }
    std::string_view Text(std::uint32_t number) const;

   private:
    friend class Columns;

    const unsigned char* numbers_ = nullptr;
    std::size_t size_ = 0;
    unsigned width_ = 1;
    const unsigned char* ends_ = nullptr;  ///< Where each text ends, in four bytes.
    std::uint32_t text_count_ = 0;
    std::string_view texts_;
  };

  /// The columns that do not have the number of a slot.
  static constexpr std::uint32_t kLengths = 1000;  ///< Document lengths, as Xapian has them.
  static constexpr std::uint32_t kDays = 1001;     ///< Texts: first and last day, as EncodeDay().

  // Those of a kRun field have its slot, and texts as EncodeRun() writes them.

  /// The columns of a database as the bytes of a file. Throws Xapian::Error.
  static std::string Encode(const Xapian::Database& database);

  /// Opens the file. Throws Error kIndexCorrupt where it is none of columns, and kIo.
  static std::shared_ptr<const Columns> Map(const std::string& path);

  /// Reads them from memory. Throws Error kIndexCorrupt.
  explicit Columns(std::string bytes);

  /// The column of a slot, kLengths or kDays; one without documents if there is none.
  Column Of(std::uint32_t id) const;

 private:
  explicit Columns(std::shared_ptr<const MappedFile> file);

  std::shared_ptr<const MappedFile> file_;
  std::map<std::uint32_t, Column> columns_;
};

/// The name of the file in the folder of a segment.
inline constexpr const char* kColumnsFile = "columns";

}  // namespace dssearch::format
