#pragma once

#include <xapian.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "searcher/format/columns.h"
#include "searcher/format/provenance.h"
#include "searcher/format/stored_values.h"
#include "searcher/format/stub.h"

namespace dssearch::format {

/// An index for what is stored in it: papers, where they were read, labels and lexicon, whatever
/// version of dsindex made it. Nothing else of it can be relied on.
struct StoredIndex {
  struct Part {
    Xapian::Database database;
    std::vector<Xapian::docid> deleted = {};
    /// Its values; null before kFirstStoredValuesFormat and kFirstColumnsFormat, where the database
    /// has them.
    std::shared_ptr<const StoredValues> values = nullptr;
    std::shared_ptr<const Columns> columns = nullptr;
  };

  int format = 0;
  /// The run that published it. Before kFirstRunFormat the time is that of its stub, and before
  /// kFirstCommitFormat there is no number.
  Run run = {};
  std::string analyzer;
  std::vector<Part> parts;
  Xapian::Database lexicon;  ///< Its metadata are labels, lexicon and notes of the user's.
};

/// Opens an index for what is stored. Throws Error kIndexFormat for a format before
/// kOldestStoredFormat or after this one, and else as ReadCommit() does.
StoredIndex OpenStoredIndex(const std::string& index);

/// Opens what is StoredIndex::lexicon alone, which may be whole where segments are damaged. Throws
/// as OpenStoredIndex() does.
Xapian::Database OpenStoredLexicon(const std::string& index);

/// Calls `visit` for each paper as it was read from its file, without what notes of the user's add
/// (user_notes.h), in the order in which they stand. Before kFirstRunFormat all were
/// added and changed by the run of the index. Throws Error kIndexCorrupt.
void ForEachStoredPaper(const StoredIndex& index,
                        const std::function<void(const Paper&, const Provenance&)>& visit);

/// The number of the format of an index with this stub, 0 where it is none of dsindex.
int FormatOf(const std::string& index, const Stub& stub);

/// Throws Error kIndexFormat for an index of another format than this one, 0 for that of another
/// program.
[[noreturn]] void FailFormat(int format);

}  // namespace dssearch::format
