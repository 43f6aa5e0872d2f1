#pragma once

#include <xapian.h>

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "indexer/glass/glass_writer.h"
#include "indexer/inversion/merge_source.h"

namespace dssearch::indexer {

/// Takes a value of a document.
using ValueSink =
    std::function<void(unsigned slot, Xapian::docid document, std::string_view value)>;

/// Takes the whole posting list of a term: its documents, ascending, and their wdfs.
using PostingsSink =
    std::function<void(std::string_view term, std::span<const Xapian::docid> documents,
                       std::span<const Xapian::termcount> wdfs)>;

/// The length of each document of `sources`, by document: those of a source come behind those of
/// the ones before, and document 0 is none.
std::vector<Xapian::termcount> LengthsOf(const std::vector<std::unique_ptr<MergeSource>>& sources);

/// Writes the documents of `sources` one after the other: those of a source are numbered behind
/// those of the ones before. `lengths` are LengthsOf(sources). Each source is read once, and each
/// term is written once, in the order of bytes. Values go to `values` slot by slot, in the order of
/// documents, as the sources have them and as long as these have them. `postings` is called with
/// every term as well, for what else is made of posting lists, so that none is read back. Throws
/// what the sources, the writer and the sinks throw.
///
/// Memory is bounded by the longest posting list, eight bytes a document, and by what divides the
/// blocks of the writer's table.
void MergeSources(const std::vector<std::unique_ptr<MergeSource>>& sources,
                  std::span<const Xapian::termcount> lengths, glass::GlassWriter& writer,
                  const ValueSink& values, const PostingsSink& postings);

}  // namespace dssearch::indexer
