#include "tests/indexer/index_contents.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <sstream>
#include <utility>

#include "dssearch/error.h"
#include "searcher/format/commit.h"
#include "searcher/format/stored_index.h"
#include "searcher/text/analyzer.h"

namespace dssearch::testing {
namespace fs = std::filesystem;
using Mode = indexer::IndexWriter::Mode;

namespace {

std::string Content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return std::move(content).str();
}

}  // namespace

Paper TitledPaper(const std::string& id, const std::string& title) {
  return {.id = id, .title = title};
}

std::string ToString(indexer::Outcome outcome) {
  switch (outcome) {
    case indexer::Outcome::kAdded:
      return "added";
    case indexer::Outcome::kUpdated:
      return "updated";
    case indexer::Outcome::kUnchanged:
      return "unchanged";
    case indexer::Outcome::kRepeated:
      return "repeated";
    case indexer::Outcome::kRejected:
      return "rejected";
  }
  return "?";
}

std::string ErrorOf(const std::function<void()>& body) {
  try {
    body();
  } catch (const Error& e) {
    const std::map<ErrorCode, std::string> names = {{ErrorCode::kIndexNotFound, "not found"},
                                                    {ErrorCode::kIndexFormat, "format"},
                                                    {ErrorCode::kIndexCorrupt, "corrupt"},
                                                    {ErrorCode::kIndexLocked, "locked"},
                                                    {ErrorCode::kIo, "io"},
                                                    {ErrorCode::kInvalidRequest, "invalid"},
                                                    {ErrorCode::kStateGone, "gone"},
                                                    {ErrorCode::kInternal, "internal"}};
    const auto name = names.find(e.code());
    return (name == names.end() ? "other" : name->second) + ": " + e.what() + " / " + e.hint();
  } catch (const Xapian::Error& e) {
    return "Xapian's own " + e.get_description();
  } catch (const std::exception& e) {
    return std::string("the standard's own ") + e.what();
  }
  return "no error";
}

std::string VisiblePapers(const std::string& index) {
  if (!format::HasCommit(index)) return "no index";
  format::ReadCommit(index, text::Analyzer::Id());
  std::map<std::string, std::string> titles;
  format::ForEachStoredPaper(
      format::OpenStoredIndex(index), [&](const Paper& paper, const format::Provenance&) {
        EXPECT_TRUE(titles.emplace(paper.id, paper.title).second) << paper.id << " is there twice";
      });
  std::string out;
  for (const auto& [id, title] : titles)
    out.append(out.empty() ? "" : " ").append(id).append("=").append(title);
  return out;
}

std::string Answer(const Searcher& searcher, const std::string& query) {
  const SearchResponse response = searcher.Search(
      {.query = query, .limit = 100, .facets = {"domain", "date:year", "author", "lang"}});
  std::string out = std::to_string(response.total) + '\n';
  for (const Hit& hit : response.hits) out += hit.paper.id + ' ' + std::to_string(hit.score) + '\n';
  for (const Facet& facet : response.facets)
    for (const FacetCount& count : facet.counts)
      out += facet.field + ' ' + count.label + ' ' + std::to_string(count.count) + '\n';
  return out;
}

void WritePapers(const std::string& index, const std::vector<Paper>& papers, Mode mode) {
  indexer::IndexWriter writer(index, mode);
  for (const Paper& paper : papers) writer.Put(paper, "root");
  writer.Publish();
}

std::map<std::string, std::string> FileContents(const fs::path& folder) {
  std::map<std::string, std::string> files;
  if (!fs::exists(folder)) return files;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder))
    files[entry.path().string()] = entry.is_regular_file() ? Content(entry.path()) : "";
  return files;
}

std::string Listing(const fs::path& folder) {
  std::vector<std::string> names;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    if (entry.path().filename() != "lock") names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : " ") + name;
  return out;
}

std::string Outcomes(const std::string& index, Mode mode, const std::vector<Paper>& papers) {
  indexer::IndexWriter writer(index, mode);
  std::string out;
  for (const Paper& paper : papers) out += ToString(writer.Put(paper, "root")) + " ";
  out += std::to_string(writer.RemoveMissing("root").size()) + " removed";
  writer.Publish();
  return out;
}

}  // namespace dssearch::testing
