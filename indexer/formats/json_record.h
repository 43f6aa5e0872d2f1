#pragma once

#include <memory>
#include <string>

#include "indexer/record.h"

namespace dssearch::indexer {

/// Makes records of JSON objects: what json_reader.h says about values. Not thread-safe.
class JsonRecordReader {
 public:
  /// `kind` is what a text with one record is called in rejects, "line"; `hint` is that of a text
  /// that is broken.
  JsonRecordReader(std::string kind, std::string hint);
  ~JsonRecordReader();
  JsonRecordReader(const JsonRecordReader&) = delete;
  JsonRecordReader& operator=(const JsonRecordReader&) = delete;

  /// Passes on the record that a text is, or a Reject that says what is wrong with it; nothing for
  /// what belongs to a record and is none, an attachment in Zotero. `text` may be enlarged.
  void Read(std::string& text, const Location& where, const RecordSink& sink);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
  std::string kind_;
  std::string hint_;
};

}  // namespace dssearch::indexer
