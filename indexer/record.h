#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "searcher/format/labels.h"

namespace dssearch::indexer {

/// Where a record stands.
struct Location {
  std::string file;
  std::size_t line = 0;  ///< From 1; 0 where the whole file is meant.
};

/// A record as a file has it, whatever the format: names and values in order,
/// nothing checked, nothing renamed.
struct RawRecord {
  Location where;
  std::vector<std::pair<std::string, std::vector<std::string>>> fields;

  /// Whether records of this format have no id by nature, so that one is made
  /// up where the fields name none.
  bool needs_no_id = false;
  std::string key = {};  ///< What the format has in place of one: BibTeX's key, a file's name.
};

/// A record that cannot be indexed. It never ends a run.
struct Reject {
  Location where;
  std::string reason;
  std::string hint;
};

/// What a reader hands its findings to, one at a time.
struct RecordSink {
  std::function<void(RawRecord)> on_record;
  std::function<void(Reject)> on_reject;
  std::function<void(std::vector<format::Label>)> on_labels = {};  ///< Of domains; may be empty.
  /// How many bytes of the files of a PATH were read so far, and how many there
  /// are, now and then; may be empty.
  std::function<void(std::uint64_t done, std::uint64_t all)> on_bytes = {};
};

}  // namespace dssearch::indexer
