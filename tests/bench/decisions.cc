// Measures what ARCHITECTURE.md gives as reasons, over an index and judged queries, with the
// searcher's own parts and Xapian's in their place. Prints a line a way: milliseconds a query (the
// mean of a second round), nDCG@10.
//
//   decisions INDEX QUERIES.jsonl QRELS.tsv
//
// matching: the same words of a query, any of them, with the exact total and the counts of domains
//   xapian      Xapian::Enquire, and a match spy that counts the column of domains
//   dssearch    posting lists in memory, Matcher, Scorer, and the column of domains
// positions: where words stand
//   all         looked up in every paper that matches
//   two phases  looked up in the best by approximation (RankDocs)
// cutting: what of Chinese is looked for; English as always
//   words       the words that ICU's dictionary cuts
//   bigrams     every two neighbouring characters
//   both        words and bigrams, each as terms that score
//   dssearch    all that a query is compiled to

#include <xapian.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "searcher/compile/compiled_query.h"
#include "searcher/compile/term_queries.h"
#include "searcher/eval/judgments.h"
#include "searcher/eval/measures.h"
#include "searcher/format/stem_forms.h"
#include "searcher/format/xapian_guard.h"
#include "searcher/index/bm25.h"
#include "searcher/index/local/column.h"
#include "searcher/index/local/local_reader.h"
#include "searcher/index/local/match/matcher.h"
#include "searcher/index/local/rank/ranking.h"
#include "searcher/index/local/rank/scorer.h"
#include "searcher/query/query_parser.h"

namespace dssearch {
namespace {

using Clock = std::chrono::steady_clock;
using Ranking = std::vector<Xapian::docid>;
using Search = std::function<Ranking(const std::string& query)>;

constexpr std::size_t kHits = 10;

// Counts the values of a column as Xapian counts those of a slot of its own.
class ColumnCountSpy : public Xapian::MatchSpy {
 public:
  explicit ColumnCountSpy(format::Columns::Column column) : column_(column) {}

  void operator()(const Xapian::Document& document, double) override {
    ++counts_[std::string(column_.TextOf(document.get_docid()))];
  }

 private:
  format::Columns::Column column_;
  std::map<std::string, std::size_t> counts_;
};

class Bench {
 public:
  Bench(const std::string& index, const char* queries, const char* qrels)
      : pool_(LocalReader::Opener(index)),
        lease_(pool_.Borrow()),
        reader_(static_cast<const LocalReader*>(&*lease_)),
        queries_(eval::ReadQueries(queries)),
        qrels_(eval::ReadQrels(qrels)) {
    std::erase_if(queries_, [&](const eval::Query& q) { return !qrels_.contains(q.id); });
  }

  void Run() const {
    Measure("matching", "xapian", [&](const std::string& query) { return ByXapian(query); });
    Measure("matching", "dssearch", [&](const std::string& query) {
      const QueryNode any = AnyTerm(query);
      const DocBitSet docs = DocsMatching(any, *reader_);
      ValuesOf(*format::FindField("domain"), *reader_)->Count(docs);
      return DocsOf(Scorer(any, *reader_, Positions::kVerified).TopK(docs, kHits));
    });
    Measure("positions", "all", [&](const std::string& query) {
      const QueryNode root = Compiled(query).root;
      return DocsOf(RankByRelevance(*reader_, root, DocsMatching(root, *reader_),
                                    Positions::kVerified, 0, kHits));
    });
    Measure("positions", "two phases", [&](const std::string& query) {
      const QueryNode root = Compiled(query).root;
      return DocsOf(
          RankDocs(*reader_, root, DocsMatching(root, *reader_), Sort::kRelevance, 0, kHits));
    });
    for (const auto& [name, words, bigrams] :
         {std::tuple{"words", true, false}, {"bigrams", false, true}, {"both", true, true}})
      Measure("cutting", name, [&, words = words, bigrams = bigrams](const std::string& query) {
        const QueryNode any = AnyToken(query, words, bigrams);
        return DocsOf(RankByRelevance(*reader_, any, DocsMatching(any, *reader_),
                                      Positions::kVerified, 0, kHits));
      });
    Measure("cutting", "dssearch", [&](const std::string& query) {
      const QueryNode root = Compiled(query).root;
      return DocsOf(
          RankDocs(*reader_, root, DocsMatching(root, *reader_), Sort::kRelevance, 0, kHits));
    });
  }

