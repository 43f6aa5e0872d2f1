#include "searcher/index/local/rank/title_ranking.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "searcher/format/schema.h"
#include "searcher/text/collation.h"

namespace dssearch {
namespace {

// Documents of one segment with their places in its order, as far as they are sorted.
using Placed = std::vector<std::pair<std::uint32_t, Xapian::docid>>;

// The documents of each segment that has any, the first `most` of them sorted, without the others.
std::vector<Placed> PlacedDocs(const LocalReader& reader, const DocBitSet& docs, std::size_t most) {
  std::vector<Placed> all;
  Xapian::docid base = 0;
  Xapian::docid end = 0;  // Of the segment of the last document.
  format::Columns::Column places;
  docs.ForEach([&](Xapian::docid doc) {
    if (doc >= end) {
      const SegmentReader& segment = reader.segments()[reader.SegmentOf(doc)];
      places = segment.columns->Of(format::kTitleOrderSlot);
      base = segment.base;
      end = segment.end;
      all.emplace_back();
    }
    all.back().emplace_back(places[doc - base], doc);
  });
  for (Placed& placed : all) {
    const std::size_t sorted = std::min(most, placed.size());
    std::partial_sort(placed.begin(), placed.begin() + static_cast<std::ptrdiff_t>(sorted),
                      placed.end());
    placed.resize(sorted);
  }
  return all;
}

// The documents of a segment that are left, in order.
class Titles {
 public:
  Titles(Placed docs, const LocalReader& reader, const text::Collation& collation)
      : docs_(std::move(docs)), reader_(&reader), collation_(&collation) {}

  bool empty() const { return next_ == docs_.size(); }

  // The first `count` documents, or as many as there are.
  std::span<const Placed::value_type> First(std::size_t count) const {
    return std::span(docs_).subspan(next_, std::min(count, docs_.size() - next_));
  }

  // What the last of these is ordered by.
  std::tuple<bool, std::string_view, std::string_view> KeyOf(std::size_t count) {
    if (const Xapian::docid doc = First(count).back().second; doc != known_) {
      const std::string title = reader_->Read(doc).title;
      title_ = title.empty() ? title : collation_->SortKey(title);
      known_ = doc;
    }
    return {title_.empty(), title_, reader_->ValueOf(known_, format::kIdField)};
  }

  void Skip(std::size_t count) { next_ += First(count).size(); }

 private:
  Placed docs_;
  std::size_t next_ = 0;
  const LocalReader* reader_;
  const text::Collation* collation_;
  Xapian::docid known_ = 0;  // The document with
  std::string title_;        // this sort key of its title.
};

}  // namespace

std::vector<ScoredDoc> RankByTitle(const LocalReader& reader, const DocBitSet& docs,
                                   std::size_t offset, std::size_t limit) {
  std::vector<Placed> placed = PlacedDocs(reader, docs, offset + limit);
  std::vector<ScoredDoc> ranked;
  const auto add = [&ranked](std::span<const Placed::value_type> page) {
    for (const auto& [place, doc] : page) ranked.push_back({doc, 0});
  };
  if (placed.size() == 1) {
    add(std::span(placed.front()).subspan(std::min(offset, placed.front().size())));
    return ranked;
  }
  const text::Collation collation;
  std::vector<Titles> segments;
  for (Placed& one : placed) segments.emplace_back(std::move(one), reader, collation);
  while (!segments.empty() && ranked.size() < limit) {
    // Of the first so many documents of each segment, those of the one whose last comes first are
    // among the first of all: at most `count` times the number of segments are not behind it.
    const std::size_t count = std::max<std::size_t>(offset / segments.size(), 1);
    const auto first =
        std::min_element(segments.begin(), segments.end(),
                         [count](Titles& a, Titles& b) { return a.KeyOf(count) < b.KeyOf(count); });
    if (offset == 0) {
      add(first->First(1));
    } else {
      offset -= first->First(count).size();
    }
    first->Skip(count);
    if (first->empty()) segments.erase(first);
  }
  return ranked;
}

}  // namespace dssearch
