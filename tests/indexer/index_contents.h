#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "dssearch/paper.h"
#include "dssearch/searcher.h"
#include "indexer/index_writer.h"

namespace dssearch::testing {

/// A paper with an id and a title.
Paper TitledPaper(const std::string& id, const std::string& title);

/// "added", "updated", "unchanged", "repeated", "rejected".
std::string ToString(indexer::Outcome outcome);

/// "kind: what / hint" of the Error that `body` throws; "no error" where it throws none.
std::string ErrorOf(const std::function<void()>& body);

/// The papers that a reader who comes now sees, "1=T 2=U" in the order of their ids; "no index".
std::string VisiblePapers(const std::string& index);

/// All that a searcher answers to a query: the total, the hits with their scores, the facets.
std::string Answer(const Searcher& searcher, const std::string& query);

/// Puts papers that were read from "root", and publishes them.
void WritePapers(const std::string& index, const std::vector<Paper>& papers,
                 indexer::IndexWriter::Mode mode = indexer::IndexWriter::Mode::kUpdate);

/// A run over papers that were read from "root": "added unchanged 1 removed".
std::string Outcomes(const std::string& index, indexer::IndexWriter::Mode mode,
                     const std::vector<Paper>& papers);

/// Every file and folder below a folder by its path, files with their content.
std::map<std::string, std::string> FileContents(const std::filesystem::path& folder);

/// The names in an index folder except that of its lock, with blanks between.
std::string Listing(const std::filesystem::path& folder);

}  // namespace dssearch::testing
