#pragma once

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>

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
    /// The number of a document; 0 for a docid that there is not.
    std::uint32_t operator[](Xapian::docid doc) const {
      if (doc >= size_) return 0;
      const unsigned char* const at = numbers_ + std::size_t{doc} * width_;
      std::uint32_t number = at[0];
      for (unsigned i = 1; i < width_; ++i) number |= std::uint32_t{at[i]} << 8 * i;
      return number;
    }

    /// One more than the highest number with a text; 0 where numbers stand for themselves. The text
    /// of 0 is empty.
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
