#include "searcher/search/hit_runs.h"

#include "searcher/format/index_names.h"
#include "searcher/format/run.h"
#include "searcher/format/schema.h"

namespace dssearch {
namespace {

IndexRun ToIndexRun(const format::Run& run) {
  return {.commit = run.commit == 0 ? "" : format::NumberedName(format::kCommitPrefix, run.commit),
          .time = format::FormatTime(run.time)};
}

}  // namespace

void AddRuns(const IndexReader& reader, Xapian::docid doc, Hit& hit) {
  hit.added = ToIndexRun(reader.RunOf(doc, format::kAddedField));
  hit.changed = ToIndexRun(reader.RunOf(doc, format::kChangedField));
}

}  // namespace dssearch
