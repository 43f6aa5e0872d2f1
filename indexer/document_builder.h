#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"
#include "indexer/inversion/inverter.h"
#include "searcher/format/provenance.h"
#include "searcher/format/record_codec.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/collation.h"

namespace dssearch::indexer {

/// Turns papers into the documents of an index: terms, forward positions, values and the stored
/// record, as searcher/format/README.md describes them. Not thread-safe; give each thread its own.
class DocumentBuilder {
 public:
  /// `dictionary` is the index's, which records are packed with; empty for none.
  explicit DocumentBuilder(std::string_view dictionary = {}) : packer_(dictionary) {}

  /// Adds the document of a paper to a batch. `record` is the paper as format::EncodeRecord()
  /// returns it, which the caller has at hand. Runs of the provenance are written as they are, the
  /// time of one that is not published yet as 0.
  void Build(const Paper& paper, const std::string& record, const format::Provenance& provenance,
             Inverter& batch);

 private:
  void AddTexts(const Paper& paper, Inverter& batch);
  void AddFields(const Paper& paper, Inverter& batch);
  void AddTwoNames(const std::string& author, Inverter& batch);

  text::Analyzer analyzer_;
  text::Collation collation_;
  format::RecordPacker packer_;
};

/// The languages that a paper is written in, at least one of "zh" and "en": {"zh", "en"} where it
/// has texts in both.
std::vector<std::string> Languages(const Paper& paper);

}  // namespace dssearch::indexer
