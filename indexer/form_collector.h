#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/text/analyzer.h"

namespace dssearch::indexer {

/// Collects the words of an index by their stems, for format::NoteForms. Not
/// thread-safe.
class FormCollector {
 public:
  /// Takes the words among the terms of a document.
  void AddWordsOf(const Xapian::Document& document);

  /// Takes all words that a database has.
  void AddWordsOf(const Xapian::Database& database);

  /// Notes what was collected, and forgets it. Throws Xapian::Error.
  void Note(Xapian::WritableDatabase& database);

 private:
  void AddWords(Xapian::TermIterator it, const Xapian::TermIterator& end);

  text::Analyzer analyzer_;
  std::map<std::string, std::vector<std::string>, std::less<>> words_;  ///< By stem.
};

}  // namespace dssearch::indexer
