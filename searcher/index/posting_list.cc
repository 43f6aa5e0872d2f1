#include "searcher/index/posting_list.h"

#include <utility>

#include "searcher/format/schema.h"
#include "searcher/index/segment_postings.h"
#include "searcher/index/stem_forms.h"

namespace dssearch {
namespace {

// A posting list of more than this part of all documents (1 / 64) also has bits.
constexpr Xapian::doccount kBitsPart = 64;

PostingList ReadPostings(const std::string& term, const IndexReader& reader) {
  PostingList list;
  Xapian::doccount doc_freq = 0;
  for (const SegmentReader& segment : reader.segments())
    doc_freq += segment.database.get_termfreq(term);
  list.doc_ids.reserve(doc_freq);
  list.term_freqs.reserve(doc_freq);
  ForEachPosting(term, reader, [&](Xapian::docid doc, const Xapian::PostingIterator& it) {
    list.doc_ids.push_back(doc);
    list.term_freqs.push_back(
        static_cast<std::uint16_t>(std::min<Xapian::termcount>(it.get_wdf(), UINT16_MAX)));
  });
  return list;
}

// The union of two posting lists, with the sums of their term frequencies.
PostingList Merged(const PostingList& a, const PostingList& b) {
  PostingList merged;
  const std::size_t a_size = a.doc_ids.size();
  const std::size_t b_size = b.doc_ids.size();
  merged.doc_ids.reserve(a_size + b_size);
  merged.term_freqs.reserve(a_size + b_size);
  for (std::size_t i = 0, j = 0; i < a_size || j < b_size;) {
    const bool from_a = j == b_size || (i < a_size && a.doc_ids[i] <= b.doc_ids[j]);
    const bool from_b = i == a_size || (j < b_size && b.doc_ids[j] <= a.doc_ids[i]);
    merged.doc_ids.push_back(from_a ? a.doc_ids[i] : b.doc_ids[j]);
    unsigned term_freq = 0;
    if (from_a) term_freq += a.term_freqs[i++];
    if (from_b) term_freq += b.term_freqs[j++];
    merged.term_freqs.push_back(
        static_cast<std::uint16_t>(std::min<unsigned>(term_freq, UINT16_MAX)));
  }
  return merged;
}

PostingList ReadForms(const std::vector<std::string>& terms, const IndexReader& reader) {
  PostingList all;
  for (const std::string& term : terms) {
    PostingList list = ReadPostings(term, reader);
    all = all.doc_ids.empty() ? std::move(list) : Merged(all, list);
  }
  all.doc_ids.shrink_to_fit();
  all.term_freqs.shrink_to_fit();
  return all;
}

void AddBits(PostingList& list, Xapian::docid last) {
  list.bits.emplace(last);
  for (const Xapian::docid doc : list.doc_ids) list.bits->Add(doc);
  std::uint32_t before = 0;
  std::size_t i = 0;
  for (const std::uint64_t word : list.bits->words()) {
    if (i++ % PostingList::kWordsPerRank == 0) list.ranks.push_back(before);
    before += static_cast<std::uint32_t>(CountBits(word));
  }
  list.ranks.shrink_to_fit();
}

}  // namespace

PostingList PostingListOf(const DocBitSet& docs, const IndexReader& reader) {
  PostingList list;
  if (docs.size() > reader.doc_count() / kBitsPart) {
    list.bits = docs;
  } else {
    docs.ForEach([&](Xapian::docid doc) { list.doc_ids.push_back(doc); });
    list.doc_ids.shrink_to_fit();
  }
  return list;
}

std::shared_ptr<const PostingList> PostingsOf(const std::string& term, const IndexReader& reader) {
  if (auto cached = reader.cache().Get<PostingList>(term)) return cached;
  auto list = std::make_shared<PostingList>();
  if (format::ReadTerm(term).kind == format::TermKind::kStem) {
    *list = ReadForms(FormsOf(term, reader), reader);
  } else {
    *list = ReadPostings(term, reader);
  }
  if (list->doc_ids.size() > reader.doc_count() / kBitsPart) AddBits(*list, reader.last_doc());
  reader.cache().Put<PostingList>(term, list);
  return list;
}

}  // namespace dssearch
