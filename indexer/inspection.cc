#include "indexer/inspection.h"

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <vector>

#include "dssearch/error.h"
#include "dssearch/export.h"
#include "dssearch/searcher.h"
#include "indexer/index_check.h"
#include "indexer/index_writer.h"
#include "indexer/output_file.h"
#include "searcher/format/commit.h"
#include "searcher/format/lexicon.h"
#include "searcher/format/open_database.h"
#include "searcher/format/run.h"
#include "searcher/format/stored_index.h"
#include "searcher/format/xapian_guard.h"
#include "searcher/text/analyzer.h"
#include "searcher/text/lexicon_tokens.h"

namespace dssearch::indexer {

namespace {

// What the user's notes are on: "on 12 papers, 3 on none that is there"; empty where there are
// none.
std::string NotesOf(const std::string& index) {
  const NoteCounts counts = format::ReadCurrent(
      index, [&] { return IndexWriter(index, IndexWriter::Mode::kDryRun).CountNotes(); });
  if (counts.papers == 0 && counts.unmatched.empty()) return {};
  std::string text =
      "on " + std::to_string(counts.papers) + (counts.papers == 1 ? " paper" : " papers");
  if (const std::size_t waiting = counts.unmatched.size(); waiting > 0)
    text += ", " + std::to_string(waiting) + " on none that is there";
  return text;
}

}  // namespace

ExitStatus PrintStats(const std::string& index) {
  const Searcher searcher(index);
  const SearchResponse all =
      searcher.Search({.query = "", .limit = 0, .facets = {"domain:5", "lang", "date:year"}});
  const auto line = [](const char* name, const std::string& value) {
    std::printf("%-10s %s\n", name, value.c_str());
  };
  line("index", index);
  const format::Commit commit = format::ReadCommit(index);
  line("commit", commit.name() + ", format " + std::to_string(commit.format) + ", segments " +
                     std::to_string(commit.segments.size()) + ", " +
                     format::FormatTime(commit.time));
  line("analyzer", commit.analyzer);
  line("papers", std::to_string(all.total));
  if (const std::string notes = NotesOf(index); !notes.empty()) line("notes", notes);
  for (const Facet& facet : all.facets) {
    std::string values;
    for (const FacetCount& count : facet.counts) {
      if (count.count == 0) continue;
      if (!values.empty()) values += ", ";
      values += (count.value.empty() ? "undated" : count.value) + ' ' + std::to_string(count.count);
    }
    if (facet.values > facet.counts.size()) values += ", … of " + std::to_string(facet.values);
    line(facet.field.c_str(), values);
  }
  char size[32];
  std::snprintf(size, sizeof size, "%.1f MB", static_cast<double>(format::BytesOf(commit)) / 1e6);
  line("size", size);
  return kAllRead;
}

ExitStatus PrintCheck(const std::string& index) {
  const std::vector<std::string> problems = CheckIndex(index);
  for (const std::string& problem : problems)
    std::fprintf(stderr, "dsindex: %s\n", problem.c_str());
  if (!problems.empty()) {
    std::fputs("hint: rebuild the index: dsindex --rebuild --index INDEX PATH\n", stderr);
    return kFailed;
  }
  std::printf("no fault found in %" PRIu64 " papers\n", Searcher(index).size());
  return kAllRead;
}

ExitStatus PrintPaper(const std::string& index, const std::string& id) {
  const std::optional<Paper> paper = Searcher(index).Get(id);
  if (!paper)
    throw Error(ErrorCode::kInvalidRequest, "there is no paper '" + id + "'",
                "find one: dssearch --format ids QUERY");
  std::fputs(Export({*paper}, ExportFormat::kJsonl).c_str(), stdout);
  return kAllRead;
}

ExitStatus DumpPapers(const std::string& index, const std::string& path) {
  return format::Guard([&] {
    const format::StoredIndex stored = format::OpenStoredIndex(index);
    OutputFile out(path);
    format::ForEachStoredPaper(stored, [&](const Paper& paper, const format::Provenance&) {
      ThrowIfInterrupted();
      out.Write(Export({paper}, ExportFormat::kJsonl));
    });
    out.Close();
    return kAllRead;
  });
}

ExitStatus PrintLexicon(const std::string& index, const std::string& term) {
  const Xapian::Database lexicon = format::ReadCurrent(index, [&] {
    const format::Commit commit = format::ReadCommit(index, text::Analyzer::Id());
    return format::OpenDatabase(index, commit.lexicon, commit.lexicon_files);
  });
  text::Analyzer analyzer;
  const std::string key = text::LexiconKeyOf(term, analyzer);
  return format::Guard([&] {
    bool any = false;
    for (const format::LexiconEntry& entry : format::ReadLexicon(lexicon)) {
      if (!term.empty() && entry.key != key && entry.term != term) continue;
      for (const format::Translation& one : entry.translations) {
        any = true;
        const std::string by = one.origin == format::Origin::kUser     ? "yours"
                               : one.origin == format::Origin::kLearnt ? "learnt"
                                                                       : "seed";
        std::printf("%s\t%s\t%.2f\t%s\t%u\n", entry.term.c_str(), one.text.c_str(), one.strength,
                    by.c_str(), one.papers);
      }
    }
    if (!any && !term.empty())
      std::fprintf(stderr, "dsindex: the lexicon has no term '%s'\n", term.c_str());
    return any ? kAllRead : kSomeRejected;
  });
}

}  // namespace dssearch::indexer
