#include "indexer/inversion/merge.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "searcher/format/schema.h"

namespace dssearch::indexer {
namespace {

void MergeTerms(const std::vector<std::unique_ptr<MergeSource>>& sources,
                const std::vector<Xapian::docid>& bases, glass::GlassWriter& writer,
                const PostingsSink& sink) {
  // A heap of sources with the lowest term first, of equal terms the first source.
  const auto is_later = [&sources](std::size_t a, std::size_t b) {
    const int order = sources[a]->term().compare(sources[b]->term());
    return order != 0 ? order > 0 : a > b;
  };
  std::vector<std::size_t> heap;
  for (std::size_t i = 0; i < sources.size(); ++i)
    if (sources[i]->NextTerm()) heap.push_back(i);
  std::make_heap(heap.begin(), heap.end(), is_later);

  std::string term;
  std::vector<Xapian::docid> documents;
  std::vector<Xapian::termcount> wdfs;
  while (!heap.empty()) {
    term = sources[heap.front()]->term();
    documents.clear();
    wdfs.clear();
    while (!heap.empty() && sources[heap.front()]->term() == term) {
      std::pop_heap(heap.begin(), heap.end(), is_later);
      const std::size_t i = heap.back();
      sources[i]->AppendPostings(bases[i], documents, wdfs);
      if (sources[i]->NextTerm()) {
        std::push_heap(heap.begin(), heap.end(), is_later);
      } else {
        heap.pop_back();
      }
    }
    writer.AddPostings(term, documents, wdfs);
    sink(term, documents, wdfs);
  }
}

}  // namespace

std::vector<Xapian::termcount> LengthsOf(const std::vector<std::unique_ptr<MergeSource>>& sources) {
  std::vector<Xapian::termcount> lengths(1);
  for (const auto& source : sources) source->AppendLengths(lengths);
  return lengths;
}

void MergeSources(const std::vector<std::unique_ptr<MergeSource>>& sources,
                  std::span<const Xapian::termcount> lengths, glass::GlassWriter& writer,
                  const ValueSink& values, const PostingsSink& postings) {
  std::vector<Xapian::docid> bases;
  Xapian::docid base = 0;
  for (const auto& source : sources) {
    bases.push_back(base);
    base += source->size();
  }
  for (unsigned slot = 0; slot < format::kSlotEnd; ++slot)
    for (std::size_t i = 0; i < sources.size(); ++i)
      sources[i]->ForEachValue(slot, [&](Xapian::docid document, std::string_view value) {
        values(slot, bases[i] + document, value);
      });
  writer.AddLengths(lengths.subspan(1));
  MergeTerms(sources, bases, writer, postings);
}

}  // namespace dssearch::indexer
