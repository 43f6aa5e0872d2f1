#include "searcher/index/local/rank/ranking.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>

#include "searcher/format/schema.h"
#include "searcher/index/local/column.h"
#include "searcher/index/local/rank/scorer.h"
#include "searcher/index/local/rank/title_ranking.h"

namespace dssearch {
namespace {

// Sorts documents with equal scores by a key, which is read only if there are two or more.
template <typename Iterator, typename Key>
void SortByKey(Iterator begin, Iterator end, const Key& key) {
  if (end - begin < 2) return;
  std::vector<std::pair<decltype(key(*begin)), ScoredDoc>> keyed;
  for (Iterator it = begin; it != end; ++it) keyed.emplace_back(key(*it), *it);
  std::sort(keyed.begin(), keyed.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::transform(keyed.begin(), keyed.end(), begin, [](const auto& one) { return one.second; });
}

// Orders the newest first, undated documents last, then by id.
std::pair<int, std::string_view> TieKey(const LocalReader& reader, Xapian::docid doc) {
  const int day = format::DecodeDays(reader.ValueOf(doc, format::kDateField)).first;
  return {day == 0 ? 1 : -day, reader.ValueOf(doc, format::kIdField)};
}

template <typename T>
std::vector<T> Slice(const std::vector<T>& all, std::size_t offset, std::size_t limit) {
  const std::size_t first = std::min(offset, all.size());
  const std::size_t last = std::min(first + limit, all.size());
  return {all.begin() + static_cast<std::ptrdiff_t>(first),
          all.begin() + static_cast<std::ptrdiff_t>(last)};
}

// Orders by a key that few documents share, then by id. Counting the documents of each key tells
// which keys are on the page, so that ids are read only for the documents of those.
template <typename KeyOf>
std::vector<ScoredDoc> RankByKey(const LocalReader& reader, const DocBitSet& docs,
                                 std::size_t offset, std::size_t limit, const KeyOf& key_of) {
  using Key = decltype(key_of(Xapian::docid{}));
  std::map<Key, std::size_t> counts;
  docs.ForEach([&](Xapian::docid doc) { ++counts[key_of(doc)]; });
  std::map<Key, std::vector<ScoredDoc>> shown;
  std::size_t before = 0;  // The number of documents of the keys before the page.
  std::size_t reached = 0;
  for (const auto& [key, count] : counts) {
    reached += count;
    if (reached <= offset) {
      before = reached;
      continue;
    }
    shown.try_emplace(key);
    if (reached >= offset + limit) break;
  }
  docs.ForEach([&](Xapian::docid doc) {
    if (const auto found = shown.find(key_of(doc)); found != shown.end())
      found->second.push_back({doc, 0});
  });
  std::vector<ScoredDoc> ranked;
  for (auto& [key, equal] : shown) {
    SortByKey(equal.begin(), equal.end(),
              [&](const ScoredDoc& one) { return reader.ValueOf(one.doc, format::kIdField); });
    ranked.insert(ranked.end(), equal.begin(), equal.end());
  }
  return Slice(ranked, offset - before, limit);
}

// The newest or the oldest first, undated documents last.
std::vector<ScoredDoc> RankByDate(const LocalReader& reader, const DocBitSet& docs, bool oldest,
                                  std::size_t offset, std::size_t limit) {
  const auto dates = DatesOf(format::kDateField, reader);
  return RankByKey(reader, docs, offset, limit, [&](Xapian::docid doc) {
    const int day = dates->days()[dates->OrdinalOf(doc)].first;
    return day == 0 ? format::kLastDay + 1 : oldest ? day : -day;
  });
}

// The last that were added first, those of one run by date. Numbers of commits grow, whatever
// clocks say.
std::vector<ScoredDoc> RankByAdded(const LocalReader& reader, const DocBitSet& docs,
                                   std::size_t offset, std::size_t limit) {
  const auto commits = CommitsOf(format::kAddedField, reader);
  const auto dates = DatesOf(format::kDateField, reader);
  return RankByKey(reader, docs, offset, limit, [&](Xapian::docid doc) {
    const int day = dates->days()[dates->OrdinalOf(doc)].first;
    return std::pair(-std::int64_t{(*commits)[doc]}, day == 0 ? format::kLastDay + 1 : -day);
  });
}

// A page by descending score; equal scores are ordered by TieKey.
std::vector<ScoredDoc> Sorted(const LocalReader& reader, std::vector<ScoredDoc> scored,
                              std::size_t offset, std::size_t limit) {
  std::sort(scored.begin(), scored.end(),
            [](const ScoredDoc& a, const ScoredDoc& b) { return a.score > b.score; });
  for (auto it = scored.begin(); it != scored.end();) {
    const auto equal_end = std::find_if(
        it, scored.end(), [score = it->score](const ScoredDoc& one) { return one.score != score; });
    SortByKey(it, equal_end, [&](const ScoredDoc& one) { return TieKey(reader, one.doc); });
    it = equal_end;
  }
  return Slice(scored, offset, limit);
}

}  // namespace

std::vector<ScoredDoc> RankByRelevance(const LocalReader& reader, const QueryNode& query,
                                       const DocBitSet& docs, Positions positions,
                                       std::size_t offset, std::size_t limit) {
  if (limit == 0) return {};
  return Sorted(reader, Scorer(query, reader, positions).TopK(docs, offset + limit), offset, limit);
}

std::vector<ScoredDoc> RankDocs(const LocalReader& reader, const QueryNode& query,
                                const DocBitSet& docs, Sort sort, std::size_t offset,
                                std::size_t limit) {
  if (limit == 0 || docs.empty()) return {};
  if (sort == Sort::kAdded) return RankByAdded(reader, docs, offset, limit);
  if (sort == Sort::kTitle) return RankByTitle(reader, docs, offset, limit);
  if (sort != Sort::kRelevance)
    return RankByDate(reader, docs, sort == Sort::kOldest, offset, limit);
  // So few are rescored all, whatever their order before.
  if (!IsPositional(query) || docs.size() <= kRescoreWindow)
    return RankByRelevance(reader, query, docs, Positions::kVerified, offset, limit);
  const std::size_t begin = offset / kRescoreWindow * kRescoreWindow;
  const std::size_t end = (offset + limit + kRescoreWindow - 1) / kRescoreWindow * kRescoreWindow;
  const std::vector<ScoredDoc> approximate =
      RankByRelevance(reader, query, docs, Positions::kApproximation, begin, end - begin);
  Scorer verified(query, reader, Positions::kVerified);
  std::vector<ScoredDoc> ranked;
  for (std::size_t first = 0; first < approximate.size(); first += kRescoreWindow) {
    std::vector<Xapian::docid> window;
    for (const ScoredDoc& one : Slice(approximate, first, kRescoreWindow))
      window.push_back(one.doc);
    std::sort(window.begin(), window.end());
    const std::vector<double> scores = verified.Score(window);
    std::vector<ScoredDoc> scored;
    for (std::size_t i = 0; i < window.size(); ++i) scored.push_back({window[i], scores[i]});
    scored = Sorted(reader, std::move(scored), 0, kRescoreWindow);
    ranked.insert(ranked.end(), scored.begin(), scored.end());
  }
  return Slice(ranked, offset - begin, limit);
}

}  // namespace dssearch
