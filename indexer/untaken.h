#pragma once

#include <cstddef>
#include <map>
#include <string>

#include "indexer/record.h"

namespace dssearch::indexer {

/// How often names came, the most frequent first, at most `most` of them: "VL 12, IS 3, … of 40".
std::string ListOfCounts(const std::map<std::string, std::size_t>& counts, std::size_t most);

/// The files in folders that were not read, by their extensions.
class UnreadFiles {
 public:
  void Add(const std::string& file);

  std::size_t size() const { return size_; }

  /// "3 files were not read: .xlsx 2, .docx 1".
  std::string Summary() const;

 private:
  std::size_t size_ = 0;
  std::map<std::string, std::size_t> by_extension_;
};

/// The fields of records that ToPaper() does not take, by their names.
class UntakenFields {
 public:
  void Add(const RawRecord& record);

  /// "no field takes: VL 12, IS 3"; empty where all are taken.
  std::string Summary() const;

 private:
  std::map<std::string, std::size_t> by_name_;
};

}  // namespace dssearch::indexer
