#include "searcher/index/local/posting_list.h"

#include <map>
#include <optional>
#include <span>
#include <utility>

#include "searcher/format/postings.h"
#include "searcher/format/schema.h"
#include "searcher/format/stem_forms.h"

namespace dssearch {

void PostingList::AddTo(DocBitSet& docs) const {
  const std::size_t end = docs.words().size() * 64;
  for (const Part& part : parts_)
    part.blocks.ForEach([&](std::size_t doc, unsigned) {
      if (part.base + doc < end) docs.Add(part.base + static_cast<Xapian::docid>(doc));
    });
}

/// Reads a list, segment by segment.
class PostingListReader {
 public:
  static PostingList Read(const std::string& term, std::span<const SegmentReader> segments) {
    PostingList list;
    const bool is_stem = format::ReadTerm(term).kind == format::TermKind::kStem;
    for (const SegmentReader& segment : segments) {
      const std::optional<format::PostingBlocks> blocks = segment.postings->Find(term);
      if (blocks) {
        Add(*blocks, segment.postings, segment, list);
      } else if (is_stem) {
        // It has blocks of its own only if several of its forms are in the segment, and not rare.
        AddForms(format::FormsOf(term, segment.database), segment, list);
      } else {
        AddForms({term}, segment, list);
      }
    }
    list.parts_.shrink_to_fit();
    return list;
  }

 private:
  static void Add(const format::PostingBlocks& blocks, std::shared_ptr<const void> bytes,
                  const SegmentReader& segment, PostingList& list) {
    list.parts_.push_back({segment.base, segment.end, blocks, std::move(bytes)});
    const TermStats deleted = segment.deleted ? CountIn(*segment.deleted, blocks) : TermStats();
    list.stats_.doc_freq += blocks.doc_freq() - deleted.doc_freq;
    list.stats_.collection_freq += blocks.collection_freq() - deleted.collection_freq;
    list.size_ += blocks.doc_freq();
  }

  // The statistics of the documents of a set. Goes through the shorter of both.
  static TermStats CountIn(const DocBitSet& docs, const format::PostingBlocks& blocks) {
    TermStats stats;
    const auto add = [&](unsigned term_freq) {
      ++stats.doc_freq;
      stats.collection_freq += term_freq;
    };
    if (blocks.block_count() < docs.size()) {
      blocks.ForEach([&](std::uint32_t doc, unsigned term_freq) {
        if (docs.Has(doc)) add(term_freq);
      });
    } else {
      docs.ForEach([&](Xapian::docid doc) {
        if (const auto term_freq = blocks.TermFreq(doc)) add(*term_freq);
      });
    }
    return stats;
  }

  // Adds the union of terms.
  static void AddForms(const std::vector<std::string>& terms, const SegmentReader& segment,
                       PostingList& list) {
    std::vector<format::PostingBlocks> common;
    std::map<std::uint32_t, std::uint32_t> term_freqs;
    for (const std::string& term : terms) {
      if (const auto blocks = segment.postings->Find(term)) {
        common.push_back(*blocks);
        continue;
      }
      for (auto it = segment.database.postlist_begin(term);
           it != segment.database.postlist_end(term); ++it)
        term_freqs[*it] += it.get_wdf();
    }
    if (term_freqs.empty() && common.size() == 1)
      Add(common.front(), segment.postings, segment, list);
    if (term_freqs.empty() && common.size() <= 1) return;
    for (const format::PostingBlocks& blocks : common)
      blocks.ForEach([&](std::uint32_t doc, unsigned freq) { term_freqs[doc] += freq; });
    AddOwned(term_freqs, segment, list);
  }

  static void AddOwned(const std::map<std::uint32_t, std::uint32_t>& term_freqs,
                       const SegmentReader& segment, PostingList& list) {
    std::vector<std::uint32_t> docs;
    std::vector<std::uint32_t> freqs;
    for (const auto& [doc, term_freq] : term_freqs) {
      docs.push_back(doc);
      freqs.push_back(term_freq);
    }
    auto bytes = std::make_shared<std::string>();
    format::AppendPostings(docs, freqs, {}, segment.last, *bytes);
    const std::size_t size = bytes->size();
    bytes->append(format::kPackedMargin, '\0');
    list.owned_bytes_ += bytes->capacity();
    const format::PostingBlocks blocks(std::string_view(*bytes).substr(0, size));
    Add(blocks, std::move(bytes), segment, list);
  }
};

std::shared_ptr<const PostingList> PostingsOf(const std::string& term, const LocalReader& reader) {
  if (auto cached = reader.cache().Get<PostingList>(term)) return cached;
  reader.CheckBudget();
  auto list = std::make_shared<const PostingList>(PostingListReader::Read(term, reader.segments()));
  reader.cache().Put<PostingList>(term, list);
  return list;
}

TermStats StatsIn(const std::string& term, const SegmentReader& segment) {
  return PostingListReader::Read(term, {&segment, 1}).stats();
}

}  // namespace dssearch
