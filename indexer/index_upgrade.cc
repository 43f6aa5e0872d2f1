#include "indexer/index_upgrade.h"

#include "indexer/index_writer.h"
#include "indexer/lexicon/lexicon_reader.h"
#include "searcher/format/labels.h"
#include "searcher/format/schema.h"
#include "searcher/format/stored_index.h"
#include "searcher/format/xapian_guard.h"
#include "searcher/text/analyzer.h"

namespace dssearch::indexer {

Upgrade UpgradeIndex(const std::string& index, unsigned jobs) {
  return format::Guard([&] {
    const format::StoredIndex old = format::OpenStoredIndex(index);
    if (old.format == format::kFormatVersion && old.analyzer == text::Analyzer::Id()) {
      // A run that was ended when it had published may have left the older format.
      const IndexWriter cleaner(index, IndexWriter::Mode::kUpdate);
      return Upgrade{};
    }
    Upgrade upgrade{old.format == format::kFormatVersion ? old.analyzer
                                                         : "format " + std::to_string(old.format)};
    IndexWriter writer(index, IndexWriter::Mode::kRebuild, jobs);
    writer.AddTerms(SeedLexicon());
    writer.AddLabels(format::DecodeLabels(old.lexicon.get_metadata(format::kLabelsKey)));
    format::ForEachStoredPaper(old, [&](const Paper& paper, const format::Provenance& provenance) {
      writer.PutStored(paper, provenance);
      ++upgrade.papers;
    });
    writer.Publish();
    return upgrade;
  });
}

}  // namespace dssearch::indexer
