#pragma once

#include <xapian.h>

#include <set>
#include <string>

namespace dssearch::indexer {

/// Collects the DOIs and arXiv ids that several records have, which may be records of one paper in
/// two languages (searcher/index/record_pairs.h): format::kSharedIdentifiersKey. Not thread-safe;
/// all members throw Xapian::Error.
class SharedIdentifierCollector {
 public:
  /// Collects the identifiers of a document, or those that several documents of a database have.
  void AddIdentifiersOf(const Xapian::Document& document);
  void AddIdentifiersOf(const Xapian::Database& database);

  /// Writes those that several documents of a database have, of the collected ones and of those in
  /// its metadata, to its metadata, and starts anew.
  void Write(Xapian::WritableDatabase& database);

 private:
  void Add(std::string term);

  std::set<std::string> terms_;  ///< The terms of the identifiers.
};

}  // namespace dssearch::indexer
