#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dssearch/api.h"
#include "dssearch/choice.h"
#include "dssearch/paper.h"
#include "dssearch/response.h"

namespace dssearch {

/// The formats of exported papers, for reference managers, spreadsheets and programs.
enum class ExportFormat {
  kBibtex,   ///< BibTeX in UTF-8, an entry a paper; the citation key is made of the id.
  kRis,      ///< RIS, as EndNote, Zotero and NoteExpress read it.
  kCsl,      ///< CSL-JSON, one array of items, as pandoc, citeproc and Zotero read it.
  kGbt7714,  ///< Numbered references as GB/T 7714-2015 prints them.
  kJsonl,    ///< JSON lines, a record with all its fields a line, as dsindex reads them.
  kCsv,      ///< CSV (RFC 4180), a header and then a row a paper; lists are joined by "; ".
  /// A line a paper for fzf, cut and awk, without a header: id, date, domains, title, the Chinese
  /// title beside it, authors, venue and address, with tabs between. Lists are joined by "; ".
  kTsv,
  kIds,  ///< The ids alone, one a line.
};
inline constexpr Choice<ExportFormat> kExportFormats[] = {
    {"tsv", ExportFormat::kTsv},       {"ids", ExportFormat::kIds},
    {"jsonl", ExportFormat::kJsonl},   {"csv", ExportFormat::kCsv},
    {"bibtex", ExportFormat::kBibtex}, {"ris", ExportFormat::kRis},
    {"csl", ExportFormat::kCsl},       {"gbt7714", ExportFormat::kGbt7714}};

/// Makes the text of an export of any number of papers, some at a time. For one thread.
class DSSEARCH_API Exporter {
 public:
  /// `today` (YYYY-MM-DD) becomes the date of access in GB/T 7714 references, which leave it out
  /// where it is empty.
  explicit Exporter(ExportFormat format, std::string_view today = {});
  ~Exporter();
  Exporter(Exporter&&) noexcept;
  Exporter& operator=(Exporter&&) noexcept;

  /// The text of some more papers, in their order.
  std::string Add(std::span<const Paper> papers);
  std::string Add(std::span<const Hit> hits);

  /// What the text ends with, after the last papers.
  std::string Finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The text of an export of `papers`, in their order, as Exporter makes it; every line ends with a
/// line feed. Thread-safe.
DSSEARCH_API std::string Export(const std::vector<Paper>& papers, ExportFormat format,
                                std::string_view today = {});

}  // namespace dssearch
