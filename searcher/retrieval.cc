#include "searcher/retrieval.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "searcher/format/schema.h"
#include "searcher/matching.h"
#include "searcher/ranking.h"

namespace dssearch {
namespace {

// Matches the papers of a set, in the shard that it is asked to look at: Xapian
// numbers the papers of each shard on their own.
class SetSource : public Xapian::PostingSource {
 public:
  SetSource(const DocSet& papers, const Session& session) : papers_(papers), session_(session) {}

  PostingSource* clone() const override { return new SetSource(papers_, session_); }

  void init(const Xapian::Database& database) override {
    shards_ = static_cast<Xapian::docid>(session_.shards.size());
    shard_ = 0;
    if (shards_ > 1)
      while (session_.shards[shard_].get_uuid() != database.get_uuid()) ++shard_;
    last_ = database.get_lastdocid();
    size_ = static_cast<Xapian::doccount>(
        std::min<std::uint64_t>(papers_.size(), database.get_doccount()));
    paper_ = 0;
  }

  Xapian::doccount get_termfreq_min() const override { return shards_ > 1 ? 0 : size_; }
  Xapian::doccount get_termfreq_est() const override { return size_ / shards_; }
  Xapian::doccount get_termfreq_max() const override { return size_; }

  void next(double) override { MoveTo(paper_ + 1); }
  void skip_to(Xapian::docid paper, double) override {
    if (paper > paper_) MoveTo(paper);
  }
  bool check(Xapian::docid paper, double) override {
    paper_ = paper;
    return paper <= last_ && papers_.Has(InAll(paper));
  }
  bool at_end() const override { return paper_ > last_; }
  Xapian::docid get_docid() const override { return paper_; }

 private:
  Xapian::docid InAll(Xapian::docid paper) const { return (paper - 1) * shards_ + shard_ + 1; }

  void MoveTo(Xapian::docid paper) {
    paper_ = paper;
    while (paper_ <= last_ && !papers_.Has(InAll(paper_))) ++paper_;
  }

  const DocSet& papers_;
  const Session& session_;
  Xapian::docid shards_ = 1;
  Xapian::docid shard_ = 0;
  Xapian::docid last_ = 0;
  Xapian::doccount size_ = 0;
  Xapian::docid paper_ = 0;
};

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

std::vector<Ranked> RankByRelevance(const Session& session, const Xapian::Query& query,
                                    const DocSet* among, std::size_t offset, std::size_t limit) {
  if (limit == 0) return {};
  std::optional<SetSource> source;
  if (among != nullptr) source.emplace(*among, session);
  Xapian::Enquire enquire(session.database);
  enquire.set_query(source ? Xapian::Query(Xapian::Query::OP_FILTER, query, Xapian::Query(&*source))
                           : query);
  enquire.set_weighting_scheme(*RankingWeight());
  // Xapian would read date and id of every paper that could be among the best.
  // Few are equal; where these end within a few more papers it need not.
  constexpr std::size_t kMore = 20;
  const std::size_t end = offset + limit;
  const auto get = [&](std::size_t most) {
    std::vector<Ranked> ranked;
    const Xapian::MSet found = enquire.get_mset(0, static_cast<Xapian::doccount>(most));
    for (auto it = found.begin(); it != found.end(); ++it) ranked.push_back({*it, it.get_weight()});
    return ranked;
  };
  std::vector<Ranked> ranked = get(end + kMore);
  const bool cut = ranked.size() == end + kMore && ranked.back().score == ranked[end - 1].score;
  if (cut) {
    Xapian::MultiValueKeyMaker key;
    key.add_value(SlotOf(format::FieldNamed("date")), true);
    key.add_value(SlotOf(format::FieldNamed("id")));
    enquire.set_sort_by_relevance_then_key(&key, false);
    return Slice(get(end), offset, limit);
  }
  for (auto it = ranked.begin(); it != ranked.end();) {
    const auto equal_end = std::find_if(
        it, ranked.end(), [score = it->score](const Ranked& one) { return one.score != score; });
    SortByKey(it, equal_end, [&](const Ranked& one) { return TieKey(session, one.paper); });
    it = equal_end;
  }
  return Slice(ranked, offset, limit);
}

std::vector<Ranked> Retrieve(const Session& session, const BuiltQuery& query, const DocSet& papers,
                             bool narrowed, Sort sort, std::size_t offset, std::size_t limit) {
  const std::uint64_t total = papers.size();
  if (limit == 0 || offset >= total) return {};
  limit = std::min<std::uint64_t>(limit, total - offset);
  if (sort == Sort::kTitle) return RankByTitle(session, papers, offset, limit);
  if (sort != Sort::kRelevance || !query.ranks)
    return RankByDate(session, papers, sort == Sort::kOldest, offset, limit);
  // What matches is looked up once more only where it has to be.
  const DocSet* among = narrowed || MatchNeedsPositions(query.query) ? &papers : nullptr;
  if (!query.positional) return RankByRelevance(session, query.query, among, offset, limit);
  const std::size_t begin = offset / kRerankedBlock * kRerankedBlock;
  const std::size_t end = (offset + limit + kRerankedBlock - 1) / kRerankedBlock * kRerankedBlock;
  const std::vector<Ranked> relaxed =
      RankByRelevance(session, query.relaxed, among, begin, end - begin);
  std::vector<Ranked> reranked;
  for (std::size_t block = 0; block < relaxed.size(); block += kRerankedBlock) {
    DocSet some(session.database.get_lastdocid());
    for (std::size_t i = block; i < std::min(block + kRerankedBlock, relaxed.size()); ++i)
      some.Add(relaxed[i].paper);
    const std::vector<Ranked> ranked =
        RankByRelevance(session, query.query, &some, 0, kRerankedBlock);
    reranked.insert(reranked.end(), ranked.begin(), ranked.end());
  }
  return Slice(reranked, offset - begin, limit);
}

}  // namespace dssearch
