// The engine against a linear scan (oracle.h) on generated queries.

#include "tests/search/oracle.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/searcher.h"
#include "searcher/query/query_ast.h"
#include "searcher/text/analyzer.h"
#include "tests/search/draw.h"
#include "tests/search/query_generator.h"
#include "tests/testing/index.h"

namespace dssearch::testing {
namespace {

using text::TokenKind;

std::string Described(const SearchRequest& request) {
  std::string out = request.query + (request.match == Match::kAny ? "   --match any" : "");
  for (const Filter& filter : request.filters)
    out += "   " + filter.field + (filter.exclude ? " !" : " ") + filter.value;
  if (!request.since.empty()) out += "   --since " + request.since;
  if (!request.until.empty()) out += "   --until " + request.until;
  return out;
}

std::string ResultOf(const SearchResponse& response) {
  std::set<std::string> ids;
  for (const Hit& hit : response.hits) ids.insert(hit.paper.id);
  std::map<std::string, std::size_t> domains;
  for (const FacetCount& count : response.facets.at(0).counts) domains[count.value] = count.count;
  return FormatResult(response.total, ids, domains);
}

TEST(Oracle, HanWordsAreOneWordEach) {
  text::Analyzer analyzer;
  for (const std::string_view word : kHanWords)
    EXPECT_EQ(analyzer.Analyze(word).tokens().front().kind, TokenKind::kWord) << word;
}

TEST(Oracle, AgreesOnGeneratedQueries) {
  Draw draw(1);
  const std::vector<Paper> papers = GeneratePapers(draw);
  const TestIndex index(papers);
  Oracle oracle(papers);
  QueryGenerator generator(draw, papers);
  QueryTypist typist(draw);
  int partial = 0;  // Queries that match some papers and not all.
  for (int n = 0; n < 300; ++n) {
    const bool any = n % 4 == 0;
    const QueryAst query = any ? generator.Flat() : generator.Tree(3);
    SearchRequest request{.query = typist.Type(query),
                          .match = any ? Match::kAny : Match::kAll,
                          .limit = kMaxLimit,
                          .facets = {"domain"},
                          .snippet_cells = 0,
                          .translate = false};
    AddFilters(draw, request);
    const SearchResponse response = index.searcher().Search(request);
    EXPECT_EQ(ResultOf(response), oracle.Find(query, request))
        << "for " << Described(request) << "\nread as " << ToString(query);
    // Whatever is asked for is understood, though the papers may not have it.
    for (const Note& note : response.notes)
      EXPECT_TRUE(note.kind == Note::Kind::kNoPaperHas || note.kind == Note::Kind::kNearestValue ||
                  note.kind == Note::Kind::kNoValue)
          << note.text() << " for " << Described(request);
    partial += response.total > 0 && response.total < papers.size();
  }
  EXPECT_GT(partial, 200);  // Queries that match nothing or everything prove little.
}

}  // namespace
}  // namespace dssearch::testing
