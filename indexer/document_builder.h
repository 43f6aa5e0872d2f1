#pragma once

#include <xapian.h>

#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"
#include "searcher/format/record_codec.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/collation.h"

namespace dssearch::indexer {

/// Turns papers into what stands in the index, by the rules of
/// searcher/format/README.md. Not thread-safe; give each thread its own.
class DocumentBuilder {
 public:
  /// `dictionary` is what records are packed with.
  explicit DocumentBuilder(std::string_view dictionary = {}) : packer_(dictionary) {}

  /// `record` is the encoded paper, which the caller has at hand; `source` the
  /// canonical path of the file that it was read from.
  Xapian::Document Build(const Paper& paper, const std::string& record, const std::string& source);

 private:
  text::Analyzer analyzer_;
  text::Collation collation_;
  format::RecordPacker packer_;
};

/// "zh", "en", or both, by which halves of the paper there are.
std::vector<std::string> Languages(const Paper& paper);

}  // namespace dssearch::indexer
