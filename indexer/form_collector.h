#pragma once

#include <xapian.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "searcher/text/analyzer.h"

namespace dssearch::indexer {

/// Collects the English words among the terms of an index by their stems: a query for "computing"
/// looks up all words with the stem "comput". See searcher/format/stem_forms.h. Not thread-safe.
class FormCollector {
 public:
  /// Collects the words among the terms of a document. Throws Xapian::Error.
  void AddWordsOf(const Xapian::Document& document);

  /// Collects the words among all terms of a database. Throws Xapian::Error.
  void AddWordsOf(const Xapian::Database& database);

  /// Adds what was collected to the metadata of a database, and starts anew. Throws Xapian::Error.
  void Write(Xapian::WritableDatabase& database);

 private:
  void AddWords(Xapian::TermIterator it, const Xapian::TermIterator& end);

  text::Analyzer analyzer_;
  std::map<std::string, std::vector<std::string>, std::less<>> words_;  ///< By stem.
};

}  // namespace dssearch::indexer
