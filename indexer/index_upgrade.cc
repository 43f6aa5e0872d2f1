#include "indexer/index_upgrade.h"

#include <xapian.h>

#include "indexer/index_writer.h"
#include "indexer/lexicon/lexicon_reader.h"
#include "searcher/format/generation.h"
#include "searcher/format/provenance.h"
#include "searcher/format/record.h"
#include "searcher/format/record_codec.h"
#include "searcher/format/schema.h"
#include "searcher/format/xapian_guard.h"
#include "searcher/text/analyzer.h"

namespace dssearch::indexer {

Upgrade UpgradeIndex(const std::string& index, unsigned jobs) {
  const format::Generation generation = format::ReadGeneration(index);
  return format::Guard([&] {
    const format::StoredPapers old = format::OpenStoredPapers(generation.shards.front());
    if (old.format == format::kFormatVersion && old.analyzer == text::Analyzer::Id())
      return Upgrade{};
    Upgrade upgrade{old.format == format::kFormatVersion ? old.analyzer
                                                         : "format " + std::to_string(old.format)};
    IndexWriter writer(index, IndexWriter::Mode::kRebuild, jobs);
    writer.AddTerms(SeedLexicon());
    writer.AddLabels(format::DecodeLabels(old.database.get_metadata(format::kLabelsKey)));
    format::RecordUnpacker unpacker(old.database.get_metadata(format::kDictionaryKey));
    for (auto it = old.database.postlist_begin(""); it != old.database.postlist_end(""); ++it) {
      const Xapian::Document document = old.database.get_document(*it);
      writer.PutStored(
          format::DecodeRecord(unpacker.Unpack(document.get_value(format::kRecordSlot))),
          format::ProvenanceOf(document));
      ++upgrade.papers;
    }
    writer.Publish();
    return upgrade;
  });
}

}  // namespace dssearch::indexer
