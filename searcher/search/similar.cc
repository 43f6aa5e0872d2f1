#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/format/record.h"
#include "searcher/format/schema.h"
#include "searcher/search/answer.h"
#include "searcher/search/hits.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/code_points.h"

namespace dssearch {
namespace {

// The number of a paper's most distinctive terms that similar papers are searched by; all of them
// would take a hundred times as long (122 ms for 1.3, 150,000 papers).
constexpr std::size_t kSimilarTerms = 20;

// How often each term of a paper's content occurs in it, a title counting as in the index: words
// and names of things, but no single characters and bigrams.
std::map<std::string, unsigned> ContentTerms(const Paper& paper, text::Analyzer& analyzer) {
  std::map<std::string, unsigned> term_freqs;
  const auto add = [&](std::string_view text, unsigned weight) {
    const text::Analysis analysis = analyzer.Analyze(text);
    for (const text::Token& token : analysis.tokens()) {
      const std::string_view term = analysis.Text(token);
      if (token.scores && token.kind != text::TokenKind::kBigram &&
          token.kind != text::TokenKind::kCharacter &&
          (text::IsEnglish(term) || text::FirstSize(term) < term.size()))
        term_freqs[std::string(term)] += weight;
    }
  };
  for (const std::string* text : {&paper.title, &paper.title_zh}) add(*text, format::kTitleWeight);
  for (const std::string* text :
       {&paper.summary_zh, &paper.summary_en, &paper.contribution_zh, &paper.contribution_en})
    add(*text, 1);
  for (const std::string& keyword : format::KeywordsOf(paper)) add(keyword, 1);
  return term_freqs;
}

// The terms that tell a paper from others, best first: those that are frequent in it and rare in
// the index, by the weight of Robertson and Sparck Jones for one relevant document, and that other
// papers have too.
std::vector<std::string> DistinctiveTerms(const Paper& paper, const IndexReader& reader) {
  std::vector<std::pair<double, std::string>> weighted;
  const double papers = reader.doc_count();
  for (const auto& [term, term_freq] : ContentTerms(paper, reader.analyzer())) {
    const double doc_freq = reader.StatsOf(term).doc_freq;
    if (doc_freq < 2) continue;
    const double relevance =
        std::log(std::max(3 * (papers - doc_freq + 0.5) / (doc_freq - 0.5), 1.0));
    weighted.emplace_back(relevance * term_freq / (1 + term_freq), term);
  }
  std::sort(weighted.begin(), weighted.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  weighted.resize(std::min(weighted.size(), kSimilarTerms));
  std::vector<std::string> terms;
  terms.reserve(weighted.size());
  for (auto& [weight, term] : weighted) terms.push_back(std::move(term));
  return terms;
}

}  // namespace

std::vector<Hit> Similar(const IndexReader& reader, std::string_view id, std::size_t limit) {
  std::vector<Hit> hits;
  const std::optional<StoredPaper> found = reader.Find(id);
  if (!found) return hits;
  std::set<std::string> terms;
  for (const std::string& term : DistinctiveTerms(found->paper, reader))
    terms.insert(text::IsEnglish(term)
                     ? format::StemTerm(format::kTextField, reader.analyzer().Stem(term))
                     : term);
  QueryNode any;
  for (const std::string& term : terms) any.children.push_back(QueryNode::Term(term));
  const QueryNode others = QueryNode::Of(QueryNode::Kind::kAndNot, std::move(any),
                                         QueryNode::Term(format::IdTerm(found->paper.id)));
  limit = std::min(limit, kMaxLimit);
  const auto near =
      reader.Rank(others, reader.Execute({.query = &others}).matches, Sort::kRelevance, 0, limit);
  for (RankedPaper& one : near->Next(limit)) {
    Hit& hit = hits.emplace_back(ToHit(std::move(one)));
    hit.domains = hit.paper.domains;
  }
  return hits;
}

}  // namespace dssearch
