#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/paper.h"

namespace dssearch {

/// What reference managers, spreadsheets and programs read.
enum class ExportFormat {
  kBibtex,   ///< An entry a paper, in UTF-8; the key is made of the id.
  kRis,      ///< RIS: EndNote, Zotero, NoteExpress.
  kCsl,      ///< One JSON array of CSL items: pandoc, citeproc, Zotero.
  kGbt7714,  ///< References in the text form of GB/T 7714-2015, numbered.
  kJsonl,    ///< A record a line with all its fields, as dsindex reads them.
  kCsv,      ///< A header line, then a row a paper (RFC 4180); lists joined by "; ".
  kIds,      ///< An id a line.
};

/// The format of this name: bibtex, ris, csl, gbt7714, jsonl, csv or ids.
std::optional<ExportFormat> ExportFormatNamed(std::string_view name);

/// The papers in a format, in their order; every line ends with a line feed.
/// `today` (YYYY-MM-DD) is when pages were looked at, which GB/T 7714 wants to
/// know; empty leaves it out. Thread-safe.
std::string Export(const std::vector<Paper>& papers, ExportFormat format,
                   std::string_view today = {});

}  // namespace dssearch
