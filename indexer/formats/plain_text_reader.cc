#include "indexer/formats/plain_text_reader.h"

#include <algorithm>

#include "indexer/formats/record_lists.h"

namespace dssearch::indexer {

void ReadPlainText(const std::string& file, std::string_view content, const std::string& key,
                   const RecordSink& sink) {
  const std::size_t begin = content.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) {
    sink.on_reject({{file, 0}, "the file is empty", "the first line is the title"});
    return;
  }
  content.remove_prefix(begin);
  const TextKind kind = KindOfText(content);
  if (kind != TextKind::kPaper) {
    sink.on_reject(
        {{file, 1},
         kind == TextKind::kExport
             ? "the text looks like the export of a database, in a format that is not read"
             : "the text looks like a list of papers, in a format that is not read",
         kind == TextKind::kExport
             ? "export it as RIS, BibTeX or CSV, from PubMed as PubMed (.nbib)"
             : "export the papers as RIS, BibTeX or CSV, or write each into a file of its own"});
    return;
  }
  const std::size_t end = std::min(content.find('\n'), content.size());
  RawRecord record{{file, 1}, {}};
  record.key = key;
  record.needs_no_id = true;
  record.fields.push_back({"title", {std::string(content.substr(0, end))}});
  record.fields.push_back({"summary", {std::string(content.substr(end))}});
  sink.on_record(std::move(record));
}

}  // namespace dssearch::indexer