 private:
  void Measure(const char* what, const char* name, const Search& search) const {
    std::vector<eval::Measures> measures;
    for (const eval::Query& query : queries_) {
      std::vector<std::string> ids;
      for (const Xapian::docid doc : search(query.text)) ids.push_back(reader_->Read(doc).id);
      measures.push_back(eval::Evaluate(ids, qrels_.at(query.id)));
    }
    const Clock::time_point start = Clock::now();
    for (const eval::Query& query : queries_) search(query.text);
    const std::chrono::duration<double, std::milli> time = Clock::now() - start;
    std::printf("%-10s %-10s %8.2f ms  nDCG@10 %.3f\n", what, name,
                time.count() / static_cast<double>(queries_.size()), eval::Mean(measures).ndcg_10);
    std::fflush(stdout);
  }

  CompiledQuery Compiled(const std::string& query) const {
    const ParsedQuery parsed = ParseQuery(query);
    return CompileQuery(AnalyzeQuery(parsed.root, *reader_), Match::kAny, *reader_, false);
  }

  // Any of the terms that a query is compiled to, each once.
  QueryNode AnyTerm(const std::string& query) const {
    const std::vector<std::string> terms = TermsOf(Compiled(query).root);
    QueryNode any;
    for (const std::string& term : std::set<std::string>(terms.begin(), terms.end()))
      any.children.push_back(QueryNode::Term(term));
    return any;
  }

  // Any of the tokens of a query; of Chinese words or bigrams or both.
  QueryNode AnyToken(const std::string& query, bool words, bool bigrams) const {
    const text::Analysis analysis = reader_->analyzer().Analyze(query);
    QueryNode any;
    for (const text::Token& token : analysis.tokens()) {
      const bool is_bigram = token.kind == text::TokenKind::kBigram;
      const bool is_word =
          token.kind == text::TokenKind::kWord || token.kind == text::TokenKind::kCharacter;
      if (is_bigram ? !bigrams : is_word ? !words || !token.scores : !token.scores) continue;
      any.children.push_back(
          ScoredTerm(TermOf(token, analysis, format::kTextField, *reader_), *reader_));
    }
    return any;
  }

  Ranking ByXapian(const std::string& query) const {
    const Xapian::Database& database = reader_->segments().front().database;
    std::vector<Xapian::Query> terms;
    for (const QueryNode& child : AnyTerm(query).children) {
      if (format::ReadTerm(child.term).kind != format::TermKind::kStem) {
        terms.emplace_back(child.term);
        continue;
      }
      const std::vector<std::string> forms = format::FormsOf(child.term, database);
      terms.emplace_back(Xapian::Query::OP_SYNONYM, forms.begin(), forms.end());
    }
    Xapian::Enquire enquire(database);
    enquire.set_query(Xapian::Query(Xapian::Query::OP_OR, terms.begin(), terms.end()));
    enquire.set_weighting_scheme(Xapian::BM25Weight(kK1, 0, 1, kB, kMinNormalizedLength));
    ColumnCountSpy domains(
        reader_->segments().front().columns->Of(SlotOf(*format::FindField("domain"))));
    enquire.add_matchspy(&domains);
    const Xapian::MSet found = enquire.get_mset(0, kHits, reader_->doc_count());
    Ranking ranking;
    for (auto it = found.begin(); it != found.end(); ++it) ranking.push_back(*it);
    return ranking;
  }

  static Ranking DocsOf(std::vector<ScoredDoc> scored) {
    std::sort(scored.begin(), scored.end(),
              [](const ScoredDoc& a, const ScoredDoc& b) { return a.score > b.score; });
    scored.resize(std::min(scored.size(), kHits));
    Ranking ranking;
    for (const ScoredDoc& one : scored) ranking.push_back(one.doc);
    return ranking;
  }

  ReaderPool pool_;
  ReaderPool::Lease lease_;
  const LocalReader* reader_;
  std::vector<eval::Query> queries_;
  eval::Qrels qrels_;
};

}  // namespace
}  // namespace dssearch

int main(int argc, char** argv) {
  if (argc != 4) {
    std::cerr << "usage: decisions INDEX QUERIES.jsonl QRELS.tsv\n";
    return 2;
  }
  try {
    dssearch::format::Guard([&] { dssearch::Bench(argv[1], argv[2], argv[3]).Run(); });
    return 0;
  } catch (const dssearch::Error& e) {
    std::cerr << e.what() << '\n';
    return 2;
  }
}
