#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/match/matcher.h"
#include "searcher/rank/ranking.h"
#include "searcher/search/answer.h"
#include "searcher/text/analyzer.h"

namespace dssearch {
namespace {

// The number of a paper's most distinctive terms that similar papers are searched by; all of them
// would take a hundred times as long (122 ms for 1.3, 150,000 papers).
constexpr Xapian::termcount kSimilarTerms = 20;

// Accepts terms of a paper's content that other papers have too: words and names of things, but no
// single characters, bigrams, or terms of fields.
class SharedTerms : public Xapian::ExpandDecider {
 public:
  explicit SharedTerms(const Xapian::Database& database) : database_(database) {}

  bool operator()(const std::string& term) const override {
    const char c = term.front();
    const bool content = !(c >= 'A' && c <= 'Z') && (text::IsEnglish(term) || term.size() > 4);
    return content && database_.get_termfreq(term) > 1;
  }

 private:
  const Xapian::Database& database_;
};

}  // namespace

std::vector<Hit> Similar(const IndexReader& reader, std::string_view id, std::size_t limit) {
  std::vector<Hit> hits;
  const std::optional<Xapian::docid> found = reader.Find(id);
  if (!found) return hits;
  Xapian::RSet paper;
  paper.add_document(*found);
  Xapian::Enquire enquire(reader.database());
  enquire.set_query(Xapian::Query(format::IdTerm(id)));
  const SharedTerms content(reader.database());
  const Xapian::ESet distinctive = enquire.get_eset(kSimilarTerms, paper, &content);
  std::set<std::string> terms;
  for (auto it = distinctive.begin(); it != distinctive.end(); ++it)
    terms.insert(text::IsEnglish(*it)
                     ? format::StemTerm(format::kTextField, reader.analyzer().Stem(*it))
                     : *it);
  QueryNode any;
  for (const std::string& term : terms) any.children.push_back(QueryNode::Term(term));
  DocBitSet others = DocsMatching(any, reader);
  others.Remove(*found);
  for (const ScoredDoc& near :
       RankByRelevance(reader, any, others, Positions::kVerified, 0, std::min(limit, kMaxLimit)))
    hits.push_back({.paper = reader.Read(near.doc), .score = near.score});
  for (Hit& hit : hits) hit.domains = hit.paper.domains;
  return hits;
}

}  // namespace dssearch
