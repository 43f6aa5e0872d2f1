#include "searcher/index/local/executor.h"

#include <algorithm>
#include <memory>
#include <vector>

#include "searcher/index/local/field_counter.h"
#include "searcher/index/local/match/matcher.h"
#include "searcher/index/local/rank/scorer.h"
#include "searcher/index/local/record_pairs.h"

namespace dssearch {
namespace {

class Executor {
 public:
  Executor(const Execution& execution, const LocalReader& reader)
      : execution_(execution),
        reader_(reader),
        matching_(DocsMatching(*execution.query, reader)),
        pairs_(execution.fold ? RecordPairsOf(reader) : std::make_shared<const RecordPairs>()) {
    passed_.reserve(execution.filters.size());
    for (const FieldFilter& filter : execution.filters)
      passed_.push_back(DocsMatching(*filter.query, reader));
    if (execution.near) matching_ = NearTheBest(*execution.near);
  }

  Executed Run() {
    std::vector<Counts> counts;
    const bool takes_all =
        passed_.empty() && execution_.counts.empty();  // Nothing else needs what matches.
    DocBitSet docs = takes_all ? std::move(matching_) : Passing(nullptr);
    const std::vector<RecordPair> both = BothIn(docs);
    for (const FieldCount& count : execution_.counts) {
      if (HasFilter(*count.field)) {
        const DocBitSet passing = Passing(count.field);
        counts.push_back(CountField(count, passing, BothIn(passing), reader_));
      } else {
        counts.push_back(CountField(count, docs, both, reader_));
      }
    }
    RemoveFolded(both, docs);
    return {std::make_shared<LocalMatches>(std::move(docs), both.size(), execution_.fold),
            std::move(counts)};
  }

 private:
  bool HasFilter(const format::Field& field) const {
    return std::any_of(execution_.filters.begin(), execution_.filters.end(),
                       [&](const FieldFilter& filter) { return filter.field == &field; });
  }

  // The documents that match and pass all filters but that of one field.
  DocBitSet Passing(const format::Field* but) const {
    DocBitSet docs = matching_;
    for (std::size_t i = 0; i < passed_.size(); ++i)
      if (execution_.filters[i].field != but) docs &= passed_[i];
    return docs;
  }

  // The pairs of which both records are among `docs`.
  std::vector<RecordPair> BothIn(const DocBitSet& docs) const {
    std::vector<RecordPair> both;
    for (const RecordPair& pair : pairs_->all())
      if (docs.Has(pair.zh) && docs.Has(pair.en)) both.push_back(pair);
    return both;
  }

  void RemoveFolded(const std::vector<RecordPair>& both, DocBitSet& docs) const {
    for (const RecordPair& pair : both) docs.Remove(pair.In(!execution_.prefer_chinese));
  }

  // Of the matching documents those that score enough, and all that match `near.always`.
  DocBitSet NearTheBest(const Near& near) const {
    DocBitSet docs = Passing(nullptr);
    RemoveFolded(BothIn(docs), docs);
    Scorer scorer(*execution_.query, reader_, Positions::kApproximation);
    DocBitSet better = DocsMatching(*near.always, reader_);
    double best = 0;
    const auto raise_best = [&](const std::vector<ScoredDoc>& scored) {
      for (const ScoredDoc& one : scored)
        if (docs.Has(one.doc)) best = std::max(best, one.score);
    };
    // The best one mostly is among these, so that the others need not be scored to know the least.
    raise_best(scorer.TopK(better, better.size()));
    const std::vector<ScoredDoc> scored =
        scorer.TopK(matching_, matching_.size(), near.share * best);
    raise_best(scored);
    for (const ScoredDoc& one : scored)
      if (one.score >= near.share * best) better.Add(one.doc);
    return better;
  }

  const Execution& execution_;
  const LocalReader& reader_;
  DocBitSet matching_;
  std::vector<DocBitSet> passed_;  // By each filter.
  std::shared_ptr<const RecordPairs> pairs_;
};

}  // namespace

Executed Execute(const Execution& execution, const LocalReader& reader) {
  return Executor(execution, reader).Run();
}

}  // namespace dssearch
