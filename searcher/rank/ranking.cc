#include "searcher/rank/ranking.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "searcher/format/schema.h"

namespace dssearch {
namespace {

std::string ValueOf(const Session& session, Xapian::docid paper, std::string_view field) {
  const auto slot = SlotOf(*format::FindField(field));
  return session.database.get_document(paper).get_value(slot);
}

// Puts equal papers in order, by a key for each that is read only if needed.
template <typename Iterator, typename Key>
void SortByKey(Iterator begin, Iterator end, const Key& key) {
  if (end - begin < 2) return;
  std::vector<std::pair<decltype(key(*begin)), Ranked>> keyed;
  for (Iterator it = begin; it != end; ++it) keyed.emplace_back(key(*it), *it);
  std::sort(keyed.begin(), keyed.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  std::transform(keyed.begin(), keyed.end(), begin, [](const auto& one) { return one.second; });
}

// The newest first, undated papers last.
std::pair<int, std::string> TieKey(const Session& session, Xapian::docid paper) {
  const int day = format::DecodeDay(ValueOf(session, paper, "date"));
  return {day == 0 ? 1 : -day, ValueOf(session, paper, "id")};
}

template <typename T>
std::vector<T> Slice(const std::vector<T>& all, std::size_t offset, std::size_t limit) {
  const std::size_t first = std::min(offset, all.size());
  const std::size_t last = std::min(first + limit, all.size());
  return {all.begin() + static_cast<std::ptrdiff_t>(first),
          all.begin() + static_cast<std::ptrdiff_t>(last)};
}

// By date through the column of dates: it is told from counts which days are
// shown, and only among the papers of these the ids are looked at.
std::vector<Ranked> RankByDate(const Session& session, const DocSet& papers, bool oldest,
                               std::size_t offset, std::size_t limit) {
  const auto column = session.snapshot->Dates(session.database);
  const auto key_of = [&](Xapian::docid paper) {
    const int day = column->days()[column->CellOf(paper)].first;
    return day == 0 ? format::kLastDay + 1 : oldest ? day : -day;
  };
  std::map<int, std::size_t> counts;
  papers.ForEach([&](Xapian::docid paper) { ++counts[key_of(paper)]; });
  std::map<int, std::vector<Ranked>> shown;
  std::size_t before = 0;  // Papers of the days before those that are shown.
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
  papers.ForEach([&](Xapian::docid paper) {
    if (const auto day = shown.find(key_of(paper)); day != shown.end())
      day->second.push_back({paper, 0});
  });
  std::vector<Ranked> ranked;
  for (auto& [key, day] : shown) {
    SortByKey(day.begin(), day.end(),
              [&](const Ranked& one) { return ValueOf(session, one.paper, "id"); });
    ranked.insert(ranked.end(), day.begin(), day.end());
  }
  return Slice(ranked, offset - before, limit);
}

std::vector<Ranked> RankByTitle(const Session& session, const DocSet& papers, std::size_t offset,
                                std::size_t limit) {
  const auto places = session.snapshot->TitlePlaces(session.database);
  std::vector<Ranked> ranked;
  papers.ForEach([&](Xapian::docid paper) { ranked.push_back({paper, 0}); });
  const std::size_t end = std::min(offset + limit, ranked.size());
  std::partial_sort(
      ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(end), ranked.end(),
      [&](const Ranked& a, const Ranked& b) { return (*places)[a.paper] < (*places)[b.paper]; });
  return Slice(ranked, offset, limit);
}

}  // namespace

std::vector<Ranked> RankByRelevance(const Session& session, const Clause& clause,
                                    const DocSet& papers, Positions positions, std::size_t offset,
                                    std::size_t limit) {
  if (limit == 0) return {};
  std::vector<Ranked> ranked = Best(clause, session, papers, positions, offset + limit);
  std::sort(ranked.begin(), ranked.end(),
            [](const Ranked& a, const Ranked& b) { return a.score > b.score; });
  for (auto it = ranked.begin(); it != ranked.end();) {
    const auto equal_end = std::find_if(
        it, ranked.end(), [score = it->score](const Ranked& one) { return one.score != score; });
    SortByKey(it, equal_end, [&](const Ranked& one) { return TieKey(session, one.paper); });
    it = equal_end;
  }
  return Slice(ranked, offset, limit);
}

std::vector<Ranked> Retrieve(const Session& session, const BuiltQuery& query, const DocSet& papers,
                             Sort sort, std::size_t offset, std::size_t limit) {
  const std::uint64_t total = papers.size();
  if (limit == 0 || offset >= total) return {};
  limit = std::min<std::uint64_t>(limit, total - offset);
  if (sort == Sort::kTitle) return RankByTitle(session, papers, offset, limit);
  if (sort != Sort::kRelevance || !query.ranks)
    return RankByDate(session, papers, sort == Sort::kOldest, offset, limit);
  if (!IsPositional(query.clause))
    return RankByRelevance(session, query.clause, papers, Positions::kExact, offset, limit);
  const std::size_t begin = offset / kRerankedBlock * kRerankedBlock;
  const std::size_t end = (offset + limit + kRerankedBlock - 1) / kRerankedBlock * kRerankedBlock;
  const std::vector<Ranked> assumed =
      RankByRelevance(session, query.clause, papers, Positions::kAssumed, begin, end - begin);
  std::vector<Ranked> ranked;
  for (std::size_t block = 0; block < assumed.size(); block += kRerankedBlock) {
    DocSet some(session.database.get_lastdocid());
    for (const Ranked& one : Slice(assumed, block, kRerankedBlock)) some.Add(one.paper);
    const std::vector<Ranked> exact =
        RankByRelevance(session, query.clause, some, Positions::kExact, 0, kRerankedBlock);
    ranked.insert(ranked.end(), exact.begin(), exact.end());
  }
  return Slice(ranked, offset - begin, limit);
}

}  // namespace dssearch
