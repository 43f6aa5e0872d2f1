#include "indexer/form_collector.h"

#include <algorithm>
#include <utility>

#include "searcher/format/stem_forms.h"

namespace dssearch::indexer {

void FormCollector::AddWordsOf(const Xapian::Document& document) {
  AddWords(document.termlist_begin(), document.termlist_end());
}

void FormCollector::AddWordsOf(const Xapian::Database& database) {
  AddWords(database.allterms_begin(), database.allterms_end());
}

void FormCollector::AddWords(Xapian::TermIterator it, const Xapian::TermIterator& end) {
  // In the order of terms English words stand together: behind digits and prefixes, before Han.
  for (it.skip_to("a"); it != end; ++it) {
    const std::string term = *it;
    if (term.front() > 'z' || term.front() < 'a') return;
    if (!text::IsEnglish(term)) continue;
    std::vector<std::string>& words = words_[std::string(analyzer_.Stem(term))];
    if (std::find(words.begin(), words.end(), term) == words.end()) words.push_back(term);
  }
}

void FormCollector::Write(Xapian::WritableDatabase& database) {
  for (const auto& [stem, words] : std::exchange(words_, {}))
    format::NoteForms(stem, words, database);
}

}  // namespace dssearch::indexer
