#include "searcher/index/record_pairs.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "searcher/format/identifier.h"
#include "searcher/format/schema.h"

namespace dssearch {
namespace {

// Whether a document has a text in Chinese.
bool IsChinese(Xapian::docid doc, const IndexReader& reader) {
  bool chinese = false;
  format::ForEachValue(
      reader.database().get_document(doc).get_value(SlotOf(format::kLanguageField)),
      [&chinese](std::string_view language) { chinese = chinese || language == "zh"; });
  return chinese;
}

}  // namespace

RecordPairs::RecordPairs(std::vector<RecordPair> pairs) : pairs_(std::move(pairs)) {
  for (std::size_t i = 0; i < pairs_.size(); ++i)
    for (const Xapian::docid doc : {pairs_[i].zh, pairs_[i].en}) by_doc_.emplace_back(doc, i);
  std::sort(by_doc_.begin(), by_doc_.end());
}

const RecordPair* RecordPairs::Find(Xapian::docid doc) const {
  const auto found =
      std::lower_bound(by_doc_.begin(), by_doc_.end(), std::pair(doc, std::size_t{0}));
  return found == by_doc_.end() || found->first != doc ? nullptr : &pairs_[found->second];
}

std::shared_ptr<const RecordPairs> RecordPairsOf(const IndexReader& reader) {
  return reader.snapshot().Column<RecordPairs>("record pairs", [&] {
    std::vector<RecordPair> pairs;
    std::set<Xapian::docid> paired;
    const Xapian::Database& database = reader.database();
    format::ForEachValue(
        database.get_metadata(format::kSharedIdentifiersKey), [&](std::string_view identifier) {
          std::vector<Xapian::docid> docs;
          const std::string term = format::IdentifierTerm(identifier);
          for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it)
            docs.push_back(*it);
          // Both the DOI and the arXiv id of a paper may pair its records.
          if (docs.size() != 2 || paired.contains(docs[0]) || paired.contains(docs[1])) return;
          const bool first_is_chinese = IsChinese(docs[0], reader);
          if (first_is_chinese == IsChinese(docs[1], reader)) return;
          if (!first_is_chinese) std::swap(docs[0], docs[1]);
          paired.insert(docs.begin(), docs.end());
          pairs.push_back({docs[0], docs[1]});
        });
    return std::make_shared<RecordPairs>(std::move(pairs));
  });
}

}  // namespace dssearch
