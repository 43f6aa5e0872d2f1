#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "searcher/format/labels.h"

namespace dssearch::indexer {

/// The place that a record was read from.
struct Location {
  std::string file;
  std::size_t line = 0;  ///< Counted from 1; 0 where the whole file is meant.
};

/// A record as a file has it, whatever the format of the file: names of fields with their values,
/// in order, neither checked nor renamed. {"keywords", {"a", "b"}} has two values; a single one is
/// a text that may be a list, unless an empty one follows: see AddList().
struct RawRecord {
  Location where;
  std::vector<std::pair<std::string, std::vector<std::string>>> fields;

  /// Whether records of this format may lack an id; one is derived then, see FallbackId().
  bool needs_no_id = false;

  /// Whether its fields have the names of whoever made the file, as in tables and JSON: where none
  /// of them is the title or the authors, the user is told what there is.
  bool has_columns = false;
  std::string key = {};  ///< What the format has instead of an id: BibTeX's key, a file's name.

  /// Adds a field whose values are the items of a list as its format has cut it, even if it is one.
  void AddList(std::string name, std::vector<std::string> values) {
    if (values.size() == 1) values.emplace_back();
    fields.emplace_back(std::move(name), std::move(values));
  }
};

/// A record, or a file, that cannot be indexed. It is reported and never ends a run.
struct Reject {
  Location where;
  std::string reason;  ///< One line in plain words: "the record has no id".
  std::string hint;    ///< One line that says what to do about it.

  /// Whether it may hold for all records of the file, so that it is shown once.
  bool of_whole_file = false;
};

/// What a reader calls with what it reads, in the order in which it stands. Calls come from the
/// thread that reads, and what they throw ends the reading.
struct RecordSink {
  std::function<void(RawRecord)> on_record;
  std::function<void(Reject)> on_reject;
  /// Called with the labels of a domains.yaml; may be empty.
  std::function<void(std::vector<format::Label>)> on_labels = {};
  /// Called with each file in a folder that is not read, since no reader knows what it is; may be
  /// empty.
  std::function<void(const std::string& file)> on_unread = {};
  /// Called now and then with the bytes of the files of a path that were read so far, and with
  /// those of all; may be empty.
  std::function<void(std::uint64_t done, std::uint64_t all)> on_bytes = {};
  /// Called with a file that is not in UTF-8, and with the name of its encoding; may be empty.
  std::function<void(const std::string& file, std::string_view encoding)> on_encoding = {};
  /// Called with a part that cannot be read of a record that is read without it; may be empty.
  std::function<void(Reject)> on_loss = {};
};

}  // namespace dssearch::indexer
